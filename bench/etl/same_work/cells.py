"""What one cell of a French sales export means: a text becomes a value, None or nan where it has none."""
import re
import unicodedata
from datetime import date, timedelta

NAN = float("nan")
LIGATURES = str.maketrans({"Œ": "OE", "œ": "OE", "Æ": "AE", "æ": "AE", "ß": "SS", "×": "X"})
NO_SIGNS = str.maketrans("", "", "+<=>|~^$€£°")
NO_VALUE = {"NULL", "nan", "NaN", "#N/A", "#REF!", "#VALEUR!", "#VALUE!", "#NOM?", "#NAME?", "#DIV/0!", "<NA>"}
DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[T ].*)?")
YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?:[T ].*)?")
LAST_DAY = (date.today() + timedelta(days=366)).isoformat()
DOCUMENT_KINDS = {
    **dict.fromkeys(["VENTE", "FACTURE", "FAC", "FA", "TICKET", "TICKET DE CAISSE"], "sale"),
    **dict.fromkeys(["AVOIR", "RETOUR", "AV"], "return"),
    **dict.fromkeys(["DEVIS", "PROFORMA", "COMMANDE", "BL", "BON DE LIVRAISON"], "ignored"),
    **dict.fromkeys(["ACOMPTE", "FACTURE D ACOMPTE"], "ignored"),
}
NO_EMAIL = set("NEANT AUCUN AUCUNE NON SANS NC NR PASDEMAIL SANSEMAIL INCONNU REFUSE RIEN".split())
EMAIL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9-]+\.)+[a-z]{2,63}")


def clean_text(cell):
    """The words of a cell: Excel's guard off, UTF-8 that was read as Windows-1252 repaired, one space between words."""
    text = cell.strip(" \t")
    if text.startswith('="') and text.endswith('"'):
        text = text[2:-1].replace('""', '"')
    if re.search("[ÂÃÄÅâ]", text):
        try:
            text = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            pass
    text = " ".join(text.split())
    return "" if text in NO_VALUE else text


def fold(text):
    """Capitals, accents off, ligatures spelled out."""
    if text.isascii():
        return text.upper()
    parts = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    return "".join(part for part in parts if not unicodedata.combining(part)).upper()


def words_key(text):
    """`Crémant d'Alsace Extra-Brut` as CREMANT D ALSACE EXTRA BRUT."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(text).translate(NO_SIGNS)).split())


def number_key(cell):
    """A document or line number as part of a name: `fa 2025/001` as FA-2025-001."""
    return re.sub(r"[^A-Z0-9]+", "-", fold(whole_number(clean_text(cell)))).strip("-")


def whole_number(text):
    """`17850.0`, which a script made of 17850."""
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def client_code(cell):
    return re.sub(r"[^A-Z0-9]", "", fold(whole_number(clean_text(cell)))) or None


def why_no_client(cell):
    """A line without client is of the passing client; one with a code that is none is refused."""
    return "CLIENT_CODE_EMPTY" if clean_text(cell) else None


def day(cell):
    """`27/12/2025`, `27-12-25`, `2025-12-27 10:00:00` as 2025-12-27."""
    text = clean_text(cell)
    found = DAY_FIRST.fullmatch(text)
    if found:
        day_of_month, _, month, year = found.groups()
    else:
        found = YEAR_FIRST.fullmatch(text)
        if not found:
            return None
        year, _, month, day_of_month = found.groups()
    if len(year) == 2:
        year = ("19" if year >= "70" else "20") + year
    try:
        found_day = date(int(year), int(month), int(day_of_month)).isoformat()
    except ValueError:
        return None
    return found_day if found_day <= LAST_DAY else None


def why_no_day(cell):
    text = clean_text(cell)
    if text == "":
        return "DAY_EMPTY"
    if not DAY_FIRST.fullmatch(text) and not YEAR_FIRST.fullmatch(text):
        return "DAY_BARE_NUMBER" if text.isdigit() else "DAY_UNREADABLE"
    return "DAY_IMPOSSIBLE"


def number(cell):
    """`1 234,56 €`, `1.234,56`, `(12,50)` and `12,50-` as floats."""
    text = re.sub(r"[\s'’€]|EUR", "", cell)
    is_negative = text[:1] in ("-", "−", "(") or text[-1:] == "-"
    text = text.strip("()+-−")
    text = re.sub(r"(?<=\d)\.(?=\d{3}(?:[.,]|$))", "", text).replace(",", ".")
    if not re.fullmatch(r"\d+(?:\.\d*)?", text):
        return NAN
    return -float(text) if is_negative else float(text)


def why_no_quantity(cell):
    return "QTY_UNREADABLE" if cell.strip() else "QTY_EMPTY"


def why_no_amount(cell):
    """One of the two amounts may be missing."""
    return "AMOUNT_UNREADABLE" if cell.strip() else None


def document_kind(cell):
    return DOCUMENT_KINDS.get(words_key(clean_text(cell)))


def why_no_kind(cell):
    return "UNKNOWN_DOCUMENT_TYPE" if clean_text(cell) else "DOCUMENT_TYPE_EMPTY"


def email(cell):
    """The first address of a cell that is one."""
    for part in re.split(r"[;,/|\s]+", clean_text(cell).lower()):
        if EMAIL.fullmatch(part) and fold(part.split("@")[0]) not in NO_EMAIL:
            return part
    return None


def code_postal(cell):
    """Five figures, the zero that a spreadsheet took given back; letters in front of another country's stay."""
    code = fold(clean_text(cell))
    if re.fullmatch(r"[A-Z]{1,2} ?- ?\d{4,5}", code) and not code.startswith("F"):
        return code
    figures = re.sub(r"^F(?:R|RANCE)?[ -]*| ?CEDEX.*$| ", "", code)
    if re.fullmatch(r"[1-9]\d{3}", figures):
        return "0" + figures
    return figures if re.fullmatch(r"\d{5}", figures) else None


def ville(cell):
    return clean_text(cell) or None
