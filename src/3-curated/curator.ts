/** What cleans the rows of one dataset, and what it is told about the file. */
import type { Settings, SourceProfile } from '../estate/settings.ts';
import type { Day, DayOrder } from '../values/day.ts';
import type { DecimalSign } from '../values/decimal.ts';
import type { TelephoneParser } from '../values/telephone.ts';
import type { CreditNotes } from './credit-notes.ts';
import type { CuratedRows } from './curated-rows.ts';
import type { DecimalColumn } from './decimal-column.ts';
import type { Ledger } from './ledger.ts';
import type { RowCursor } from './row-cursor.ts';
import type { SaidNames } from './said-names.ts';

/** All that the meaning of a row may depend on beside its own cells. */
export interface CurationContext {
  /** The columns of the staging file. */
  readonly header: readonly string[];
  /** The day of the export (UTC): days far beyond it are typing errors. */
  readonly exportedDay: Day;
  readonly settings: Settings;
  readonly profile: SourceProfile;
  /** The order of day and month, decided once per column by 2-staging. */
  readonly dayOrders: Readonly<Record<string, DayOrder>>;
  /** The decimal sign of columns that an earlier pass has decided. */
  readonly decimalSigns: Readonly<Record<string, DecimalSign>>;
  readonly parseTelephone: TelephoneParser;
}

/**
 * Cleans rows one after the other: each is written to `out` and kept in the ledger, or refused there with its reasons. The same
 * rows and context give the same bytes.
 */
export interface Curator {
  readonly columns: readonly string[];
  readonly decimals: readonly DecimalColumn[];
  /** The ways its rows name what was sold; of sales only. */
  readonly names?: SaidNames;
  /** All that a row of sales may depend on in the rows before it; other rows depend on them in other ways, or not at all. */
  readonly notes?: CreditNotes;
  curate(row: RowCursor, out: CuratedRows, ledger: Ledger): void;
}

/** Where a canonical column stands in the staging file; -1 when the export has none. */
export function columnIndex(context: CurationContext, column: string): number {
  return context.header.indexOf(column);
}

/** The order in which a column writes day and month, where 2-staging decided nothing that of the source's profile. */
export function dayOrderOf(
  context: CurationContext,
  dataset: keyof SourceProfile['datasets'],
  column: string,
): DayOrder {
  return context.dayOrders[column] ?? context.profile.datasets[dataset]?.date_order ?? 'dmy';
}
