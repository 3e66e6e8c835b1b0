/** Lists of small numbers laid end to end in one typed array (compressed sparse rows): millions of lines in flat memory. */

/** Row `r` holds `columns[starts[r] … starts[r + 1])`. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly columns: Int32Array;
}

/** The same pairs read the other way: for each column the rows that hold it, in order. */
export function transposed(rows: SparseRows, columnCount: number): SparseRows {
  const rowCount = rows.starts.length - 1;
  const starts = new Uint32Array(columnCount + 1);
  for (const column of rows.columns) starts[column + 1] = (starts[column + 1] ?? 0) + 1;
  for (let column = 0; column < columnCount; column++)
    starts[column + 1] = (starts[column + 1] ?? 0) + (starts[column] ?? 0);
  const next = starts.slice();
  const columns = new Int32Array(rows.columns.length);
  for (let row = 0; row < rowCount; row++) {
    for (let at = rows.starts[row] ?? 0; at < (rows.starts[row + 1] ?? 0); at++) {
      const column = rows.columns[at] ?? 0;
      const place = next[column] ?? 0;
      columns[place] = row;
      next[column] = place + 1;
    }
  }
  return { starts, columns };
}

/** Gathers rows one after the other; the arrays double as they fill. */
export class SparseRowsBuilder {
  #columns = new Int32Array(1024);
  #starts = new Uint32Array(1024);
  #rowCount = 0;
  #size = 0;

  /** Adds one row, of distinct columns. */
  add(row: Iterable<number>): void {
    for (const column of row) {
      if (this.#size === this.#columns.length) this.#columns = grown(this.#columns, new Int32Array(this.#size * 2));
      this.#columns[this.#size++] = column;
    }
    if (this.#rowCount + 1 === this.#starts.length) {
      this.#starts = grown(this.#starts, new Uint32Array(this.#starts.length * 2));
    }
    this.#starts[++this.#rowCount] = this.#size;
  }

  build(): SparseRows {
    return { starts: this.#starts.slice(0, this.#rowCount + 1), columns: this.#columns.slice(0, this.#size) };
  }
}

function grown<T extends { set(other: T): void }>(full: T, larger: T): T {
  larger.set(full);
  return larger;
}
