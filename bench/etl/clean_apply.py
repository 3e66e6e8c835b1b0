"""What a user would write first: pandas, a function per row with apply, then to_sql."""
import re
import sys
import unicodedata

import pandas as pd
from sqlalchemy import create_engine

path, url = sys.argv[1], sys.argv[2]


def strip_accents(text):
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def client_code(value):
    if not isinstance(value, str):
        return None
    return re.sub(r"[^A-Z0-9]", "", strip_accents(value.strip().upper())) or None


def produit_key(value):
    if not isinstance(value, str):
        return None
    text = value.upper().replace("Œ", "OE").replace("Æ", "AE")
    text = re.sub(r"[-'’—–,.;:/&()]+", " ", strip_accents(text))
    return re.sub(r"\s+", " ", re.sub(r"[^A-Z0-9 ]", "", text)).strip()


def number(value):
    if not isinstance(value, str):
        return None
    text = re.sub(r"[\s\u00a0\u202f€']", "", value)
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        return None


def day(value):
    return pd.to_datetime(value, dayfirst=True, errors="coerce")


def clean(row):
    mt_ht, mt_ttc = number(row["mt_ht"]), number(row["mt_ttc"])
    if mt_ht is None and mt_ttc is not None:
        mt_ht = round(mt_ttc / 1.2, 4)
    if mt_ttc is None and mt_ht is not None:
        mt_ttc = round(mt_ht * 1.2, 4)
    return pd.Series(
        {
            "client_code": client_code(row["client_code"]),
            "date_livraison": day(row["date_livraison"]),
            "produit_label": row["produit_label"],
            "produit_key": produit_key(row["produit_label"]),
            "qty_line": number(row["qty_line"]),
            "pu_ht": number(row["pu_ht"]),
            "mt_ht": mt_ht,
            "mt_ttc": mt_ttc,
            "marge": number(row["marge"]),
            "document_id": f"{str(row['document_type']).strip().upper()}_{str(row['document_no']).strip().upper()}",
            "order_detail_no": row["order_detail_no"],
            "article": row["article"],
            "packaging": row["packaging"],
            "email": row["email"].strip().lower() if isinstance(row["email"], str) else None,
            "code_postal": row["code_postal"],
            "ville": row["ville"],
        }
    )


frame = pd.read_csv(path, sep=";", encoding="cp1252", dtype=str, skip_blank_lines=True, on_bad_lines="skip")
cleaned = frame.apply(clean, axis=1)
cleaned = cleaned.dropna(subset=["date_livraison", "qty_line", "mt_ht"])
cleaned = cleaned.drop_duplicates(subset=["document_id", "order_detail_no", "produit_key", "qty_line", "mt_ht"])
cleaned.to_sql("bench_apply", create_engine(url), schema="public", if_exists="replace", index=False)
print(len(cleaned))
