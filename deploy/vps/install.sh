#!/usr/bin/env bash
# Installs Cuvée on a bare Debian 12 or 13, or Ubuntu 24.04: PostgreSQL, Node, the service, https, firewall, fail2ban, security updates.
#   sudo deploy/vps/install.sh --domain cuvee.example.org [--release ARCHIVE] [--ssh-port 22] [--no-firewall] [--check]
# --release  an archive of deploy/make-release.sh; without it, the checkout this script lies in is made into one (needs npm)
# --check    changes nothing, lists what differs; exit code 0 when nothing does, 4 otherwise
# Run it as often as you like: what is as it should be is left alone. The last line counts the changes.
set -euo pipefail

domain='' release='' ssh_port=22 firewall=yes
check_only=no
while [ $# -gt 0 ]; do
  case $1 in
    --domain) domain=${2:?} && shift 2 ;;
    --release) release=${2:?} && shift 2 ;;
    --ssh-port) ssh_port=${2:?} && shift 2 ;;
    --no-firewall) firewall=no && shift ;;
    --check) check_only=yes && shift ;;
    --help | -h) sed --quiet '2,6s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) printf 'cuvee: unknown option %s (see --help)\n' "$1" >&2 && exit 2 ;;
  esac
done
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

main() {
  check_machine
  check_universe
  want_packages postgresql caddy nftables fail2ban python3-systemd unattended-upgrades openssl ca-certificates
  want_node
  want_user
  want_folders
  want_environment
  want_database
  want_release
  want_services
  want_https
  if [ "$firewall" = yes ]; then want_firewall; fi
  want_guards
  start_all
  if [ "$check_only" = yes ]; then
    say "differences: $changes"
    [ "$changes" -eq 0 ] || exit 4
  else
    say "changes: $changes"
    [ "$changes" -eq 0 ] || say "Cuvée: https://$domain ; first person: cuvee user --help ; what is wrong, if anything: cuvee doctor"
  fi
}

check_machine() {
  [[ $domain =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || fail 'name this server: --domain cuvee.example.org'
  [[ $ssh_port =~ ^[0-9]+$ ]] || fail '--ssh-port takes a number'
  [ "$(id --user)" = 0 ] || fail 'run this as root: sudo deploy/vps/install.sh …'
  local id version
  id=$(. /etc/os-release && printf %s "$ID") version=$(. /etc/os-release && printf %s "${VERSION_ID:-}")
  case $id-$version in
    debian-12 | debian-13 | ubuntu-24.04) ;;
    *) fail "this is $id $version: Debian 12 or 13, or Ubuntu 24.04, is wanted" ;;
  esac
}

# On Ubuntu Caddy and fail2ban are of `universe`, which an image made small may leave out.
check_universe() {
  [ "$(. /etc/os-release && printf %s "$ID")" = ubuntu ] && [ "$check_only" = no ] || return 0
  [ "$(dpkg-query --show --showformat='${db:Status-Status}' caddy 2>/dev/null || true)" != installed ] || return 0
  apt-get update --quiet=2
  apt-cache show caddy >/dev/null 2>&1 || fail 'Ubuntu knows no package caddy here: turn universe on (add-apt-repository universe), then run this again'
}

# A Node of 20.19 or newer that is there is kept; else the distribution's, where it is new enough (Debian 13: cared for by its security
# team); else NodeSource's 24, its key checked by fingerprint, nothing else admitted from there.
want_node() {
  if node_is_enough "$(/usr/bin/node --version 2>/dev/null || true)"; then return; fi
  differs 'Node 20.19 or newer' || return 0
  apt-get update --quiet=2
  local offered
  offered=$(apt-cache policy nodejs | sed --quiet 's/^ *Candidate: //p')
  if node_is_enough "v$offered"; then
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends nodejs
  else
    install_nodesource
  fi
  node_is_enough "$(/usr/bin/node --version 2>/dev/null || true)" || fail 'Node 20.19 or newer could not be installed'
}

node_is_enough() {
  [[ $1 =~ ^v([0-9]+)\.([0-9]+) ]] || return 1
  ((BASH_REMATCH[1] > 20 || (BASH_REMATCH[1] == 20 && BASH_REMATCH[2] >= 19)))
}

install_nodesource() {
  local keyring=/usr/share/keyrings/nodesource.gpg fingerprint=6F71F525282841EEDAF851B42F59B5F99B1BE0B4 key
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends curl gpg
  key=$(mktemp)
  curl --fail --silent --show-error --location --proto '=https' https://deb.nodesource.com/gpgkey/nodesource-repo.gpg.key >"$key"
  gpg --show-keys --with-colons "$key" | grep --quiet "^fpr:*$fingerprint:" || fail 'the key of NodeSource is not the one we know: nothing was installed'
  gpg --dearmor --yes --output "$keyring" "$key"
  rm --force "$key"
  printf 'deb [signed-by=%s] https://deb.nodesource.com/node_24.x nodistro main\n' "$keyring" >/etc/apt/sources.list.d/nodesource.list
  want_file /etc/apt/preferences.d/nodesource 644 root:root <"$here/files/nodesource.pref"
  apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 nodejs
}

want_user() {
  getent passwd cuvee >/dev/null && return
  if differs 'user cuvee'; then
    useradd --system --user-group --home-dir /var/lib/cuvee --no-create-home --shell /usr/sbin/nologin cuvee
  fi
}

want_folders() {
  want_folder /opt/cuvee 755 root:root
  want_folder /opt/cuvee/releases 755 root:root
  want_folder /etc/cuvee 750 root:cuvee
  want_folder /var/lib/cuvee 750 cuvee:cuvee
  want_folder /var/backups/cuvee 700 postgres:postgres
  want_folder /usr/local/lib/cuvee 755 root:root
  want_file /usr/local/lib/cuvee/dump 755 root:root <"$here/files/dump"
  want_file /usr/local/bin/cuvee 755 root:root <"$here/files/cuvee"
}

# Made once, with a secret of its own; afterwards it is the host's, and only its public address is looked at.
want_environment() {
  if [ ! -f "$env_file" ]; then
    differs "file $env_file" || return 0
    (umask 027 && cat >"$env_file") <<SETTINGS
# Cuvée's environment: .env.example in the release explains each name. After a change: systemctl restart cuvee
DATABASE_URL='postgresql:///cuvee?host=/var/run/postgresql&user=cuvee'
CUVEE_HOME='/var/lib/cuvee'
CUVEE_PUBLIC_URL='https://$domain'
CUVEE_SECRET='$(openssl rand -hex 32)'
CUVEE_LOG_LEVEL='info'
CUVEE_LANG='fr'
NODE_ENV='production'
# BREVO_API_KEY=''
# SMTP_URL=''
SETTINGS
    chown root:cuvee "$env_file"
    chmod 640 "$env_file"
  elif ! grep --quiet "^CUVEE_PUBLIC_URL='\{0,1\}https://$domain'\{0,1\}$" "$env_file"; then
    if differs "public address in $env_file"; then
      sed --in-place "s|^CUVEE_PUBLIC_URL=.*|CUVEE_PUBLIC_URL='https://$domain'|" "$env_file"
      changed_files+=" $env_file"
    fi
  fi
}

# Two roles: cuvee owns the database and comes in by its own system user, without a password; cuvee_web is the page's, which sees one
# estate at a time (migration 0011). createdb is for the restore drill, which rehearses in a database of its own.
want_database() {
  open_postgres || return 0
  if [ "$(query "select rolcreatedb and not rolsuper from pg_roles where rolname = 'cuvee'")" != t ]; then
    if differs 'database role cuvee'; then query "do \$\$ begin if not exists (select from pg_roles where rolname = 'cuvee') then create role cuvee login; end if; end \$\$; alter role cuvee login createdb nosuperuser"; fi
  fi
  if [ "$(query "select count(*) from pg_roles where rolname = 'cuvee_web'")" != 1 ]; then
    if differs 'database role cuvee_web'; then query 'create role cuvee_web nologin'; fi
  fi
  if [ "$(query "select count(*) from pg_auth_members inner join pg_roles as groups on groups.oid = roleid inner join pg_roles as members on members.oid = member where groups.rolname = 'cuvee_web' and members.rolname = 'cuvee'")" = 0 ]; then
    if differs 'cuvee may act as cuvee_web'; then query 'grant cuvee_web to cuvee'; fi
  fi
  if [ "$(query "select count(*) from pg_database where datname = 'cuvee'")" != 1 ]; then
    if differs 'database cuvee'; then create_database; fi
  fi
  close_postgres
}

# Where no systemd runs (a folder that is being prepared), the server is started for the time of the questions, and deaf to the network.
postgres_opened=''
open_postgres() {
  command -v pg_lsclusters >/dev/null || { differs 'database cuvee' || true; return 1; }
  if as_postgres psql --quiet --no-psqlrc --dbname=postgres --command='select 1' >/dev/null 2>&1; then return 0; fi
  if has_systemd; then
    differs 'service postgresql runs' || return 1
    systemctl start postgresql
    return 0
  fi
  postgres_opened=$(pg_lsclusters --no-header | awk 'NR == 1 { print $1, $2 }')
  # shellcheck disable=SC2086
  pg_ctlcluster --skip-systemctl-redirect $postgres_opened start --options "-c listen_addresses=''"
}
close_postgres() {
  # shellcheck disable=SC2086
  if [ -n "$postgres_opened" ]; then pg_ctlcluster --skip-systemctl-redirect $postgres_opened stop --mode fast; fi
}

# The first release only: afterwards upgrade.sh brings the next, with a copy of the database before.
want_release() {
  [ -e "$opt/current" ] && return
  if differs "release in $opt/current"; then switch_to "$(unpack_release "${release:-$(cd "$here/../.." && pwd)}")"; fi
}

want_services() {
  local name
  for name in cuvee.service cuvee-worker@.service cuvee-dump.service cuvee-dump.timer; do
    want_file "/etc/systemd/system/$name" 644 root:root <"$here/units/$name"
  done
  want_file /etc/systemd/journald.conf.d/cuvee.conf 644 root:root <"$here/files/journald.conf"
  want_file /etc/tmpfiles.d/cuvee.conf 644 root:root <"$here/files/tmpfiles.conf"
  if has_systemd && [[ $changed_files == *"/etc/systemd/"* ]]; then systemctl daemon-reload; fi
  want_enabled cuvee.service cuvee-dump.timer
}

want_https() {
  want_file /etc/caddy/Caddyfile 644 root:root <"$here/../Caddyfile"
  want_file /etc/systemd/system/caddy.service.d/cuvee.conf 644 root:root < <(sed "s/@DOMAIN@/$domain/" "$here/files/caddy-environment.conf")
  if has_systemd && has_changed /etc/systemd/system/caddy.service.d/cuvee.conf; then systemctl daemon-reload; fi
  if [ "$check_only" = no ]; then CUVEE_SITE=$domain caddy validate --adapter caddyfile --config /etc/caddy/Caddyfile >/dev/null 2>&1 || fail 'Caddy refuses /etc/caddy/Caddyfile: caddy validate --config /etc/caddy/Caddyfile says why'; fi
  want_enabled caddy.service
}

# A firewall that is there and active (ufw) is asked to let https through; else nftables, with a table of our own.
want_firewall() {
  if command -v ufw >/dev/null && ufw status 2>/dev/null | grep --quiet '^Status: active'; then
    local port
    for port in "$ssh_port/tcp" 80/tcp 443; do
      ufw status | grep --quiet "^$port " || { differs "ufw lets $port in" && ufw allow "$port" >/dev/null; } || true
    done
    return
  fi
  want_file /etc/nftables.conf 755 root:root < <(sed "s/@SSH_PORT@/$ssh_port/" "$here/files/nftables.conf")
  want_enabled nftables.service
}

# A restart waits for an hour at which nothing of the week is due (03:30 or 04:30 in Paris, by the season, where the clock is UTC).
want_guards() {
  local restart_at=04:30
  [ "$(date +%Z)" != UTC ] || restart_at=02:30
  want_file /etc/fail2ban/filter.d/cuvee.conf 644 root:root <"$here/files/fail2ban-filter.conf"
  want_file /etc/fail2ban/jail.d/cuvee.local 644 root:root <"$here/files/fail2ban-jail.conf"
  want_file /etc/apt/apt.conf.d/52cuvee-upgrades 644 root:root < <(sed "s/@RESTART_AT@/$restart_at/" "$here/files/apt-upgrades.conf")
  want_enabled fail2ban.service unattended-upgrades.service
}

start_all() {
  has_systemd || return 0
  want_running postgresql.service cuvee.service caddy.service fail2ban.service cuvee-dump.timer
  if [ "$firewall" = yes ] && [ -f /etc/nftables.conf ]; then want_running nftables.service; fi
  [ "$check_only" = no ] || return 0
  if has_changed /etc/systemd/system/cuvee.service || has_changed "$env_file"; then systemctl restart cuvee.service; fi
  if has_changed /etc/systemd/system/caddy.service.d/cuvee.conf || has_changed /etc/caddy/Caddyfile; then systemctl restart caddy.service; fi
  if has_changed /etc/nftables.conf; then nft --file /etc/nftables.conf; fi
  if [[ $changed_files == *"/etc/fail2ban/"* ]]; then systemctl restart fail2ban.service; fi
  if has_changed /etc/systemd/journald.conf.d/cuvee.conf; then systemctl restart systemd-journald.service; fi
  is_healthy 60 || fail 'Cuvée does not answer on 127.0.0.1:4000: journalctl --unit cuvee --lines 50'
}

main
