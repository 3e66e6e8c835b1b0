"""The lines of a sales export as the ledger holds them, vectorised: unique cells are read once, the rest by columns."""
import numpy as np
import pandas as pd

from cells import (
    client_code,
    code_postal,
    day,
    document_kind,
    email,
    number,
    number_key,
    ville,
    why_no_amount,
    why_no_client,
    why_no_day,
    why_no_kind,
    why_no_quantity,
    words_key,
)
from export_file import by_unique
from wines import NO_WINE, read_sold

VAT = 1.2
SOLD_BY = ["produit_label", "article", "packaging"]
COLUMNS = (
    "document_id line_id document_type document_no line_kind client_code date_livraison produit_label label_key "
    "produit_key article packaging qty_line qty_bottles qty_unit pu_ht mt_ht mt_ttc marge is_ht_derived is_ttc_derived "
    "email code_postal ville file_line"
).split()


def clean(frame, catalogue):
    """The lines, the documents and the refusals of an export."""
    kind = by_unique(frame.document_type, document_kind)
    client = by_unique(frame.client_code, client_code)
    days = pd.to_datetime(by_unique(frame.date_livraison, day))
    numbers = {column: by_unique(frame[column], number) for column in ["qty_line", "pu_ht", "mt_ht", "mt_ttc", "marge"]}
    lines = pd.DataFrame({"client_code": client, "date_livraison": days, **numbers, "document_kind": kind})
    refusals = refusals_of(frame, lines)
    is_kept = ~frame.file_line.isin(refusals.file_line)
    frame, lines = frame[is_kept].reset_index(drop=True), lines[is_kept].reset_index(drop=True)

    lines["document_type"] = by_unique(frame.document_type, words_key)
    lines["document_no"] = frame.document_no
    lines["document_id"] = by_unique(frame.document_type, number_key) + "_" + by_unique(frame.document_no, number_key)
    lines = pd.concat([lines, sold_of(frame, catalogue)], axis=1)
    settle_amounts(lines)
    turn_credit_notes(lines)
    lines["qty_bottles"] = (lines.qty_line * lines.bottles).round(3)
    lines["qty_unit"] = (lines.qty_line * lines.equivalents).round(3)
    lines["line_kind"] = line_kinds(lines)
    lines["email"] = by_unique(frame.email, email)
    lines["code_postal"] = by_unique(frame.code_postal, code_postal)
    lines["ville"] = by_unique(frame.ville, ville)
    lines["file_line"] = frame.file_line
    lines["line_id"] = line_ids(lines.document_id, by_unique(frame.order_detail_no, number_key))
    return lines[COLUMNS], documents_of(lines), refusals


def refusals_of(frame, lines):
    """A row per reason why a line is refused."""
    has_no_amount = frame.mt_ht.eq("") & frame.mt_ttc.eq("")
    has_no_price = has_no_amount & lines.pu_ht.isna()
    reasons = [
        refused(frame, "client_code", lines.client_code.isna(), why_no_client),
        refused(frame, "date_livraison", lines.date_livraison.isna(), why_no_day),
        refused(frame, "produit_label", frame.produit_label.eq(""), lambda cell: "PRODUIT_EMPTY"),
        refused(frame, "qty_line", lines.qty_line.isna(), why_no_quantity),
        refused(frame, "mt_ht", lines.mt_ht.isna(), why_no_amount),
        refused(frame, "mt_ttc", lines.mt_ttc.isna(), why_no_amount),
        refused(frame, "mt_ht", has_no_price & frame.pu_ht.eq(""), lambda cell: "AMOUNT_EMPTY"),
        refused(frame, "pu_ht", has_no_price, why_no_amount),
        refused(frame, "document_type", lines.document_kind.isna(), why_no_kind),
        refused(frame, "document_no", frame.document_no.eq(""), lambda cell: "DOCUMENT_NO_EMPTY"),
    ]
    return pd.concat(reasons, ignore_index=True)


def refused(frame, column, is_suspect, why):
    suspects = frame.loc[is_suspect, ["file_line", column]]
    codes = suspects[column].map(why)
    refusals = pd.DataFrame(
        {"file_line": suspects.file_line, "column_name": column, "code": codes, "raw_value": suspects[column]}
    )
    return refusals[codes.notna()]


def sold_of(frame, catalogue):
    """What each line sold: every way of naming it is read once."""
    names = frame[SOLD_BY].drop_duplicates(ignore_index=True)
    sold = pd.DataFrame([read_sold(*cells) for cells in names.itertuples(index=False)])
    sold["produit_key"] = catalogue.produit_keys(sold)
    sold[[f"{column}_cell" for column in SOLD_BY]] = names
    cells = frame[SOLD_BY].add_suffix("_cell")
    return cells.merge(sold, how="left")[[*sold.columns[: -len(SOLD_BY)]]]


def settle_amounts(lines):
    """A missing side follows from VAT, both from the price; what follows from whole cents is in cents."""
    from_price = round_half_up(lines.pu_ht * lines.qty_line, 4)
    lines["is_ht_derived"] = lines.mt_ht.isna()
    lines["is_ttc_derived"] = lines.mt_ttc.isna()
    mt_ht = lines.mt_ht.fillna(as_fine_as(lines.mt_ttc, lines.mt_ttc / VAT)).fillna(from_price)
    lines["mt_ttc"] = lines.mt_ttc.fillna(as_fine_as(mt_ht, mt_ht * VAT))
    lines["mt_ht"] = mt_ht


def as_fine_as(written, derived):
    is_in_cents = np.abs(written * 100 - np.round(written * 100)) < 1e-6
    return round_half_up(derived, np.where(is_in_cents, 2, 4))


def round_half_up(values, places):
    scale = 10.0**places
    return np.sign(values) * np.floor(np.abs(values) * scale + 0.5 + 1e-6) / scale


def turn_credit_notes(lines):
    """What comes back is negative, whichever sign the software wrote: the first wine of a credit note tells it."""
    notes = lines[lines.document_kind.eq("return")]
    is_telling = ~notes.label_kind.isin(NO_WINE) & notes.mt_ht.ne(0)
    sign = notes[is_telling].groupby("document_id").mt_ht.first().lt(0).map({True: 1, False: -1})
    turn = notes.document_id.map(sign).fillna((notes.mt_ht <= 0).map({True: 1, False: -1}))
    lines.loc[notes.index, ["mt_ht", "mt_ttc", "marge"]] = notes[["mt_ht", "mt_ttc", "marge"]].mul(turn, axis=0)
    is_taken = notes.mt_ht * turn > 0
    lines.loc[notes.index, "qty_line"] = notes.qty_line.abs().where(is_taken, -notes.qty_line.abs())


def line_kinds(lines):
    is_return, is_given = lines.document_kind.eq("return"), lines.mt_ht.eq(0) & lines.mt_ttc.eq(0)
    is_discount, is_negative = lines.label_kind.eq("discount"), (lines.qty_line < 0) & (lines.mt_ht < 0)
    is_taken = (lines.qty_line > 0) & (lines.mt_ht > 0)
    choices = [
        (lines.document_kind.eq("ignored"), "ignored"),
        (is_discount & (is_return | (lines.mt_ht < 0)), "return"),
        (is_discount, "fee"),
        (lines.label_kind.notna(), lines.label_kind),
        (is_given & ~is_return & (lines.qty_line < 0), "breakage"),
        (is_given, "sample"),
        (is_return & ~is_taken | ~is_return & is_negative, "return"),
    ]
    conditions, kinds = zip(*choices)
    return np.select(conditions, kinds, default="sale")


def line_ids(documents, references):
    """The reference of a line in its document, `2.2` where it comes twice, `#3` where it has none."""
    ids = references.copy()
    times = references.groupby([documents, references]).cumcount() + 1
    is_repeated, is_missing = times.gt(1), references.eq("")
    ids[is_repeated] += "." + times[is_repeated].astype(str)
    places = documents.groupby(documents).cumcount() + 1
    ids[is_missing] = "#" + places[is_missing].astype(str)
    return ids


def documents_of(lines):
    documents = lines.groupby("document_id", sort=False).agg(
        document_type=("document_type", "first"),
        line_count=("document_id", "size"),
        mt_ht=("mt_ht", "sum"),
        first_day=("date_livraison", "min"),
        last_day=("date_livraison", "max"),
    )
    return documents.round({"mt_ht": 4}).reset_index()
