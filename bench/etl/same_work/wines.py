"""What was sold: kind of line, wine, vintage and unit by label, article and packaging, and the product they mean."""
import re
from collections import defaultdict
from typing import NamedTuple, Optional

from cells import clean_text, fold, whole_number, words_key

FEES = (
    "PORT|FRAIS|TRANSPORT|LIVRAISON|EMBALLAGES?|ACOMPTE|VERRES?|DEGUSTATIONS?|VISITES?|TIRE BOUCHONS?|BONS? CADEAUX?|"
    "CHEQUES? CADEAUX?|CARTES? CADEAUX?|BON D ACHAT|CARTON VIDE|COFFRET VIDE|ECO PARTICIPATION|FORFAIT PORT|"
    "FORFAIT TRANSPORT|FORFAIT LIVRAISON|EXPEDITION|COLISSIMO|CHRONOPOST|AFFRANCHISSEMENT|PARTICIPATION AUX FRAIS|"
    "ATELIER|REPAS|HUILES?|MIEL|CONFITURES?|VINAIGRE|TERRINE|FOIE GRAS|TABLIER|TEE SHIRT|T SHIRT|CARAFE|"
    "SEAU A CHAMPAGNE|SEAU A GLACE|STOP GOUTTES?|SAC ISOTHERME|SAC CADEAU|ETUIS?|PALETTE|ARRONDI"
)
# The first that matches says what a line is; what it matched is no part of the wine.
LABEL_KINDS = [
    ("fee", re.compile(rf"^(?:{FEES})(?= |$)")),
    ("discount", re.compile(r"^(?:REMISES?|RABAIS|RISTOURNES?|ESCOMPTE|REDUCTION|GESTE COMMERCIAL)(?= |$)")),
    ("fee", re.compile(r"(?<!\S)(?:FRAIS DE PORT|(?:BON|CHEQUE|CARTE) CADEAU|HUILE D OLIVE|TIRE BOUCHON)(?!\S)")),
    ("deposit", re.compile(r"^(?:CONSIGNES?|DECONSIGNE)(?= |$)")),
    ("sample", re.compile(r"(?<!\S)(?:ECHANTILLON|OFFERT)(?!\S)")),
    ("breakage", re.compile(r"^CASSE(?= |$)")),
]
NO_WINE = {"fee", "discount", "deposit"}

# 75-cl equivalents of a piece.
FORMATS = {
    "QUART": 0.25, "DEMI": 0.5, "50CL": 0.667, "75CL": 1, "LITRE": 1.333, "MAGNUM": 2, "JEROBOAM": 4, "REHOBOAM": 6,
    "MATHUSALEM": 8, "SALMANAZAR": 12, "BALTHAZAR": 16, "NABUCHODONOSOR": 20,
    "BIB3L": 4, "BIB5L": 6.667, "BIB10L": 13.333,
}
FORMAT_OF_CENTILITRES = {
    20: "QUART", 18.75: "QUART", 25: "QUART", 37.5: "DEMI", 37: "DEMI", 35: "DEMI", 50: "50CL", 75: "75CL", 70: "75CL",
    73: "75CL", 100: "LITRE", 150: "MAGNUM", 300: "JEROBOAM", 450: "REHOBOAM", 600: "MATHUSALEM",
}
CENTILITRES = {"CL": 1, "L": 100, "ML": 0.1}
LARGE = "MAGNUM|JEROBOAM|REHOBOAM|MATHUSALEM|SALMANAZAR|BALTHAZAR|NABUCHODONOSOR"
BOTTLE = r"(?:BOUTEILLES?|B[TL]L?ES?|BTLS?|BTS?|BOUT|UNITES?)"
UNIT = re.compile(
    r"(?<!\S)(?:"
    r"(?P<times>\d{1,2}) ?X ?(?P<size>\d{2,3}(?:\.\d{1,2})?)(?: ?CL)?"
    rf"|(?P<count>\d{{1,2}}) (?:{BOTTLE}|(?P<counted>{LARGE})S?)"
    r"|X(?P<behind>\d{1,2})"
    r"|(?:BIB|CUBI|FONTAINE|BAG IN BOX) ?(?P<bib>3|5|10)(?: ?L(?:ITRES)?)?"
    r"|(?P<volume>\d{1,4}(?:\.\d{1,3})?) ?(?P<measure>CL|ML|L)"
    r"|(?:CARTONS?|CRT|CTN|CAISSES?|COLIS|PACKS?|(?P<gift>COFFRETS?))(?: (?:DE|BOIS|D|PAR|DES))* ?"
    rf"(?P<pieces>\d{{1,2}})(?: {BOTTLE})?"
    rf"|(?P<half>DEMIE?)(?: {BOTTLE}|(?= (?:19|20)\d\d(?!\S)|$))"
    rf"|(?P<large>{LARGE})S?"
    r")(?!\S)"
)
PACKAGING_CODE = re.compile(rf"(?:CARTON|CAISSE|COFFRET|COLIS|PACK|{LARGE}|DEMI|BOUTEILLE|BIB)(?: ?\d{{1,2}}L?)?")
NO_VINTAGE = re.compile(r"(?<!\S)(?:NON MILLESIMEE?|SANS ANNEE|N M|NM|NV|SA$|MILL(?:ESIME)?(?= \d{4}|$))(?!\S)")
YEAR = re.compile(r"(?<!\S)(?:19[5-9]\d|20\d\d|2100)(?!\S)")

ABBREVIATIONS = [
    ("V T", "VENDANGES TARDIVES"), ("VT", "VENDANGES TARDIVES"), ("VEND TARD", "VENDANGES TARDIVES"),
    ("VEND TARDIVES", "VENDANGES TARDIVES"), ("VENDANGE TARDIVE", "VENDANGES TARDIVES"),
    ("S G N", "SELECTION GRAINS NOBLES"), ("SGN", "SELECTION GRAINS NOBLES"), ("G C", "GRAND CRU"), ("GC", "GRAND CRU"),
    ("GD CRU", "GRAND CRU"), ("GRD CRU", "GRAND CRU"), ("GEWURZ", "GEWURZTRAMINER"), ("GEWURZT", "GEWURZTRAMINER"),
    ("GEWURTZ", "GEWURZTRAMINER"), ("GEWURTZTRAMINER", "GEWURZTRAMINER"), ("CR D ALSACE", "CREMANT D ALSACE"),
    ("CR ALSACE", "CREMANT ALSACE"), ("V V", "VIEILLES VIGNES"), ("VV", "VIEILLES VIGNES"), ("TRAD", "TRADITION"),
    ("ST", "SAINT"), ("STE", "SAINTE"),
]
SMALL_WORDS = {"D", "DE", "DU", "DES", "L", "LE", "LA", "LES", "ET", "AU", "AUX"}


class Unit(NamedTuple):
    pieces: Optional[int] = None
    format: Optional[str] = None
    is_gift: bool = False


class Sold(NamedTuple):
    """What label, article and packaging say together; `wine` is empty where no wine is meant."""

    produit_label: str
    label_key: str
    label_kind: Optional[str]
    article: Optional[str]
    wine: str
    millesime: Optional[int]
    format: str
    packaging: Optional[str]
    bottles: int
    equivalents: float


class Product(NamedTuple):
    wine: str
    millesime: Optional[int]
    format: str

    def key(self):
        parts = [self.wine, self.millesime, None if self.format == "75CL" else self.format]
        return " ".join(str(part) for part in parts if part is not None)


def read_sold(label_cell, article_cell, packaging_cell):
    label = clean_text(label_cell)
    label_key = words_key(label)
    kind, words = None, label
    for kind_of_rule, rule in LABEL_KINDS:
        found = rule.search(label_key)
        if found:
            kind, words = kind_of_rule, label_key[: found.start()] + label_key[found.end() :]
            break
    article = read_article(article_cell)
    if kind in NO_WINE:
        return Sold(label, label_key, kind, article, "", None, "75CL", None, 0, 0)
    wine, millesime, of_label = read_wine(words)
    of_article = read_unit(article) if PACKAGING_CODE.fullmatch(article or "") else None
    unit = read_unit(packaging_cell) or of_article or Unit()
    pieces = unit.pieces or of_label.pieces or 1
    form = unit.format or of_label.format or "75CL"
    packaging = packaging_code(pieces, form, unit.is_gift or of_label.is_gift)
    equivalents = pieces * FORMATS[form]
    return Sold(label, label_key, kind, article, wine or label_key, millesime, form, packaging, pieces, equivalents)


def read_article(cell):
    """A bar code that a spreadsheet wrote as 3,76E+12 is lost."""
    article = whole_number(clean_text(cell))
    return None if re.fullmatch(r"\d(?:[.,]\d+)?E\+?\d{1,2}", article.upper()) else article or None


def read_wine(label):
    """The words of the wine, its vintage, and the unit that its label speaks of."""
    words, unit = take_unit(unit_words(label))
    words = NO_VINTAGE.sub(" ", words_key(words))
    years = list(YEAR.finditer(words))
    if not years:
        return words_key(words), None, unit
    # A wine may bear a year in its name: the vintage comes behind it.
    last = years[-1]
    return words_key(words[: last.start()] + words[last.end() :]), int(last[0]), unit


def read_unit(cell):
    """The unit a packaging cell names; None unless all of it is understood."""
    words = unit_words(clean_text(cell))
    if re.fullmatch(BOTTLE, words):
        return Unit(1)
    rest, unit = take_unit(words)
    return Unit(unit.pieces or 1, unit.format, unit.is_gift) if words and not rest.strip() else None


def unit_words(text):
    """Words as keys, the comma of 37,5 cl kept as a point."""
    spaced = re.sub(r"(\d)[,.](\d)", r"\1DECIMAL\2", text.replace("½", " demi "))
    return words_key(spaced).replace("DECIMAL", ".")


def take_unit(words):
    """The words that say no unit, and the unit of those that do."""
    unit = {}

    def take(found):
        part = found.groupdict()
        pieces = part["times"] or part["count"] or part["behind"] or part["pieces"]
        form = part["counted"] or part["large"] or ("DEMI" if part["half"] else None)
        if part["size"]:
            form = FORMAT_OF_CENTILITRES.get(float(part["size"]))
        elif part["volume"]:
            form = FORMAT_OF_CENTILITRES.get(round(float(part["volume"]) * CENTILITRES[part["measure"]], 2))
        elif part["bib"]:
            form = f"BIB{part['bib']}L"
        if not pieces and not form or part["size"] and not form:
            return found[0]
        if pieces:
            unit["pieces"] = int(pieces)
        if form:
            unit["format"] = form
        if part["gift"]:
            unit["is_gift"] = True
        return " "

    return UNIT.sub(take, words), Unit(**unit)


def packaging_code(pieces, form, is_gift):
    if pieces == 1 and not is_gift:
        return "BOUTEILLE" if form == "75CL" else form
    box = f"COFFRET{pieces}" if is_gift else f"CARTON{pieces}"
    return box if form == "75CL" else f"{box} {form}"


def wine_words(wine):
    """The words that tell a wine from another: abbreviations spelled out, small words and order left aside."""
    words = f" {wine} "
    for short, long in ABBREVIATIONS:
        words = words.replace(f" {short} ", f" {long} ")
    return frozenset(words.split()) - SMALL_WORDS


class Catalogue:
    """The products of the estate, and which of them a name of the sales means."""

    def __init__(self, frame):
        """`frame`: produit, article, packaging and millesime of the product file, as text."""
        self.by_words, self.by_article = {}, defaultdict(set)
        rows = [self._row(*cells) for cells in zip(frame.produit, frame.article, frame.packaging, frame.millesime)]
        for _, product in sorted(rows, key=lambda row: len(row[1].wine)):
            self.by_words[wine_words(product.wine)] = product.wine
        for article, product in rows:
            self.by_article[article].add(product._replace(wine=self.by_words[wine_words(product.wine)]))
        self.wines = set(self.by_words.values())
        self.by_words_without_region = self._without_region()

    @staticmethod
    def _row(label, article, packaging, millesime):
        sold = read_sold(label, article, packaging)
        year = int(millesime) if millesime.strip() else sold.millesime
        return fold(sold.article or ""), Product(sold.wine, year, sold.format)

    def _without_region(self):
        wines = defaultdict(set)
        for words, wine in self.by_words.items():
            wines[words - {"ALSACE"}].add(wine)
        return {words: wine for words, (wine, *others) in wines.items() if not others}

    def produit_keys(self, names):
        """The product each name means; `names` has the columns wine, millesime, format and article."""
        wines = self._wines(names)
        products = zip(names.wine, names.millesime, names.format, names.article)
        return [self._produit_key(wines, *product) if product[0] else None for product in products]

    def _produit_key(self, wines, wine, millesime, form, article):
        wine, year = wines[wine], None if millesime != millesime or millesime is None else int(millesime)
        named = self.by_article.get(fold(article or ""), ())
        only = next(iter(named)) if len(named) == 1 else None
        if only and (only.wine == wine or wine not in self.wines):
            return Product(only.wine, year or only.millesime, only.format if form == "75CL" else form).key()
        return Product(wine, year, form).key()

    def _wines(self, names):
        """What each wine of the sales is in the catalogue: that of the same words, else the one its articles name."""
        by_article = defaultdict(set)
        for wine, article in zip(names.wine, names.article):
            named = self.by_article.get(fold(article or ""), ())
            by_article[wine_words(wine)].update(product.wine for product in named)
        return {wine: self._wine(wine, by_article[wine_words(wine)]) for wine in set(names.wine)}

    def _wine(self, wine, named_by_articles):
        words = wine_words(wine)
        if words in self.by_words:
            return self.by_words[words]
        if len(named_by_articles) == 1:
            return next(iter(named_by_articles))
        return self.by_words_without_region.get(words - {"ALSACE"}, wine)
