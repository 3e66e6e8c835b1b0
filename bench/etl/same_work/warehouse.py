"""The tables that lines, documents and refusals go to, in a schema of their own, and the two ways of loading them."""
import io

import psycopg2
from sqlalchemy import create_engine

TABLES = """
drop schema if exists {schema} cascade;
create schema {schema};
create table {schema}.ventes_lignes (
  estate_id text collate "C" not null, source text collate "C" not null, document_id text collate "C" not null,
  line_id text collate "C" not null, document_type text collate "C" not null, document_no text collate "C" not null,
  line_kind text collate "C" not null, client_code text collate "C", date_livraison date not null,
  produit_label text not null, label_key text collate "C" not null, produit_key text collate "C",
  article text collate "C", packaging text collate "C", qty_line numeric(12,3) not null,
  qty_bottles numeric(12,3) not null, qty_unit numeric(12,3) not null, pu_ht numeric(14,4),
  mt_ht numeric(14,4) not null, mt_ttc numeric(14,4) not null, marge numeric(14,4), is_ht_derived boolean not null,
  is_ttc_derived boolean not null, email text collate "C", code_postal text collate "C", ville text,
  file_hash text collate "C" not null, file_line bigint not null
);
create table {schema}.documents (
  estate_id text collate "C" not null, source text collate "C" not null, document_id text collate "C" not null,
  document_type text collate "C" not null, line_count integer not null, mt_ht numeric(14,4) not null,
  first_day date not null, last_day date not null
);
create table {schema}.rejects (
  estate_id text collate "C" not null, source text collate "C" not null, file_line bigint not null,
  column_name text collate "C" not null, code text collate "C" not null, raw_value text not null
);
"""
# Built once all rows are there, which takes less than keeping them while rows come in.
KEYS = """
alter table {schema}.ventes_lignes add primary key (estate_id, document_id, line_id, source);
create index on {schema}.ventes_lignes (client_code, estate_id, date_livraison);
create index on {schema}.ventes_lignes (produit_key, date_livraison, estate_id) where line_kind in ('sale', 'return');
alter table {schema}.documents add primary key (estate_id, document_id, source);
alter table {schema}.rejects add primary key (estate_id, source, file_line, column_name, code);
"""
ROWS_AT_A_TIME = 100_000


def load_with_copy(url, schema, tables):
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(TABLES.format(schema=schema))
        for name, frame in tables.items():
            copy = f"copy {schema}.{name} ({','.join(frame.columns)}) from stdin with (format csv)"
            for start in range(0, len(frame), ROWS_AT_A_TIME):
                rows = frame.iloc[start : start + ROWS_AT_A_TIME]
                cursor.copy_expert(copy, io.StringIO(rows.to_csv(index=False, header=False)))
        cursor.execute(KEYS.format(schema=schema))


def load_with_to_sql(url, schema, tables):
    with create_engine(url).begin() as connection:
        connection.exec_driver_sql(TABLES.format(schema=schema))
        for name, frame in tables.items():
            frame.to_sql(name, connection, schema=schema, if_exists="append", index=False, chunksize=10_000)
        connection.exec_driver_sql(KEYS.format(schema=schema))
