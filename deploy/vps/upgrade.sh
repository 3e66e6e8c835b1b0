#!/usr/bin/env bash
# Brings a newer release: stops, copies the database, switches, starts (which migrates), asks for its health; takes it all back otherwise.
#   sudo deploy/vps/upgrade.sh --release ARCHIVE
# Exit codes: 0 done, 1 nothing was changed, 5 the new release was not healthy and the old one is back.
set -euo pipefail

# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
case ${1:-} in
  --release) release=${2:?which archive?} ;;
  --help | -h) sed --quiet '2,4s/^# \{0,1\}//p' "$0" && exit 0 ;;
  *) fail 'usage: upgrade.sh --release ARCHIVE' ;;
esac
[ "$(id --user)" = 0 ] || fail 'run this as root'
has_systemd || fail 'no systemd runs here'
before=$(readlink --canonicalize-existing "$opt/current") || fail 'nothing is installed yet: install.sh comes first'

after=$(unpack_release "$release")
if [ "$after" = "$before" ]; then
  say "already on $(basename "$after"): nothing to do"
  exit 0
fi
workers=$(active_workers)
stop_all
dump=$(as_postgres /usr/local/lib/cuvee/dump before-upgrade) || { start_cuvee && fail 'the database could not be copied: nothing was changed'; }
# What rollback.sh needs: from what, to what, with which copy, at how many migrations.
printf 'before=%s\nafter=%s\ndump=%s\nmigrations=%s\n' "$before" "$after" "$dump" "$(migration_count)" >"$opt/last-upgrade"
switch_to "$after"
for unit in "$after"/deploy/vps/units/*; do install --mode=644 "$unit" /etc/systemd/system/; done
systemctl daemon-reload
start_cuvee || true
if is_healthy 90; then
  for unit in $workers; do systemctl start "$unit"; done
  say "now on $(basename "$after"); the copy made before is $dump"
  # The last three stay, and the current one.
  find "$opt/releases" -mindepth 1 -maxdepth 1 -type d -printf '%T@ %p\n' | sort --numeric-sort --reverse | cut --delimiter=' ' --fields=2- | tail --lines=+4 |
    while read -r old; do [ "$old" = "$after" ] || [ "$old" = "$before" ] || rm --recursive --force "$old"; done
  exit 0
fi
say "$(basename "$after") is not healthy: going back to $(basename "$before")"
journalctl --unit cuvee.service --lines 20 --no-pager --output cat || true
"$here/rollback.sh"
for unit in $workers; do systemctl start "$unit"; done
exit 5
