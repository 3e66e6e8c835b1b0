/** Products, cleaned: one row per row of the product file, its wine, vintage, unit, price and attributes. */
import { divideDecimal, type Decimal4 } from '../values/decimal.ts';
import { containsWords, produitKey } from '../values/produit-key.ts';
import { parseSucrosite } from '../values/sucrosite.ts';
import { parseMillesime } from '../values/wine-identity.ts';
import { type DecimalColumn, decimalColumn, knownOrNothing, largestMoney } from './decimal-column.ts';
import { columnIndex, type CurationContext, type Curator } from './curator.ts';
import { OpenRow } from './open-row.ts';
import { readProduct } from './product-row.ts';
import type { RowCursor } from './row-cursor.ts';

const aromaAxes = ['fruit', 'floral', 'epice', 'mineral', 'acidite', 'corps', 'tanin'] as const;
const curatedColumns = (
  'source_file file_line label label_key wine_key millesime format article packaging famille_crm sous_famille macro_categorie cepage ' +
  'sucrosite couleur degre prix_ttc prix_75cl_ttc price_band premium_tier'
)
  .split(' ')
  .concat(aromaAxes.map((axis) => `aroma_${axis}`));

/** What the warehouse holds: `numeric(5, 2)` for the degree, `numeric(6, 4)` for an axis of taste. */
const largestDegree = 100_0000;
const largestAroma = 99_9999;
const sparklingWords = [
  'CREMANT',
  'EFFERVESCENT',
  'EFFERVESCENTS',
  'MOUSSEUX',
  'PETILLANT',
  'CHAMPAGNE',
  'BULLES',
  'METHODE TRADITIONNELLE',
];

/** Cleans product rows. Only a row without a label is refused: an attribute that cannot be read is left empty and counted. */
export function produitsCurator(context: CurationContext): Curator {
  const sourceFile = columnIndex(context, 'source_file');
  const sourceLine = columnIndex(context, 'source_line');
  const price = decimalColumn(context, 'prix_ttc', { largest: largestMoney });
  const degree = decimalColumn(context, 'degre', {
    largest: largestDegree,
    places: 2,
    bare: (text) => text.replace(/\s*(?:%|°)?\s*(?:vol\.?)?\s*$/i, ''),
  });
  const aromas = aromaAxes.map((axis) => decimalColumn(context, `aroma_${axis}`, { largest: largestAroma }));
  return {
    columns: curatedColumns,
    decimals: [price, degree, ...aromas],
    curate(row, out, ledger) {
      const open = new OpenRow(context, row);
      const texts = ['famille_crm', 'sous_famille', 'macro_categorie', 'cepage'].map((column) => open.words(column));
      const product = readProduct(open, context, 'produit', texts.slice(0, 3));
      if (product.labelKey === '') open.refuse('PRODUIT_EMPTY', 'produit');
      const millesime = readMillesime(open) ?? product.millesime;
      const sucrosite = readSucrosite(open, [product.labelKey, ...texts.map(produitKey)]);
      const couleur = open.words('couleur');
      const numbers = [price, degree, ...aromas].map((column) => readNumber(open, row, column));
      const [prixTtc, degre, ...taste] = numbers;
      const [priceBand, premiumTier] = [open.words('price_band'), open.words('premium_tier')];
      if (!open.settle(ledger)) return;
      out.same(row, sourceFile);
      out.same(row, sourceLine);
      for (const text of [
        product.label,
        product.labelKey,
        product.wineKey,
        String(millesime ?? ''),
        product.unit.format,
      ])
        out.text(text);
      for (const text of [product.article, product.unit.code, ...texts, sucrosite, couleur]) out.text(text);
      out.decimal(degre);
      out.decimal(prixTtc);
      out.decimal(prixTtc === undefined ? undefined : pricePer75Cl(prixTtc, product.unit.equivalentsPerUnit));
      for (const text of [priceBand, premiumTier]) out.text(text);
      for (const value of taste) out.decimal(value);
      out.endRow();
    },
  };
}

/** The price of one 75-cl equivalent: a carton's price is that of its bottles. */
function pricePer75Cl(prixTtc: Decimal4, equivalentsPerUnit: Decimal4): Decimal4 {
  return divideDecimal(prixTtc, equivalentsPerUnit);
}

function readMillesime(open: OpenRow): number | undefined {
  const parsed = parseMillesime(open.words('millesime'));
  if (typeof parsed === 'number') return parsed;
  if (parsed.problem === 'MILLESIME_INVALID') open.notice('MILLESIME_INVALID', 'millesime');
  return undefined;
}

/** The word of the regulation, or the words as written where it is none. Whether the wine sparkles decides what grams mean. */
function readSucrosite(open: OpenRow, keys: readonly string[]): string {
  const words = open.words('sucrosite');
  const isSparkling = keys.some((key) => sparklingWords.some((word) => containsWords(key, word)));
  const parsed = parseSucrosite(words, isSparkling);
  if (typeof parsed === 'string') return parsed;
  if (parsed.problem === 'SUCROSITE_UNKNOWN') open.notice('SUCROSITE_UNKNOWN', 'sucrosite');
  return words;
}

function readNumber(open: OpenRow, row: RowCursor, column: DecimalColumn): Decimal4 | undefined {
  const value = column.of(row);
  if (Number.isNaN(value)) open.notice('NUMBER_UNREADABLE', column.column);
  return knownOrNothing(value);
}
