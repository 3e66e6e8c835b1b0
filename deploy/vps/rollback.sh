#!/usr/bin/env bash
# Goes back to the release before the last upgrade. The database goes back too, to the copy made then, if the upgrade changed its tables
# (migrations only go forward): what was written since is lost, and kept in a copy of its own first.
#   sudo deploy/vps/rollback.sh
# Letters: a database that went back no longer meets its folder if anything was sent since, and sends nothing until a person confirms.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
case ${1:-} in
  '') ;;
  --help | -h) sed --quiet '2,5s/^# \{0,1\}//p' "$0" && exit 0 ;;
  *) fail 'usage: rollback.sh' ;;
esac
[ "$(id --user)" = 0 ] || fail 'run this as root'
[ -f "$opt/last-upgrade" ] || fail 'there was no upgrade: nothing to go back to'
before='' dump='' migrations=''
while IFS='=' read -r name value; do
  case $name in before) before=$value ;; dump) dump=$value ;; migrations) migrations=$value ;; esac
done <"$opt/last-upgrade"
[ -d "$before" ] || fail "the release $before is gone"

stop_all
if [ "$(migration_count)" != "$migrations" ]; then
  [ -f "$dump" ] || fail "the copy $dump is gone: the old release cannot read the newer tables"
  say "the upgrade changed the tables: the database goes back to $dump; what is there now is kept in $(as_postgres /usr/local/lib/cuvee/dump before-rollback)"
  restore_dump "$dump"
fi
switch_to "$before"
for unit in "$before"/deploy/vps/units/*; do install --mode=644 "$unit" /etc/systemd/system/; done
systemctl daemon-reload
start_cuvee
rm --force "$opt/last-upgrade"
is_healthy 90 || fail "$(basename "$before") does not answer either: journalctl --unit cuvee --lines 50"
say "back on $(basename "$before")"
