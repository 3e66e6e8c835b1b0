/**
 * Every sale line of wine up to the as-of day, in typed arrays laid out client after client: five million lines take some
 * 85 MB. Quantities are whole thousandths of a bottle, so that no sum depends on the order in which lines were read.
 */

import { KeyIndex } from './key-index.ts';

/** The row of the ledger that holds the lines nobody's name is on. */
export const passingClients = 0;

/** One line of `etl.ventes_lignes`, sale or return. */
export interface SaleLine {
  /** Of the ledger: `passingClients`, or what the builder said for the client. */
  readonly row: number;
  readonly produit: number;
  readonly day: number;
  /** Any whole number of 32 bits that two lines of a client share when they are of one document. */
  readonly document: number;
  readonly isSale: boolean;
  /** Thousandths of a bottle; negative on a return. */
  readonly milliBottles: number;
  /** Thousandths of a 75-cl equivalent, and ten-thousandths of a euro TTC: signed as the bottles. */
  readonly milliUnits: number;
  readonly ttcTenThousandths: number;
}

/** The lines as parallel columns. */
export interface SaleColumns {
  readonly produit: Int32Array;
  readonly day: Int32Array;
  readonly document: Int32Array;
  readonly isSale: Uint8Array;
  readonly milliBottles: Int32Array;
}

/** Row 0 holds the lines of passing clients, then one row per client in the order of the codes; inside a row lines are in the order of days. */
export interface SalesLedger extends SaleColumns {
  readonly lineCount: number;
  /** Row `r` holds the lines `starts[r] … starts[r + 1])`. */
  readonly starts: Uint32Array;
  readonly rowOfClient: ReadonlyMap<string, number>;
  /** By row: net 75-cl equivalents and net TTC, in the units of the lines. Whole numbers: exact in any order. */
  readonly milliUnits: Float64Array;
  readonly ttcTenThousandths: Float64Array;
}

/** The mean price of one 75-cl equivalent the client paid, TTC in euros; null when nothing was kept. */
export function meanPrice75clOf(ledger: SalesLedger, clientCode: string): number | null {
  const row = ledger.rowOfClient.get(clientCode) ?? -1;
  const units = (ledger.milliUnits[row] ?? 0) / 1000;
  return units > 0 ? (ledger.ttcTenThousandths[row] ?? 0) / 10_000 / units : null;
}

/** The first and the end line of a client, both 0 for one who never bought. */
export function linesOf(ledger: SalesLedger, clientCode: string): { readonly start: number; readonly end: number } {
  const row = ledger.rowOfClient.get(clientCode);
  if (row === undefined) return { start: 0, end: 0 };
  return { start: ledger.starts[row] ?? 0, end: ledger.starts[row + 1] ?? 0 };
}

/** Lines are gathered in pieces of so many, so that nothing is copied while it grows. */
const linesPerPiece = 1 << 18;

interface Piece extends SaleColumns {
  readonly row: Int32Array;
}

/** Takes the lines as they come and, once all are in, lays them out. */
export class SalesLedgerBuilder {
  readonly #clients = new KeyIndex();
  readonly #pieces: Piece[] = [];
  #size = 0;
  readonly #milliUnits: number[] = [0];
  readonly #ttcTenThousandths: number[] = [0];

  /** The row of the client whose code lies at `start … end)`. */
  rowOf(clientCode: Uint8Array, start = 0, end = clientCode.length): number {
    return this.#clients.numberOf(clientCode, start, end) + 1;
  }

  add(line: SaleLine): void {
    const at = this.#size++ % linesPerPiece;
    if (at === 0) this.#pieces.push({ ...emptyColumns(linesPerPiece), row: new Int32Array(linesPerPiece) });
    const piece = this.#pieces[this.#pieces.length - 1];
    if (!piece) return;
    const { row } = line;
    piece.row[at] = row;
    piece.produit[at] = line.produit;
    piece.day[at] = line.day;
    piece.document[at] = line.document;
    piece.isSale[at] = line.isSale ? 1 : 0;
    piece.milliBottles[at] = line.milliBottles;
    this.#milliUnits[row] = (this.#milliUnits[row] ?? 0) + line.milliUnits;
    this.#ttcTenThousandths[row] = (this.#ttcTenThousandths[row] ?? 0) + line.ttcTenThousandths;
  }

  /** The ledger; nothing may be added after it. */
  build(): SalesLedger {
    const clientCodes = this.#clients.texts();
    const rowOf = rowsByCode(clientCodes);
    for (const { row } of this.#pieces) for (let at = 0; at < row.length; at++) row[at] = rowOf[row[at] ?? 0] ?? 0;
    const starts = this.#rowStarts();
    const columns = this.#laidOut(starts);
    const sorter = new LineSorter(columns);
    for (let row = 0; row + 1 < starts.length; row++) sorter.sort(starts[row] ?? 0, starts[row + 1] ?? 0);
    return {
      lineCount: this.#size,
      starts,
      rowOfClient: new Map(clientCodes.map((clientCode, number) => [clientCode, rowOf[number + 1] ?? 0])),
      milliUnits: byRow(this.#milliUnits, rowOf),
      ttcTenThousandths: byRow(this.#ttcTenThousandths, rowOf),
      ...columns,
    };
  }

  #rowStarts(): Uint32Array {
    const starts = new Uint32Array(this.#clients.size + 2);
    for (const [index, piece] of this.#pieces.entries()) {
      const length = Math.min(linesPerPiece, this.#size - index * linesPerPiece);
      for (let at = 0; at < length; at++) {
        const next = (piece.row[at] ?? 0) + 1;
        starts[next] = (starts[next] ?? 0) + 1;
      }
    }
    for (let row = 1; row < starts.length; row++) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
    return starts;
  }

  // Pieces are let go as they are emptied: the lines are never in memory twice.
  #laidOut(starts: Uint32Array): SaleColumns {
    const columns = emptyColumns(this.#size);
    const places = starts.slice();
    let left = this.#size;
    for (let piece = this.#pieces.shift(); piece; piece = this.#pieces.shift()) {
      const length = Math.min(linesPerPiece, left);
      left -= length;
      for (let at = 0; at < length; at++) {
        const row = piece.row[at] ?? 0;
        const place = places[row] ?? 0;
        places[row] = place + 1;
        columns.produit[place] = piece.produit[at] ?? 0;
        columns.day[place] = piece.day[at] ?? 0;
        columns.document[place] = piece.document[at] ?? 0;
        columns.isSale[place] = piece.isSale[at] ?? 0;
        columns.milliBottles[place] = piece.milliBottles[at] ?? 0;
      }
    }
    return columns;
  }
}

/** By row as it was given out, the row in the order of the codes: in which order lines were read leaves no trace. */
function rowsByCode(clientCodes: readonly string[]): Int32Array {
  const order = [...clientCodes.keys()].sort((a, b) => ((clientCodes[a] ?? '') < (clientCodes[b] ?? '') ? -1 : 1));
  const rowOf = new Int32Array(clientCodes.length + 1);
  for (const [place, number] of order.entries()) rowOf[number + 1] = place + 1;
  return rowOf;
}

function byRow(sums: readonly number[], rowOf: Int32Array): Float64Array {
  const sorted = new Float64Array(rowOf.length);
  for (const [row, sum] of sums.entries()) sorted[rowOf[row] ?? 0] = sum;
  return sorted;
}

/** Longer rows are left to the library: only the passing clients have as many. */
const longestInsertionSort = 300;

/**
 * Puts the lines of a row in the order of days, documents, products, bottles and kinds: a total order, so that lines which
 * differ in nothing may be swapped without a trace. Day and document make one number, which tells almost all lines apart.
 */
class LineSorter {
  readonly #columns: SaleColumns;
  readonly #keys = new Float64Array(longestInsertionSort);
  readonly #order = new Uint32Array(longestInsertionSort);
  readonly #sorted = new Int32Array(longestInsertionSort);

  constructor(columns: SaleColumns) {
    this.#columns = columns;
  }

  sort(start: number, end: number): void {
    const length = end - start;
    if (length < 2) return;
    if (length > longestInsertionSort) {
      const order = Uint32Array.from({ length }, (_, index) => start + index);
      this.#permute(
        order.sort((a, b) => this.#keyOf(a) - this.#keyOf(b) || this.#compareRest(a, b)),
        start,
      );
      return;
    }
    if (this.#insertAll(start, length)) this.#permute(this.#order.subarray(0, length), start);
  }

  /** Gives whether anything changed its place: lines that were loaded day after day are in order as they come. */
  #insertAll(start: number, length: number): boolean {
    const [keys, order] = [this.#keys, this.#order];
    let hasMoved = false;
    for (let index = 0; index < length; index++) {
      const key = this.#keyOf(start + index);
      let hole = index;
      for (; hole > 0; hole--) {
        const before = keys[hole - 1] ?? 0;
        if (before < key || (before === key && this.#compareRest(order[hole - 1] ?? 0, start + index) <= 0)) break;
        keys[hole] = before;
        order[hole] = order[hole - 1] ?? 0;
      }
      keys[hole] = key;
      order[hole] = start + index;
      if (hole < index) hasMoved = true;
    }
    return hasMoved;
  }

  #keyOf(at: number): number {
    return (this.#columns.day[at] ?? 0) * 2 ** 32 + ((this.#columns.document[at] ?? 0) >>> 0);
  }

  #compareRest(a: number, b: number): number {
    const { produit, milliBottles, isSale } = this.#columns;
    return (
      (produit[a] ?? 0) - (produit[b] ?? 0) ||
      (milliBottles[a] ?? 0) - (milliBottles[b] ?? 0) ||
      (isSale[a] ?? 0) - (isSale[b] ?? 0)
    );
  }

  #permute(order: Uint32Array, start: number): void {
    const { produit, day, document, isSale, milliBottles } = this.#columns;
    const sorted = order.length > longestInsertionSort ? new Int32Array(order.length) : this.#sorted;
    for (const column of [produit, day, document, isSale, milliBottles]) {
      for (let index = 0; index < order.length; index++) sorted[index] = column[order[index] ?? 0] ?? 0;
      for (let index = 0; index < order.length; index++) column[start + index] = sorted[index] ?? 0;
    }
  }
}

function emptyColumns(length: number): SaleColumns {
  return {
    produit: new Int32Array(length),
    day: new Int32Array(length),
    document: new Int32Array(length),
    isSale: new Uint8Array(length),
    milliBottles: new Int32Array(length),
  };
}
