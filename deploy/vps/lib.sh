# shellcheck shell=bash
# What install.sh, upgrade.sh and rollback.sh share. Each `want_…` makes one thing so, or, under --check, says that it is not.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
opt=/opt/cuvee
env_file=/etc/cuvee/cuvee.env
check_only=${check_only:-no}
changes=0

say() { printf '%s\n' "$*"; }
fail() {
  printf 'cuvee: %s\n' "$*" >&2
  exit 1
}

# differs WHAT: counts a difference; true when it is to be made right.
differs() {
  changes=$((changes + 1))
  if [ "$check_only" = yes ]; then
    say "differs: $1"
    return 1
  fi
  say "change: $1"
}

has_systemd() { [ -d /run/systemd/system ]; }
as_postgres() { runuser --user postgres -- "$@"; }
query() { as_postgres psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="${2:-postgres}" --command="$1"; }

want_packages() {
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if differs "packages ${missing[*]}"; then
    apt-get update --quiet=2
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}"
  fi
}

# want_folder PATH MODE OWNER:GROUP
want_folder() {
  [ "$(stat --format='%a %U:%G' "$1" 2>/dev/null || true)" = "$2 $3" ] && return
  if differs "folder $1 ($2 $3)"; then install --directory --mode="$2" --owner="${3%:*}" --group="${3#*:}" "$1"; fi
}

# want_file PATH MODE OWNER:GROUP, the content on standard input. What another hand wrote there is kept beside it, once.
want_file() {
  local new
  new=$(mktemp)
  cat >"$new"
  if ! cmp --silent "$new" "$1" || [ "$(stat --format='%a %U:%G' "$1" 2>/dev/null || true)" != "$2 $3" ]; then
    if differs "file $1"; then
      mkdir --parents "$(dirname "$1")"
      if [ -f "$1" ] && [ ! -e "$1.before-cuvee" ] && ! cmp --silent "$new" "$1"; then cp --archive "$1" "$1.before-cuvee"; fi
      install --mode="$2" --owner="${3%:*}" --group="${3#*:}" "$new" "$1"
      changed_files+=" $1"
    fi
  fi
  rm --force "$new"
}
changed_files=''
has_changed() { [[ "$changed_files " == *" $1 "* ]]; }

want_enabled() {
  local unit
  for unit in "$@"; do
    [ "$(systemctl is-enabled "$unit" 2>/dev/null || true)" = enabled ] && continue
    if differs "service $unit starts with the machine"; then systemctl --quiet enable "$unit"; fi
  done
}

# want_running UNIT…: where systemd runs; in a folder that is being prepared, the next start of the machine does it.
want_running() {
  local unit
  has_systemd || return 0
  for unit in "$@"; do
    systemctl --quiet is-active "$unit" && continue
    if differs "service $unit runs"; then systemctl start "$unit"; fi
  done
}

# unpack_release ARCHIVE_OR_FOLDER: puts a release in /opt/cuvee/releases, prints its folder. A checkout is made into a release first.
unpack_release() {
  local from=$1 work name folder
  work=$(mktemp --directory)
  if [ -d "$from" ] && [ ! -f "$from/.cuvee-release" ]; then
    command -v npm >/dev/null || fail "npm is missing: make the archive elsewhere with deploy/make-release.sh, or apt-get install npm"
    if [ -f "$from/web/vite.config.ts" ] && [ ! -d "$from/node_modules/vite" ]; then (cd "$from" && npm ci --ignore-scripts --no-audit --no-fund >&2); fi
    from=$("$from/deploy/make-release.sh" "$work")
  fi
  if [ -d "$from" ]; then cp --recursive "$from" "$work/release"; else mkdir "$work/release" && tar --extract --file="$from" --directory="$work/release" --strip-components=1; fi
  [ -f "$work/release/.cuvee-release" ] || fail "$1 is no release of Cuvée: make one with deploy/make-release.sh"
  name=$(tr --delete '[:space:]/' <"$work/release/.cuvee-release")
  folder="$opt/releases/$name-$(cd "$work/release" && find . -type f -not -path './node_modules/*' -print0 | sort --zero-terminated | xargs --null sha256sum | sha256sum | cut --characters=1-8)"
  if [ ! -d "$folder" ]; then
    chown --recursive root:root "$work/release"
    chmod --recursive u=rwX,go=rX "$work/release"
    mv "$work/release" "$folder"
  fi
  rm --recursive --force "$work"
  printf '%s\n' "$folder"
}

# switch_to FOLDER: one rename, so that there is always a current release.
switch_to() {
  ln --symbolic --no-dereference --force "$1" "$opt/current.new"
  mv --no-target-directory "$opt/current.new" "$opt/current"
}

# Starts that failed before do not count against this one.
start_cuvee() {
  systemctl reset-failed cuvee.service 2>/dev/null || true
  systemctl start cuvee.service
}

# is_healthy SECONDS: waits for the server to say that it can do its work.
is_healthy() {
  local second
  for ((second = 0; second < $1; second++)); do
    if systemctl --quiet is-failed cuvee.service; then return 1; fi
    if /usr/bin/node -e "fetch('http://127.0.0.1:4000/health').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"; then return 0; fi
    sleep 1
  done
  return 1
}

active_workers() { systemctl list-units --plain --no-legend --state=active 'cuvee-worker@*.service' | cut --delimiter=' ' --fields=1; }
stop_all() { for unit in $(active_workers) cuvee.service; do systemctl stop "$unit"; done; }

# Puts a copy of the database in the place of the database. The services are stopped, and what was there is gone.
restore_dump() {
  query 'drop database if exists cuvee with (force)'
  create_database
  as_postgres pg_restore --exit-on-error --dbname=cuvee "$1"
}

create_database() {
  query "create database cuvee owner cuvee template template0 encoding 'UTF8' locale 'C.UTF-8' locale_provider icu icu_locale 'fr-FR'"
  query 'revoke connect on database cuvee from public'
}

migration_count() { query "select count(*) from app.migrations" cuvee 2>/dev/null || echo 0; }
