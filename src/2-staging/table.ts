/** Where the table of an export begins, and which of its rows are no rows: titles, totals, blanks, headers of a next page. */
import { type Dataset, requiredColumns } from '../values/dataset.ts';
import { normaliseHeader } from './headers.ts';

/** How far below the top of a file a header is looked for. */
const headerWithinRows = 60;
/** How many rows below a header are looked at to see how full its table is. */
const rowsCompared = 10;

/**
 * The index of the header row among the first rows of a file: the row that names most columns we know (at least two, or
 * half of them); else the first row as wide as the table whose cells are words, not numbers or days, or one that lacks a
 * delimiter right above the rows. Undefined when every row is blank.
 */
export function findHeaderIndex(
  rows: readonly (readonly string[])[],
  countKnown: (cells: readonly string[]) => number,
): number | undefined {
  const candidates = rows.slice(0, headerWithinRows);
  let best = { index: -1, known: 0 };
  for (const [index, row] of candidates.entries()) {
    const known = countKnown(row);
    if (known > best.known && (known >= 2 || known * 2 >= filledCount(row))) best = { index, known };
  }
  if (best.index >= 0) return firstLike(best.known, candidates, countKnown) ?? best.index;
  return firstWideRow(candidates);
}

// Of two tables in one file the first counts: the rows above a second header are no titles.
function firstLike(
  known: number,
  rows: readonly (readonly string[])[],
  countKnown: (cells: readonly string[]) => number,
): number | undefined {
  const first = rows.findIndex((row) => {
    const count = countKnown(row);
    return count >= 3 && count * 2 > known && !row.some(isDataCell);
  });
  return first >= 0 ? first : undefined;
}

// Titles often drag the delimiters of the whole sheet behind them: a header has a name for most columns that are ever filled.
function firstWideRow(rows: readonly (readonly string[])[]): number | undefined {
  const width = commonWidth(rows);
  const isHeader = (row: readonly string[], at: number): boolean =>
    !row.some(isDataCell) && filledCount(row) * 2 > fullest(rows.slice(at, at + rowsCompared), width);
  const isRow = (row: readonly string[] | undefined): boolean => row?.length === width && row.some(isDataCell);
  const found = [
    rows.findIndex(
      (row, at) => isHeader(row, at) && (row.length === width || (row.length === width - 1 && isRow(rows[at + 1]))),
    ),
    rows.findIndex((row, at) => row.length > width && isHeader(row, at)),
    rows.findIndex((row) => row.length >= width && filledCount(row) > 0),
  ];
  return found.find((index) => index >= 0);
}

function fullest(rows: readonly (readonly string[])[], width: number): number {
  return Math.max(0, ...rows.filter((row) => row.length === width).map(filledCount));
}

/** Whether a cell is a number, a day or an e-mail address: what no header is. */
export function isDataCell(cell: string): boolean {
  return /^[\s\d.,/:€%+-]*\d[\s\d.,/:€%-]*(?:e[-+]?\d+)?$/i.test(cell) || /^[^\s@]+@[^\s@]+\.\w+$/.test(cell.trim());
}

/** How many cells most rows have that have any; the larger number when two are as common, 0 when there is none. */
export function commonWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) if (filledCount(row) > 0) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  for (const [length, count] of counts) {
    const best = counts.get(width) ?? 0;
    if (count > best || (count === best && length > width)) width = length;
  }
  return width;
}

function filledCount(row: readonly string[]): number {
  return row.filter((cell) => cell.trim() !== '').length;
}

export type RowKind = 'row' | 'blank' | 'title' | 'total' | 'header';

/** What tells the rows of one table from what stands between them. */
export interface TableShape {
  readonly dataset: Dataset;
  readonly headers: readonly string[];
  /** What a header of a next page is known by; none where the first row stands for a header the file lacks. */
  readonly normalisedHeaders: readonly string[];
  /** Places of the columns that say which row it is: client, document, day, product. */
  readonly identityPlaces: readonly number[];
}

const identityColumns: Readonly<Record<Dataset, readonly string[]>> = {
  ventes_lignes: ['client_code', 'date_livraison', 'produit_label', 'document_no'],
  clients: ['client_code'],
  produits: ['produit'],
  stock: ['produit', 'produit_key'],
  contacts: ['client_code', 'email', 'contact_date'],
};

/** The shape of a table from its headers and the column each one is. */
export function tableShape(
  dataset: Dataset,
  headers: readonly { readonly header: string; readonly column: string | null }[],
): TableShape {
  const isData = headers.every(({ header }) => header.trim() === '' || isDataCell(header));
  return {
    dataset,
    headers: headers.map(({ header }) => header),
    normalisedHeaders: isData ? [] : headers.map(({ header }) => normaliseHeader(header)),
    identityPlaces: headers.flatMap(({ column }, place) =>
      column !== null && identityColumns[dataset].includes(column) ? [place] : [],
    ),
  };
}

/**
 * Whether a row below the header is the header of another table: it begins as ours does and most of its names are ours, three at
 * least, but they are not the same. Two exports pasted into one file, the second with a column more, read so.
 */
export function isOtherHeader(cells: readonly string[], shape: TableShape): boolean {
  const { normalisedHeaders } = shape;
  if (!startsLikeHeader(cells, shape)) return false;
  const names = cells.map(normaliseHeader).filter((name) => name !== '');
  const shared = names.filter((name) => normalisedHeaders.includes(name)).length;
  return shared >= 3 && shared * 2 > names.length && !cells.some(isDataCell) && !isHeaderAgain(cells, shape);
}

/** Cheap, before the first cell is normalised: most rows are told by their first letter. */
const mayBeTotal = /^\W*(?:s|t|gr|cu|re)/i;
const amount = /^[-+(]?[\d\s.,'’\u00a0\u202f]+(?:€|eur|%)?\)?-?$/i;
const totalWords = /^(?:(?:sous|grand|s)_)?(?:total|totaux)(?:_|$)|^cumul(?:_|$)|^report(?:_a_nouveau)?$|^somme$/;
const footerWords = /^(?:page_\d|edite_|imprime_|exporte_|extrait_|export_du_|nombre_de_|nb_de_|fin_de?_|fin$|source_)/;

/** The chapters of a price list: « Nos blancs », « Les crémants », « Vins rouges ». A wine named by one cell alone is a row. */
const chapterWords =
  /^(?:(?:nos|les|gamme|collection)_.*|vins?_(?:blanc|rouge|rose|tranquille|effervescent|moelleux|liquoreux)s?.*|(?:blanc|rouge|rose|cremant|effervescent|magnum|accessoire|coffret|spiritueux|grands_cru|eaux_de_vie)s?)$/;

/**
 * What a row below the header is.
 * - `total`: its first filled cell starts with Total, Sous-total, Totaux, Grand total, Cumul or is Report or Somme; the other
 *   identity columns are empty; and every other filled cell is a number. A client or a wine named so has its other cells.
 * - `header`: every cell equals the header's, compared as headers are: the table goes on after a page break.
 * - `title`: one filled cell alone, which reads like a page footer, or which has words while the dataset asks for three
 *   columns or more (a month above its sales). Anything doubtful is a row: room 3 says what is wrong with it.
 */
export function kindOfRow(cells: readonly string[], shape: TableShape): RowKind {
  const firstPlace = cells.findIndex(isFilled);
  if (firstPlace < 0) return 'blank';
  const first = (cells[firstPlace] ?? '').trim();
  if (mayBeTotal.test(first) && totalWords.test(normaliseHeader(first)) && isTotal(cells, firstPlace, shape))
    return 'total';
  if (!cells.some((cell, place) => place > firstPlace && isFilled(cell)))
    return isTitle(first, shape) ? 'title' : 'row';
  return isHeaderAgain(cells, shape) ? 'header' : 'row';
}

function isFilled(cell: string): boolean {
  return cell !== '' && cell.trim() !== '';
}

function isTotal(cells: readonly string[], firstPlace: number, shape: TableShape): boolean {
  const others = cells.map((cell, place) => (place > firstPlace ? cell.trim() : ''));
  const hasIdentity = shape.identityPlaces.some((place) => (others[place] ?? '') !== '');
  return !hasIdentity && others.every((text) => text === '' || amount.test(text));
}

function isTitle(text: string, shape: TableShape): boolean {
  if (shape.headers.length < 3) return false;
  if (footerWords.test(normaliseHeader(text))) return true;
  if (shape.dataset === 'produits' && chapterWords.test(normaliseHeader(text))) return true;
  return requiredColumns[shape.dataset].length >= 3 && /\p{L}/u.test(text) && /[\s:]/.test(text);
}

function isHeaderAgain(cells: readonly string[], shape: TableShape): boolean {
  if (!startsLikeHeader(cells, shape)) return false;
  if (cells.slice(shape.headers.length).some(isFilled)) return false;
  return shape.normalisedHeaders.every((header, place) => normaliseHeader(cells[place] ?? '') === header);
}

// Cheap, before anything is normalised: pages repeat their header as they wrote it.
function startsLikeHeader([first = '']: readonly string[], { headers, normalisedHeaders }: TableShape): boolean {
  return first.length === headers[0]?.length && normalisedHeaders[0] === normaliseHeader(first);
}
