"""What a user would write first: a function per row with apply, then to_sql; with the result that Cuvée gives."""
import math

import cells
import pandas as pd
from import_sales import import_sales
from ledger import COLUMNS, VAT, as_fine_as, documents_of, line_ids, round_half_up, turn_credit_notes
from warehouse import load_with_to_sql
from wines import read_sold


def clean(frame, catalogue):
    read = frame.apply(read_row, axis=1, result_type="expand")
    refusals = refusals_of(frame, read.reasons)
    lines = read[read.reasons.str.len() == 0].reset_index(drop=True)
    lines["date_livraison"] = pd.to_datetime(lines["date_livraison"])
    lines["produit_key"] = catalogue.produit_keys(lines)
    turn_credit_notes(lines)
    lines["line_kind"] = lines.apply(line_kind, axis=1)
    lines["qty_bottles"] = (lines.qty_line * lines.bottles).round(3)
    lines["qty_unit"] = (lines.qty_line * lines.equivalents).round(3)
    lines["line_id"] = line_ids(lines.document_id, lines.reference)
    return lines[COLUMNS], documents_of(lines), refusals


def read_row(row):
    kind = cells.document_kind(row["document_type"])
    client = cells.client_code(row["client_code"])
    day = cells.day(row["date_livraison"])
    qty, pu_ht, written_ht, written_ttc = (cells.number(row[name]) for name in ["qty_line", "pu_ht", "mt_ht", "mt_ttc"])
    mt_ht, mt_ttc = settle(written_ht, written_ttc, pu_ht, qty)
    return {
        **read_sold(row["produit_label"], row["article"], row["packaging"])._asdict(),
        "document_id": cells.number_key(row["document_type"]) + "_" + cells.number_key(row["document_no"]),
        "reference": cells.number_key(row["order_detail_no"]),
        "document_type": cells.words_key(row["document_type"]),
        "document_no": row["document_no"],
        "document_kind": kind,
        "client_code": client,
        "date_livraison": day,
        "qty_line": qty,
        "pu_ht": pu_ht,
        "mt_ht": mt_ht,
        "mt_ttc": mt_ttc,
        "marge": cells.number(row["marge"]),
        "is_ht_derived": math.isnan(written_ht),
        "is_ttc_derived": math.isnan(written_ttc),
        "email": cells.email(row["email"]),
        "code_postal": cells.code_postal(row["code_postal"]),
        "ville": cells.ville(row["ville"]),
        "file_line": row["file_line"],
        "reasons": reasons(row, client, day, qty, pu_ht, written_ht, written_ttc, kind),
    }


def settle(mt_ht, mt_ttc, pu_ht, qty):
    """A missing side follows from VAT, both from the price."""
    if math.isnan(mt_ht):
        mt_ht = round_half_up(pu_ht * qty, 4) if math.isnan(mt_ttc) else as_fine_as(mt_ttc, mt_ttc / VAT)
    if math.isnan(mt_ttc):
        mt_ttc = as_fine_as(mt_ht, mt_ht * VAT)
    return mt_ht, mt_ttc


def reasons(row, client, day, qty, pu_ht, mt_ht, mt_ttc, kind):
    """Column and code of all that is wrong with a row."""
    has_no_price = row["mt_ht"] == "" and row["mt_ttc"] == "" and math.isnan(pu_ht)
    found = [
        ("client_code", client is None and cells.why_no_client(row["client_code"])),
        ("date_livraison", day is None and cells.why_no_day(row["date_livraison"])),
        ("produit_label", row["produit_label"] == "" and "PRODUIT_EMPTY"),
        ("qty_line", math.isnan(qty) and cells.why_no_quantity(row["qty_line"])),
        ("mt_ht", math.isnan(mt_ht) and cells.why_no_amount(row["mt_ht"])),
        ("mt_ttc", math.isnan(mt_ttc) and cells.why_no_amount(row["mt_ttc"])),
        ("mt_ht", has_no_price and row["pu_ht"] == "" and "AMOUNT_EMPTY"),
        ("pu_ht", has_no_price and cells.why_no_amount(row["pu_ht"])),
        ("document_type", kind is None and cells.why_no_kind(row["document_type"])),
        ("document_no", row["document_no"] == "" and "DOCUMENT_NO_EMPTY"),
    ]
    return [(column, code) for column, code in found if code]


def refusals_of(frame, reasons):
    refused = [
        (frame.file_line[row], column, code, frame[column][row])
        for row, found in reasons[reasons.str.len() > 0].items()
        for column, code in found
    ]
    return pd.DataFrame(refused, columns=["file_line", "column_name", "code", "raw_value"])


def line_kind(line):
    is_given = line["mt_ht"] == 0 and line["mt_ttc"] == 0
    if line["document_kind"] == "ignored":
        return "ignored"
    if line["label_kind"] == "discount":
        return "return" if line["document_kind"] == "return" or line["mt_ht"] < 0 else "fee"
    if line["label_kind"]:
        return line["label_kind"]
    if is_given:
        return "breakage" if line["document_kind"] == "sale" and line["qty_line"] < 0 else "sample"
    if line["document_kind"] == "return":
        return "sale" if line["qty_line"] > 0 and line["mt_ht"] > 0 else "return"
    return "return" if line["qty_line"] < 0 and line["mt_ht"] < 0 else "sale"


if __name__ == "__main__":
    import_sales("same_apply", clean, load_with_to_sql)
