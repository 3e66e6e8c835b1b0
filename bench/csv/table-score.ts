/**
 * How well a table was read, as Vitagliano et al. measure it ("Pollock: A Data Loading Benchmark", PVLDB 16, 2023): whether the file
 * was loaded at all, then precision, recall and F1 of its header, its records and its cells, each as a bag. Ten figures from 0 to 1.
 */

/** A header and the rows below it, all text. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How much of what was read is right, how much of what is right was read, and their harmonic mean: from 0 to 1. */
interface Overlap {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface TableScore {
  readonly header: Overlap;
  readonly record: Overlap;
  readonly cell: Overlap;
}

const nothing: Overlap = { precision: 0, recall: 0, f1: 0 };
const everything: Overlap = { precision: 1, recall: 1, f1: 1 };

/**
 * Compares what was read with what the file says. Headers and records count without regard to case and to where one cell ends and the
 * next begins, cells (those of the header included) exactly; order never counts. A file that says nothing is read right by anything.
 */
export function scoreTable(expected: Table, read: Table): TableScore {
  if (expected.header.length === 0 && expected.rows.length === 0) {
    return { header: everything, record: everything, cell: everything };
  }
  return {
    header: overlap(expected.header.map(folded), read.header.map(folded)),
    record: overlap(expected.rows.map(recordText), read.rows.map(recordText)),
    cell: overlap([...expected.header, ...expected.rows.flat()], [...read.header, ...read.rows.flat()]),
  };
}

/** The sum of the ten figures, the first being that the file was loaded; 0 for a file that was not. */
export function pointsOf(score: TableScore | undefined): number {
  if (score === undefined) return 0;
  const overlaps = [score.header, score.record, score.cell];
  return overlaps.reduce((sum, { precision, recall, f1 }) => sum + precision + recall + f1, 1);
}

function overlap(expected: readonly string[], read: readonly string[]): Overlap {
  if (expected.length === 0) return everything;
  const left = new Map<string, number>();
  for (const text of expected) left.set(text, (left.get(text) ?? 0) + 1);
  let common = 0;
  for (const text of read) {
    const count = left.get(text) ?? 0;
    if (count === 0) continue;
    left.set(text, count - 1);
    common++;
  }
  if (common === 0) return nothing;
  const precision = common / read.length;
  const recall = common / expected.length;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

function recordText(cells: readonly string[]): string {
  return cells.map(folded).join('');
}

// The paper compares what cells mean, days and amounts included; for a reader that converts nothing, case and plain numbers are enough.
function folded(cell: string): string {
  const text = cell.trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : cell.toLowerCase();
}
