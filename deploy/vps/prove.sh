#!/usr/bin/env bash
# Proves install.sh, upgrade.sh and rollback.sh in a fresh Debian made here by debootstrap, then booted with its own systemd.
#   sudo deploy/vps/prove.sh [--suite trixie] [--base FOLDER] [--release ARCHIVE] [--node FILE] [--keep] [--json]
# --base     a root debootstrap made earlier, copied instead of made again
# --release  an archive of make-release.sh; without it one is made
# --node     a Node put in the root beforehand, where the distribution's is too old and NodeSource cannot be reached
# Prints one line per thing proved; exit code 0 when all hold. Needs root, debootstrap and systemd-nspawn (Debian: systemd-container).
# shellcheck disable=SC2317 # `prove` calls functions by their name
set -euo pipefail

suite=trixie base='' release='' node='' keep=no json=no
while [ $# -gt 0 ]; do
  case $1 in
    --suite) suite=${2:?} && shift 2 ;;
    --base) base=${2:?} && shift 2 ;;
    --release) release=${2:?} && shift 2 ;;
    --node) node=${2:?} && shift 2 ;;
    --keep) keep=yes && shift ;;
    --json) json=yes && shift ;;
    --help | -h) sed --quiet '2,7s/^# \{0,1\}//p' "$0" && exit 0 ;;
    *) printf 'unknown option %s (see --help)\n' "$1" >&2 && exit 2 ;;
  esac
done
[ "$(id --user)" = 0 ] || { echo 'this proof needs root' >&2 && exit 2; }
for tool in systemd-nspawn systemd-analyze; do command -v "$tool" >/dev/null || { echo "$tool is missing" >&2 && exit 2; }; done
[ -n "$base" ] || command -v debootstrap >/dev/null || { echo 'debootstrap is missing' >&2 && exit 2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp --directory --tmpdir=/var/tmp cuvee-prove-XXXXXX)
root=$work/root
proved=() failed=0
if [ "$keep" = yes ]; then echo "kept: $work" >&2; else trap 'rm --recursive --force "$work"' EXIT; fi

# prove NAME COMMAND…: one line of the answer.
prove() {
  local name=$1 outcome=true
  shift
  "$@" >>"$work/log" 2>&1 || outcome=false
  note "$name" "$outcome"
}
note() {
  proved+=("\"$1\": $2")
  [ "$2" != false ] || failed=1
  [ "$json" = yes ] || printf '%-60s %s\n' "$1" "$2"
}
inside() { systemd-nspawn --quiet --directory="$root" --register=no --keep-unit --pipe --setenv=DEBIAN_FRONTEND=noninteractive "$@" </dev/null; }
install_here() { inside /root/release/deploy/vps/install.sh --domain cuvee.localhost --release /root/release.tar.gz; }
check_here() { inside /root/release/deploy/vps/install.sh --domain cuvee.localhost --release /root/release.tar.gz --check; }
# What a machine is made of: names, modes, owners, links and bytes; without what a database or a package list writes by itself.
tree_hash() {
  (cd "$root" && find . \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./run -o -path ./tmp -o -path ./var/tmp -o -path ./var/cache -o -path ./var/log \
    -o -path ./var/lib/apt -o -path ./var/lib/postgresql -o -path ./opt/cuvee/releases/\*/node_modules \) -prune -o -printf '%p %m %U:%G %l\n' -type f -exec sha256sum {} + | sort | sha256sum)
}

make_root() {
  if [ -n "$base" ]; then cp --archive "$base" "$root"; else debootstrap --variant=minbase --include=ca-certificates "$suite" "$root" >>"$work/log" 2>&1; fi
  # Nothing starts while packages are installed: the network of this machine is shared until the root is booted.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" && chmod 755 "$root/usr/sbin/policy-rc.d"
  inside /bin/sh -c 'apt-get update --quiet=2 && apt-get install --yes --quiet=2 --no-install-recommends systemd systemd-sysv dbus curl' >>"$work/log" 2>&1
  [ -z "$node" ] || install --mode=755 "$node" "$root/usr/bin/node"
  [ -n "$release" ] || release=$("$here/../make-release.sh" "$work")
  cp "$release" "$root/root/release.tar.gz"
  mkdir "$root/root/release"
  tar --extract --file="$release" --directory="$root/root/release" --strip-components=1
  make_variant newer
  printf -- '-- A table that only a newer release knows.\ncreate table app.of_a_newer_release (estate_id text collate "C" primary key);\n' >"$(next_migration "$root/root/newer/src/db/migrations")"
  make_variant broken
  printf 'process.exit(1);\n' >"$root/root/broken/bin/cuvee.js"
}

# make_variant NAME: the same release under another name.
make_variant() {
  cp --archive "$root/root/release" "$root/root/$1"
  printf '%s-%s\n' "$(cat "$root/root/release/.cuvee-release")" "$1" >"$root/root/$1/.cuvee-release"
}
next_migration() {
  local last
  last=$(find "$1" -name '[0-9]*.sql' -printf '%f\n' | sort | tail --lines=1 | cut --characters=1-4)
  printf '%s/%04d_newer.sql' "$1" $((10#$last + 1))
}

prove_install() {
  local before after
  before=$(tree_hash)
  prove 'check: lists differences, exit code 4' finds_differences
  after=$(tree_hash)
  prove 'check: changed nothing' [ "$before" = "$after" ]
  prove 'first install: succeeds' install_here
  note 'first install: changes' "$(grep --count '^change:' "$work/log" || true)"
  before=$(tree_hash)
  install_here >"$work/second" 2>&1 || true
  after=$(tree_hash)
  prove 'second install: counts no change' grep --quiet --line-regexp 'changes: 0' "$work/second"
  prove 'second install: the tree is the same' [ "$before" = "$after" ]
  prove 'check afterwards: no difference' check_here
  # systemd 252 and older do not know some words of newer ones: only an error counts.
  prove 'systemd-analyze verify: the units' inside /bin/sh -c 'systemd-analyze verify --man=no /etc/systemd/system/cuvee.service /etc/systemd/system/cuvee-worker@1.service /etc/systemd/system/cuvee-dump.timer'
  prove 'nft: the firewall can be read' unshare --net nft --check --file "$root/etc/nftables.conf"
}

finds_differences() {
  local code=0
  check_here || code=$?
  [ "$code" = 4 ]
}

# The root is booted with a network of its own, and asked questions by a unit of its own; then it switches itself off.
prove_booted() {
  rm "$root/usr/sbin/policy-rc.d"
  install --mode=755 "$here/prove-inside.sh" "$root/root/prove-inside.sh"
  cat >"$root/etc/systemd/system/cuvee-prove.service" <<'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/root/prove-inside.sh
ExecStopPost=/usr/bin/systemctl --no-block poweroff
TimeoutStartSec=540
StandardOutput=file:/root/inside.log
StandardError=inherit
[Install]
WantedBy=graphical.target
UNIT
  inside /usr/bin/systemctl --quiet enable cuvee-prove.service
  timeout 580 systemd-nspawn --quiet --directory="$root" --boot --private-network --register=no --keep-unit --machine="cuvee-prove-$$" </dev/null >"$work/boot" 2>&1 || true
  local name outcome
  while IFS='|' read -r name outcome; do note "booted: $name" "$outcome"; done <"$root/root/proved"
  prove 'booted: every question was asked' grep --quiet --line-regexp 'finished|true' "$root/root/proved"
}

make_root
prove_install
prove_booted
if [ "$json" = yes ]; then
  printf '{"suite": "%s", "ok": %s, ' "$suite" "$([ "$failed" = 0 ] && echo true || echo false)"
  (IFS=, && printf '%s}\n' "${proved[*]}")
fi
[ "$failed" = 0 ] || { tail --lines=60 "$work/log" >&2 && tail --lines=60 "$root/root/inside.log" >&2; }
exit "$failed"
