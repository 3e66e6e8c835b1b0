/** The account of one file while it is curated: rows and euros read, kept and refused, the days it covers, what was noticed. */
import { Failure } from '../errors.ts';
import type { Day } from '../values/day.ts';
import type { Decimal4 } from '../values/decimal.ts';
import { sentence } from '../values/sentence.ts';
import { ExactSum } from './exact-sum.ts';
import type { Reject } from './reject.ts';
import type { RowCursor } from './row-cursor.ts';
import { examplesKept, type Warning, type WarningCode, type WarningExample } from './warning.ts';

/** A refused row: where it stands, why, and the euros that can be read of it. */
export interface RefusedRow {
  readonly line: number;
  readonly reasons: readonly Reject[];
  readonly mtHt: Decimal4;
  /** The document it is a line of, where its type and number can be read; else empty. */
  readonly documentId: string;
}

/** The account of some rows of a file: values alone, so that it may come from another thread. Euros in ten-thousandths. */
export interface Account {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRejected: number;
  readonly mtHtRead: bigint;
  readonly mtHtKept: bigint;
  readonly mtHtRejected: bigint;
  readonly firstDay: Day | undefined;
  readonly lastDay: Day | undefined;
  readonly warnings: readonly AccountedWarning[];
}

interface AccountedWarning {
  readonly code: WarningCode;
  readonly count: number;
  readonly examples: readonly WarningExample[];
  /** Undefined where no money is concerned. */
  readonly mtHt: bigint | undefined;
}

interface OpenWarning {
  count: number;
  readonly mostExamples: number;
  readonly examples: WarningExample[];
  readonly mtHt: ExactSum;
  hasMoney: boolean;
}

export class Ledger {
  rowsRead = 0;
  rowsKept = 0;
  rowsRejected = 0;
  readonly mtHtRead = new ExactSum();
  readonly mtHtKept = new ExactSum();
  readonly mtHtRejected = new ExactSum();
  firstDay: Day | undefined;
  lastDay: Day | undefined;
  /** Asked before a row is refused: true when it was corrected and is to be read again. */
  mend: ((row: RowCursor) => boolean) | undefined;
  readonly #lineColumn: number;
  readonly #warnings = new Map<WarningCode, OpenWarning>();
  readonly #refuse: (row: RefusedRow) => void;

  /** `lineColumn`: where the row says its line in the raw file. `refuse` keeps the refused rows. Neither for sums of accounts alone. */
  constructor(lineColumn = -1, refuse: (row: RefusedRow) => void = () => {}) {
    this.#lineColumn = lineColumn;
    this.#refuse = refuse;
  }

  /** Before anything is decided: the row was read, and this is what it is worth (0 where it has no amount). */
  read(mtHt: Decimal4): void {
    this.rowsRead++;
    this.mtHtRead.add(mtHt);
  }

  keep(mtHt: Decimal4, day?: Day): void {
    this.rowsKept++;
    this.mtHtKept.add(mtHt);
    // Exports come sorted by day: most lines repeat the one before.
    if (day !== undefined && day !== this.lastDay) this.#cover(day);
  }

  /** Of a row read with the same euros just before. With a `mend` that takes, the row is as if it had never been read. */
  reject(row: RowCursor, reasons: readonly Reject[], mtHt: Decimal4 = 0, documentId = ''): void {
    if (this.mend?.(row) === true) {
      this.rowsRead--;
      this.mtHtRead.add(-mtHt);
      return;
    }
    this.rowsRejected++;
    this.mtHtRejected.add(mtHt);
    this.#refuse({ line: this.#lineOf(row), reasons, mtHt, documentId });
  }

  /** Counts a warning of a row, with an example while there are few; `raw` is the cell unless given. */
  warn(
    code: WarningCode,
    row: RowCursor,
    cell: { readonly column: string; readonly index: number; readonly raw?: string },
  ): void {
    const warning = this.#open(code);
    warning.count++;
    if (warning.examples.length >= warning.mostExamples) return;
    warning.examples.push({
      line: this.#lineOf(row),
      column: cell.column,
      raw: printable(cell.raw ?? row.text(cell.index)),
    });
  }

  /** Adds to the euros a warning concerns. */
  warnEuros(code: WarningCode, mtHt: Decimal4): void {
    const warning = this.#open(code);
    warning.hasMoney = true;
    warning.mtHt.add(mtHt);
  }

  /** Counts a warning that concerns a whole column: so many rows at once. */
  warnColumn(code: WarningCode, count: number, examples: readonly WarningExample[]): void {
    const warning = this.#open(code);
    warning.count += count;
    warning.examples.push(...examples.slice(0, warning.mostExamples - warning.examples.length));
  }

  /** The account so far. */
  account(): Account {
    const { rowsRead, rowsKept, rowsRejected, firstDay, lastDay } = this;
    const warnings = Array.from(this.#warnings, ([code, { count, examples, hasMoney, mtHt }]) => {
      return { code, count, examples, mtHt: hasMoney ? mtHt.total() : undefined };
    });
    return {
      rowsRead,
      rowsKept,
      rowsRejected,
      mtHtRead: this.mtHtRead.total(),
      mtHtKept: this.mtHtKept.total(),
      mtHtRejected: this.mtHtRejected.total(),
      firstDay,
      lastDay,
      warnings,
    };
  }

  /** Goes on with the account of the rows that follow. */
  add(rows: Account): void {
    this.rowsRead += rows.rowsRead;
    this.rowsKept += rows.rowsKept;
    this.rowsRejected += rows.rowsRejected;
    this.mtHtRead.addTotal(rows.mtHtRead);
    this.mtHtKept.addTotal(rows.mtHtKept);
    this.mtHtRejected.addTotal(rows.mtHtRejected);
    for (const day of [rows.firstDay, rows.lastDay]) if (day !== undefined) this.#cover(day);
    for (const { code, count, examples, mtHt } of rows.warnings) {
      this.warnColumn(code, count, examples);
      if (mtHt === undefined) continue;
      const warning = this.#open(code);
      warning.hasMoney = true;
      warning.mtHt.addTotal(mtHt);
    }
  }

  /** The warnings of the file, codes in order. */
  warnings(): Readonly<Record<string, Warning>> {
    const codes = [...this.#warnings.keys()].sort();
    return Object.fromEntries(codes.map((code) => [code, close(this.#open(code))]));
  }

  /** Throws LEDGER_BROKEN unless kept + rejected = read, in rows and in euros. */
  assertBalanced(file: string): void {
    const rows = this.rowsKept + this.rowsRejected === this.rowsRead;
    const euros = this.mtHtKept.total() + this.mtHtRejected.total() === this.mtHtRead.total();
    if (!rows || !euros) throw broken(file, this.figures());
  }

  figures(): Readonly<Record<string, number | string>> {
    return {
      rowsRead: this.rowsRead,
      rowsKept: this.rowsKept,
      rowsRejected: this.rowsRejected,
      mtHtRead: this.mtHtRead.format(),
      mtHtKept: this.mtHtKept.format(),
      mtHtRejected: this.mtHtRejected.format(),
    };
  }

  #cover(day: Day): void {
    if (this.firstDay === undefined || day < this.firstDay) this.firstDay = day;
    if (this.lastDay === undefined || day > this.lastDay) this.lastDay = day;
  }

  #lineOf(row: RowCursor): number {
    return Number(row.text(this.#lineColumn));
  }

  #open(code: WarningCode): OpenWarning {
    let warning = this.#warnings.get(code);
    if (warning === undefined) {
      warning = { count: 0, mostExamples: examplesKept(code), examples: [], mtHt: new ExactSum(), hasMoney: false };
      this.#warnings.set(code, warning);
    }
    return warning;
  }
}

/** A text the database can hold: NUL is shown, not stored. */
export function printable(text: string): string {
  return text.replaceAll('\0', '\u2400');
}

function close(warning: OpenWarning): Warning {
  const { count, examples } = warning;
  return warning.hasMoney ? { count, examples, mt_ht: warning.mtHt.format() } : { count, examples };
}

function broken(file: string, facts: Readonly<Record<string, unknown>>): Failure {
  return new Failure(
    'LEDGER_BROKEN',
    sentence(
      `Le compte de ${file} ne tombe pas juste : lignes ou euros lus ≠ gardés + refusés. Rien n’a été chargé ; c’est une erreur du programme, signalez-la avec ces chiffres.`,
      `The account of ${file} does not balance: rows or euros read ≠ kept + rejected. Nothing was loaded; this is a fault of the program, report it with these figures.`,
    ),
    { facts: { file, ...facts } },
  );
}
