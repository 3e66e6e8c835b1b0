#!/usr/bin/env bash
# Run by prove.sh inside the booted root: asks the machine what it says of itself, one line `name|outcome` in /root/proved.
set -uo pipefail
: >/root/proved

tell() { printf '%s|%s\n' "$1" "$2" >>/root/proved; }
# ask NAME COMMAND…
ask() {
  local name=$1 outcome=true
  shift
  printf -- '--- %s\n' "$name"
  "$@" || outcome=false
  tell "$name" "$outcome"
}

healthy() {
  local second
  for ((second = 0; second < $1; second++)); do
    curl --silent --fail --max-time 3 http://127.0.0.1:4000/health && return 0
    sleep 1
  done
  return 1
}
exits_with() {
  local wanted=$1 code=0
  shift
  "$@" || code=$?
  [ "$code" = "$wanted" ]
}
process_id() { systemctl show --property=MainPID --value cuvee.service; }
current() { basename "$(readlink /opt/cuvee/current)"; }
is_current() { [ "$(current)" = "$1" ]; }
over_https() { curl --silent --insecure --max-time 20 --retry 5 --retry-delay 2 --retry-all-errors --resolve cuvee.localhost:443:127.0.0.1 "$@"; }
database() { runuser --user "$1" -- psql --no-psqlrc --quiet --tuples-only --no-align --dbname=cuvee --command="$2"; }

install_changes_nothing() {
  /root/release/deploy/vps/install.sh --domain cuvee.localhost --release /root/release.tar.gz | tee /root/third
  grep --quiet --line-regexp 'changes: 0' /root/third
}
nothing_failed() { [ -z "$(systemctl --failed --plain --no-legend | tee /dev/stderr)" ]; }
answers_https() { over_https --fail https://cuvee.localhost/health; }
hides_metrics() { [ "$(over_https --output /dev/null --write-out '%{http_code}' https://cuvee.localhost/metrics)" = 404 ]; }
is_nobody() { [ "$(stat --format=%U "/proc/$(process_id)")" = cuvee ]; }
is_confined() {
  nsenter --target "$(process_id)" --mount -- runuser --user cuvee -- sh -c \
    '! touch /opt/cuvee/x && ! touch /etc/x && ! touch /var/lib/x && touch /var/lib/cuvee/x && rm /var/lib/cuvee/x'
  ! nsenter --target "$(process_id)" --mount -- touch /usr/x
}
knows_roles() {
  [ "$(database postgres "select string_agg(concat_ws(' ', rolname, rolcanlogin, rolsuper), ', ' order by rolname) from pg_roles where rolname like 'cuvee%'")" = 'cuvee t f, cuvee_web f f' ]
}
shows_one_estate() {
  /usr/local/bin/cuvee init --estate chai --from /root/empty --name Chai --json
  [ "$(database cuvee 'select count(*) from app.estates')" = 1 ] && [ "$(database cuvee 'set role cuvee_web; select count(*) from app.estates')" = 0 ]
}
has_firewall() { nft list table inet cuvee | grep --quiet 'policy drop'; }
keeps_doors() { fail2ban-client status | tee /dev/stderr | grep 'cuvee' | grep --quiet 'sshd'; }
reads_refusal() {
  echo '{"level":40,"time":1795395060000,"remoteAddress":"203.0.113.7","msg":"sign-in refused"}' >/root/refused
  fail2ban-regex /root/refused /etc/fail2ban/filter.d/cuvee.conf | tee /dev/stderr | grep --quiet '1 matched'
}
dumps() { systemctl start cuvee-dump.service && ls -l /var/backups/cuvee/*_night.dump; }
has_worker() { systemctl start cuvee-worker@1.service && sleep 5 && systemctl is-active cuvee-worker@1.service && systemctl stop cuvee-worker@1.service; }
comes_back() {
  local killed
  killed=$(process_id)
  kill -9 "$killed"
  sleep 7
  healthy 60 && [ "$(process_id)" != "$killed" ]
}
has_newer_table() { [ "$(database postgres "select count(*) from pg_tables where tablename = 'of_a_newer_release'")" = "$1" ]; }
exposure() { systemd-analyze security --no-pager "$1" | sed --quiet 's/.*exposure level for .*: \([0-9.]*\).*/\1/p'; }

mkdir --parents /root/empty && chmod 711 /root
ask 'after a restart of the machine, Cuvée answers by itself' healthy 90
ask 'install.sh again: no change' install_changes_nothing
ask 'no unit has failed' nothing_failed
ask 'https answers through Caddy' answers_https
ask 'metrics are not for the world' hides_metrics
ask 'the service runs as cuvee' is_nobody
ask 'the service writes nowhere but in its folder' is_confined
ask 'the database has its two roles, neither a superuser' knows_roles
ask 'the role of the page sees no estate it was not given' shows_one_estate
ask 'the firewall stands' has_firewall
ask 'fail2ban keeps both doors' keeps_doors
ask 'fail2ban reads a refused sign-in' reads_refusal
ask 'the copy of the night is made and can be read' dumps
ask 'a worker runs beside' has_worker
ask 'killed, it comes back by itself' comes_back
first=$(current)
ask 'an upgrade succeeds' /root/release/deploy/vps/upgrade.sh --release /root/newer
ask 'the upgrade brought its table' has_newer_table 1
ask 'a rollback succeeds' /root/release/deploy/vps/rollback.sh
ask 'the rollback switched the release back' is_current "$first"
ask 'the rollback brought the tables back' has_newer_table 0
ask 'a broken release is taken back, exit code 5' exits_with 5 /root/release/deploy/vps/upgrade.sh --release /root/broken
ask 'the old release is back' is_current "$first"
ask 'and it answers' healthy 30
tell 'resident memory of the idle service, MB' "$(($(awk '/^VmRSS/ { print $2 }' "/proc/$(process_id)/status") / 1024))"
tell 'exposure of cuvee.service, 0 to 10' "$(exposure cuvee.service)"
tell 'exposure of cuvee-dump.service, 0 to 10' "$(exposure cuvee-dump.service)"
tell finished true
