#!/bin/sh
# Run once, by the postgres image, when the database is first made: its owner, and the role of the page, which sees one estate at a
# time (migration 0011). createdb is for the restore drill, which rehearses in a database of its own.
set -eu

psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres --set=password="$CUVEE_DB_PASSWORD" <<'SQL'
create role cuvee login createdb password :'password';
create role cuvee_web nologin;
grant cuvee_web to cuvee;
create database cuvee owner cuvee encoding 'UTF8' template template0;
revoke connect on database cuvee from public;
SQL
