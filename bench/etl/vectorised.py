"""The same cleaning, vectorised: shared by the to_sql and the COPY variants."""
import pandas as pd


def strip_accents(series):
    return series.str.normalize("NFKD").str.encode("ascii", "ignore").str.decode("ascii")


def numbers(series):
    text = series.str.replace(r"[\s\u00a0\u202f€']", "", regex=True)
    has_comma = text.str.contains(",", na=False)
    text = text.where(~has_comma, text.str.replace(".", "", regex=False).str.replace(",", ".", regex=False))
    return pd.to_numeric(text, errors="coerce")


def read_and_clean(path):
    frame = pd.read_csv(path, sep=";", encoding="cp1252", dtype=str, skip_blank_lines=True, on_bad_lines="skip")
    labels = frame["produit_label"].str.upper().str.replace("Œ", "OE", regex=False).str.replace("Æ", "AE", regex=False)
    labels = strip_accents(labels.str.replace(r"[-'’—–,.;:/&()]+", " ", regex=True))
    mt_ht, mt_ttc = numbers(frame["mt_ht"]), numbers(frame["mt_ttc"])
    cleaned = pd.DataFrame(
        {
            "client_code": strip_accents(frame["client_code"].str.strip().str.upper()).str.replace(
                r"[^A-Z0-9]", "", regex=True
            ),
            "date_livraison": pd.to_datetime(frame["date_livraison"], dayfirst=True, errors="coerce", cache=True),
            "produit_label": frame["produit_label"],
            "produit_key": labels.str.replace(r"[^A-Z0-9 ]", "", regex=True)
            .str.replace(r"\s+", " ", regex=True)
            .str.strip(),
            "qty_line": numbers(frame["qty_line"]),
            "pu_ht": numbers(frame["pu_ht"]),
            "mt_ht": mt_ht.fillna((mt_ttc / 1.2).round(4)),
            "mt_ttc": mt_ttc.fillna((mt_ht * 1.2).round(4)),
            "marge": numbers(frame["marge"]),
            "document_id": frame["document_type"].str.strip().str.upper()
            + "_"
            + frame["document_no"].str.strip().str.upper(),
            "order_detail_no": frame["order_detail_no"],
            "article": frame["article"],
            "packaging": frame["packaging"],
            "email": frame["email"].str.strip().str.lower(),
            "code_postal": frame["code_postal"],
            "ville": frame["ville"],
        }
    )
    cleaned = cleaned.dropna(subset=["date_livraison", "qty_line", "mt_ht"])
    return cleaned.drop_duplicates(subset=["document_id", "order_detail_no", "produit_key", "qty_line", "mt_ht"])
