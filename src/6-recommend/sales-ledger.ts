/**
 * Every sale line of wine up to the as-of day, in typed arrays laid out client after client: five million lines take some
 * 130 MB. Quantities are whole thousandths of a bottle, so that no sum depends on the order in which lines were read.
 */

/** One line of `etl.ventes_lignes`, sale or return. */
export interface SaleLine {
  /** null: the passing client. */
  readonly clientCode: string | null;
  readonly produit: number;
  readonly day: number;
  /** Any number that two lines share when they are of one document. */
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
  readonly document: Float64Array;
  readonly isSale: Uint8Array;
  readonly milliBottles: Int32Array;
}

/** Row 0 holds the lines of passing clients, then one row per client; inside a row lines are in the order of days. */
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

/** Takes the lines as they come and, once all are in, lays them out. */
export class SalesLedgerBuilder {
  readonly #rowOfClient = new Map<string, number>();
  #size = 0;
  #row = new Int32Array(4096);
  #columns: SaleColumns = emptyColumns(4096);
  readonly #milliUnits: number[] = [0];
  readonly #ttcTenThousandths: number[] = [0];

  add(line: SaleLine): void {
    if (this.#size === this.#row.length) this.#grow();
    const at = this.#size++;
    const row = line.clientCode === null ? 0 : this.#rowFor(line.clientCode);
    this.#row[at] = row;
    this.#milliUnits[row] = (this.#milliUnits[row] ?? 0) + line.milliUnits;
    this.#ttcTenThousandths[row] = (this.#ttcTenThousandths[row] ?? 0) + line.ttcTenThousandths;
    this.#columns.produit[at] = line.produit;
    this.#columns.day[at] = line.day;
    this.#columns.document[at] = line.document;
    this.#columns.isSale[at] = line.isSale ? 1 : 0;
    this.#columns.milliBottles[at] = line.milliBottles;
  }

  build(): SalesLedger {
    const { starts, order } = this.#byRow();
    const columns = emptyColumns(this.#size);
    for (let place = 0; place < this.#size; place++) {
      const at = order[place] ?? 0;
      columns.produit[place] = this.#columns.produit[at] ?? 0;
      columns.day[place] = this.#columns.day[at] ?? 0;
      columns.document[place] = this.#columns.document[at] ?? 0;
      columns.isSale[place] = this.#columns.isSale[at] ?? 0;
      columns.milliBottles[place] = this.#columns.milliBottles[at] ?? 0;
    }
    return {
      lineCount: this.#size,
      starts,
      rowOfClient: this.#rowOfClient,
      milliUnits: Float64Array.from(this.#milliUnits),
      ttcTenThousandths: Float64Array.from(this.#ttcTenThousandths),
      ...columns,
    };
  }

  #rowFor(clientCode: string): number {
    const known = this.#rowOfClient.get(clientCode);
    if (known !== undefined) return known;
    const row = this.#rowOfClient.size + 1;
    this.#rowOfClient.set(clientCode, row);
    return row;
  }

  // Rows by counting, then each small row by comparing: one comparison sort of everything takes ten times as long.
  #byRow(): { starts: Uint32Array; order: Uint32Array } {
    const starts = new Uint32Array(this.#rowOfClient.size + 2);
    for (let at = 0; at < this.#size; at++) {
      const next = (this.#row[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let row = 1; row < starts.length; row++) starts[row] = (starts[row] ?? 0) + (starts[row - 1] ?? 0);
    const places = starts.slice();
    const order = new Uint32Array(this.#size);
    for (let at = 0; at < this.#size; at++) {
      const row = this.#row[at] ?? 0;
      order[places[row] ?? 0] = at;
      places[row] = (places[row] ?? 0) + 1;
    }
    for (let row = 0; row + 1 < starts.length; row++) order.subarray(starts[row], starts[row + 1]).sort(this.#byDay);
    return { starts, order };
  }

  // A total order: lines that differ in nothing may be swapped without a trace.
  readonly #byDay = (a: number, b: number): number => {
    const { day, document, produit, milliBottles, isSale } = this.#columns;
    return (
      (day[a] ?? 0) - (day[b] ?? 0) ||
      (document[a] ?? 0) - (document[b] ?? 0) ||
      (produit[a] ?? 0) - (produit[b] ?? 0) ||
      (milliBottles[a] ?? 0) - (milliBottles[b] ?? 0) ||
      (isSale[a] ?? 0) - (isSale[b] ?? 0)
    );
  };

  #grow(): void {
    const row = new Int32Array(this.#size * 2);
    row.set(this.#row);
    this.#row = row;
    const larger = emptyColumns(this.#size * 2);
    larger.produit.set(this.#columns.produit);
    larger.day.set(this.#columns.day);
    larger.document.set(this.#columns.document);
    larger.isSale.set(this.#columns.isSale);
    larger.milliBottles.set(this.#columns.milliBottles);
    this.#columns = larger;
  }
}

function emptyColumns(length: number): SaleColumns {
  return {
    produit: new Int32Array(length),
    day: new Int32Array(length),
    document: new Float64Array(length),
    isSale: new Uint8Array(length),
    milliBottles: new Int32Array(length),
  };
}
