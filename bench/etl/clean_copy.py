"""pandas, vectorised, then COPY through psycopg2: what a careful user ends up with."""
import io
import sys

import psycopg2

from vectorised import read_and_clean

path, url = sys.argv[1], sys.argv[2]
cleaned = read_and_clean(path)
with psycopg2.connect(url) as connection, connection.cursor() as cursor:
    cursor.execute("drop table if exists public.bench_copy")
    cursor.execute(
        """create table public.bench_copy (client_code text, date_livraison date, produit_label text,
        produit_key text, qty_line numeric, pu_ht numeric, mt_ht numeric, mt_ttc numeric, marge numeric,
        document_id text, order_detail_no text, article text, packaging text, email text, code_postal text, ville text)"""
    )
    text = io.StringIO()
    cleaned.to_csv(text, index=False, header=False)
    text.seek(0)
    cursor.copy_expert("copy public.bench_copy from stdin with (format csv)", text)
print(len(cleaned))
