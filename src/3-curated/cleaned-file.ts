/** What a file became from its first row to its last, put together from what its rows became. */
import type { DayOrder } from '../values/day.ts';
import type { DecimalSign } from '../values/decimal.ts';
import type { Curator } from './curator.ts';
import { type DecimalEvidence, signShown } from './decimal-column.ts';
import { Ledger } from './ledger.ts';
import type { CleanedRows } from './rows-cleaner.ts';
import { SaidNames } from './said-names.ts';

/** How each column of days is read, and how sure that is, as 2-staging decided. */
export type DayOrders = Readonly<
  Record<string, { readonly order: DayOrder; readonly evidence: string; readonly days: number }>
>;

type DecimalSigns = Readonly<Record<string, DecimalSign>>;

interface ColumnEvidence extends Record<keyof DecimalEvidence, boolean> {
  readonly column: string;
}

export class CleanedFile {
  readonly ledger = new Ledger();
  rowsCorrected = 0;
  readonly #names: SaidNames | undefined;
  readonly #evidence: readonly ColumnEvidence[];

  /** Nothing yet of a file; its `curator` says which columns it has. */
  constructor({ names, decimals }: Curator) {
    this.#names = names && new SaidNames();
    this.#evidence = decimals.map(({ column }) => ({ column, comma: false, point: false, either: false }));
  }

  /** The ways sales name what was sold; undefined when the file holds none, or too many to keep. */
  get names(): readonly string[] | undefined {
    return this.#names?.all();
  }

  /** Goes on with the rows that follow. */
  add(rows: CleanedRows): void {
    this.ledger.add(rows.account);
    this.rowsCorrected += rows.rowsCorrected;
    for (const name of rows.names) this.#names?.say(name);
    for (const [index, shown] of rows.evidence.entries()) {
      const evidence = this.#evidence[index];
      if (!evidence) continue;
      evidence.comma ||= shown.comma;
      evidence.point ||= shown.point;
      evidence.either ||= shown.either;
    }
  }

  /** The signs by which the file must be read again: undefined when every doubtful number was read as its column shows. */
  signsToReadAgain(): DecimalSigns | undefined {
    const decided = this.#evidence
      .filter((column) => column.either && signShown(column) !== 'undecided')
      .map((column) => [column.column, signShown(column)] as const);
    return decided.length === 0 ? undefined : Object.fromEntries(decided);
  }

  /** Notices the columns whose days or numbers can be read in two ways; `signs` are those the file was read by. */
  warnOfColumns(dayOrders: DayOrders, signs: DecimalSigns): void {
    for (const [column, { evidence, days }] of Object.entries(dayOrders)) {
      const example = [{ line: 0, column, raw: '' }];
      if (evidence === 'ambiguous') this.ledger.warnColumn('AMBIGUOUS_DAYS', days, example);
      if (evidence === 'contradictory') this.ledger.warnColumn('CONTRADICTORY_DAYS', days, example);
    }
    for (const { column, either } of this.#evidence) {
      const isUndecided = either && (signs[column] ?? 'undecided') === 'undecided';
      if (isUndecided) this.ledger.warnColumn('NUMBERS_AMBIGUOUS', 1, [{ line: 0, column, raw: '' }]);
    }
  }
}
