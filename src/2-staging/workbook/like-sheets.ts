/**
 * Sheets that go on with the table of the first: `Ventes 2024`, `Ventes 2025`, `Ventes 2026`. They are read one after the other, as
 * one table; whatever else a workbook holds (parameters, sums, a copy of what was read) is left out, and a person is told.
 */
import type { RowLine } from './protocol.ts';

/** A header stands within so many rows from the top of its sheet. */
const headerWithinRows = 30;
/** Fewer cells than this make no header, and prove no copy: `Total` stands on every sheet. */
const leastCells = 3;

export class LikeSheets {
  readonly #headers = new Set<string>();
  readonly #rows = new Set<string>();
  #offset = 0;
  #given = 0;

  /** Notes a row of the first sheet. */
  note(line: RowLine): RowLine {
    const [row, cells] = line;
    this.#given++;
    if (this.#given <= headerWithinRows && isWords(cells)) this.#headers.add(key(cells));
    this.#rows.add(key(cells));
    this.#offset = Math.max(this.#offset, row);
    return line;
  }

  /**
   * The rows of another sheet, numbered on from those read so far; undefined when it has another header, or says again what was read:
   * a copy must not count twice.
   */
  continuedBy(lines: readonly RowLine[]): RowLine[] | undefined {
    const isAlike = lines.slice(0, headerWithinRows).some(([, cells]) => this.#headers.has(key(cells)));
    if (!isAlike || lines.some(([, cells]) => this.#isRepeated(cells))) return undefined;
    const before = this.#offset;
    return lines.map(([row, cells]) => this.note([before + row, cells]));
  }

  #isRepeated(cells: readonly string[]): boolean {
    const text = key(cells);
    return filled(cells) > leastCells && this.#rows.has(text) && !this.#headers.has(text);
  }
}

function key(cells: readonly string[]): string {
  return JSON.stringify(cells.map((cell) => cell.trim().toLowerCase()));
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function isWords(cells: readonly string[]): boolean {
  return filled(cells) >= leastCells && cells.every((cell) => !/^[-+(]?\d/.test(cell.trim()));
}
