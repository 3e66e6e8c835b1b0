import type { Dataset } from '../values/dataset.ts';
import type { Day } from '../values/day.ts';
import type { Archetype } from './clients.ts';
import type { Dialect } from './dialect.ts';
import type { DocumentType } from './documents.ts';
import type { FlawCounts } from './flaws.ts';
import type { Taste } from './tastes.ts';

/** The options that made an estate; the same ones make the same bytes. */
export interface DemoOptions {
  readonly out: string;
  readonly clients: number;
  readonly years: number;
  readonly seed: number;
  readonly until: Day;
  readonly weeks: number;
  readonly flaws: boolean;
  readonly singleFile: boolean;
  readonly lines: number | null;
}

/** What a reader should find in one file. A line is a record: a quoted line break does not make two. */
export interface DemoFile {
  readonly path: string;
  readonly dataset: Dataset;
  readonly exportedOn: Day;
  readonly dialect: Dialect;
  readonly bytes: number;
  readonly dataLines: number;
  readonly titleLines: number;
  readonly totalLines: number;
  readonly blankLines: number;
  /** Lines to be kept as rejects, by reason: date_impossible, amount_not_a_number, client_code_unusable. */
  readonly rejects: Readonly<Record<string, number>>;
}

/**
 * The true state once every export is applied: one sale counts once, deleted documents are gone, corrected ones corrected.
 * Sales are VENTE and FACTURE, returns are AVOIR; rejected lines are in nothing but `rejectedLines`.
 */
export interface DemoTotals {
  saleLines: number;
  returnLines: number;
  freeLines: number;
  feeLines: number;
  /** Lines of quotes, delivery notes and deposits. */
  ignoredLines: number;
  rejectedLines: number;
  saleDocuments: number;
  returnDocuments: number;
  ignoredDocuments: number;
  /** Wines only; `…All…` adds the fees. Returns are subtracted. */
  netWineHtCents: number;
  netWineTtcCents: number;
  netAllHtCents: number;
  netAllTtcCents: number;
  bottles: number;
  /** Volume in thousandths of 75 cl. */
  equivalentThousandths: number;
  freeBottles: number;
}

export interface MonthTotals {
  lines: number;
  netWineHtCents: number;
  netAllHtCents: number;
  bottles: number;
}

export interface PackagingTotals {
  lines: number;
  quantity: number;
  bottles: number;
}

/** Who a client really is, and what its page should say on the last day. */
export interface DemoClientTruth {
  readonly clientCode: string;
  readonly sourceCode: string;
  readonly archetype: Archetype;
  readonly taste: Taste;
  readonly favouriteWines: readonly string[];
  readonly usualGapDays: number | null;
  readonly nextDueOn: Day | null;
  readonly lapsedOn: Day | null;
  readonly isTrade: boolean;
  readonly isTill: boolean;
  readonly isOptedOut: boolean;
  readonly isBounced: boolean;
  readonly isUnder18: boolean;
  readonly duplicateOf: string | null;
  readonly householdOf: string | null;
  readonly expected: { readonly email: string | null; readonly telephone: string | null; readonly codePostal: string };
  readonly saleDocuments: number;
  readonly netAllHtCents: number;
  readonly bottles: number;
  readonly lastSaleOn: Day | null;
}

export interface DeletedDocument {
  readonly type: DocumentType;
  readonly number: string;
  readonly lines: number;
  readonly netAllHtCents: number;
  /** The export that no longer holds it. */
  readonly missingFrom: Day;
}

export interface EditedDocument {
  readonly type: DocumentType;
  readonly number: string;
  readonly change: 'quantity' | 'date';
  readonly before: string;
  readonly after: string;
  readonly correctedIn: Day;
}

export interface LateReturn {
  readonly number: string;
  readonly day: Day;
  readonly ofType: DocumentType;
  readonly ofNumber: string;
  readonly ofDay: Day;
}

/** `truth.json`: what is true about the exports beside it. */
export interface DemoTruth {
  readonly estate: { readonly slug: string; readonly name: string };
  readonly options: Omit<DemoOptions, 'out'>;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly files: readonly DemoFile[];
  readonly totals: DemoTotals;
  readonly months: Readonly<Record<string, MonthTotals>>;
  readonly packagings: Readonly<Record<string, PackagingTotals>>;
  /** Empty for a single benchmark file, which may hold hundreds of thousands of clients. */
  readonly clients: readonly DemoClientTruth[];
  readonly clientCount: number;
  /** The wines each taste wants most, by name. */
  readonly tasteWines: Readonly<Record<Taste, readonly string[]>>;
  /** Every label written for a wine → the name of that wine. */
  readonly labels: Readonly<Record<string, string>>;
  readonly collisions: readonly { readonly clientCode: string; readonly sourceCodes: readonly string[] }[];
  readonly flaws: FlawCounts;
  readonly deletedDocuments: readonly DeletedDocument[];
  readonly editedDocuments: readonly EditedDocument[];
  readonly lateReturns: readonly LateReturn[];
}
