"""The exports as they lie there: text cells as written, each row with its line in the file."""
import hashlib

import pandas as pd

# The columns in which people press Enter.
TEXT_COLUMNS = ["produit_label", "ville"]


def read_export(path, rows=None):
    """The rows of a sales export, or the first of them, without titles above the header, blank lines and totals."""
    encoding = encoding_of(path)
    titles = lines_above_header(path, encoding, "client_code")
    frame = read_cells(path, encoding, skiprows=titles, skip_blank_lines=False, nrows=rows)
    is_short = frame.ville.isna()
    frame[is_short] = frame[is_short].fillna("")
    breaks = sum(by_unique(frame[column], lambda cell: cell.count("\n")) for column in TEXT_COLUMNS)
    frame["file_line"] = titles + 2 + frame.index + breaks.cumsum() - breaks
    is_line = frame.document_no.ne("") | frame.produit_label.ne("") | frame.date_livraison.ne("")
    return frame[is_line].reset_index(drop=True)


def by_unique(cells, read):
    """Reads each different cell of a column once."""
    codes, unique = pd.factorize(cells)
    return pd.Series([read(cell) for cell in unique]).take(codes).set_axis(cells.index)


def read_catalogue(path):
    return read_cells(path, encoding_of(path))


def read_cells(path, encoding, **options):
    return pd.read_csv(path, sep=";", encoding=encoding, dtype=str, keep_default_na=False, **options)


def encoding_of(path):
    with open(path, "rb") as file:
        try:
            file.read(1 << 20).rpartition(b"\n")[0].decode("utf-8-sig")
            return "utf-8-sig"
        except UnicodeDecodeError:
            return "cp1252"


def lines_above_header(path, encoding, first_column):
    with open(path, encoding=encoding) as file:
        return next(number for number, line in enumerate(file) if line.startswith(first_column))


def file_hash(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
