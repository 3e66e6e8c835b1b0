import type { Dataset } from '../values/dataset.ts';
import { type Day, writtenDay } from './calendar.ts';
import { type Archetype, type DemoClient, isPrivate } from './clients.ts';
import type { Dialect } from './dialect.ts';
import { type DocumentType, isCounted } from './documents.ts';
import type { RejectCode, SaleDocument, SaleLine } from './dressing.ts';
import { type FlawCounts, noFlaws } from './flaws.ts';
import { packagings } from './packagings.ts';
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
  /** Every label written for a wine → the name of that wine. */
  readonly labels: Readonly<Record<string, string>>;
  readonly collisions: readonly { readonly clientCode: string; readonly sourceCodes: readonly string[] }[];
  readonly flaws: FlawCounts;
  readonly deletedDocuments: readonly DeletedDocument[];
  readonly editedDocuments: readonly EditedDocument[];
  readonly lateReturns: readonly LateReturn[];
}

interface ClientSums {
  saleDocuments: number;
  netAllHtCents: number;
  bottles: number;
  lastSaleOn: number | null;
}

/** The truth while it is being learnt. */
export interface TruthLedger {
  readonly flaws: FlawCounts;
  readonly files: DemoFile[];
  readonly totals: DemoTotals;
  readonly months: Map<string, MonthTotals>;
  readonly packagings: Map<string, PackagingTotals>;
  readonly clientSums: Map<number, ClientSums>;
  readonly labels: Map<string, string>;
  readonly deletedDocuments: DeletedDocument[];
  readonly editedDocuments: EditedDocument[];
  readonly lateReturns: LateReturn[];
}

export function openLedger(): TruthLedger {
  const totals: DemoTotals = {
    ...{ saleLines: 0, returnLines: 0, freeLines: 0, feeLines: 0, ignoredLines: 0, rejectedLines: 0 },
    ...{ saleDocuments: 0, returnDocuments: 0, ignoredDocuments: 0 },
    ...{ netWineHtCents: 0, netWineTtcCents: 0, netAllHtCents: 0, netAllTtcCents: 0 },
    ...{ bottles: 0, equivalentThousandths: 0, freeBottles: 0 },
  };
  return {
    ...{ flaws: noFlaws(), files: [], totals, months: new Map(), packagings: new Map(), clientSums: new Map() },
    ...{ labels: new Map(), deletedDocuments: [], editedDocuments: [], lateReturns: [] },
  };
}

/** Adds a document that no later export will change any more. */
export function settle(ledger: TruthLedger, document: SaleDocument): void {
  const loaded = document.lines.filter((line) => line.reject === null);
  const { totals } = ledger;
  totals.rejectedLines += document.lines.length - loaded.length;
  if (loaded.length === 0) return;
  if (!isCounted(document.type)) {
    totals.ignoredDocuments++;
    totals.ignoredLines += loaded.length;
    return;
  }
  if (document.type === 'AVOIR') totals.returnDocuments++;
  else totals.saleDocuments++;
  for (const line of loaded) settleLine(ledger, document, line);
  settleClient(ledger, document, loaded);
}

/** What a document is worth, HT in cents, fees included, rejected lines left out. */
export function netAllHtCents(document: SaleDocument): number {
  return document.lines.reduce((sum, line) => sum + (line.reject === null ? line.mtHtCents : 0), 0);
}

function settleLine(ledger: TruthLedger, document: SaleDocument, line: SaleLine): void {
  const { totals } = ledger;
  const month = monthTotals(ledger, document.day);
  month.lines++;
  month.netAllHtCents += line.mtHtCents;
  totals.netAllHtCents += line.mtHtCents;
  totals.netAllTtcCents += line.mtTtcCents;
  if (line.kind === 'fee') totals.feeLines++;
  else if (line.kind === 'free') settleFree(totals, line);
  else settleWine(ledger, document, line, month);
}

function settleFree(totals: DemoTotals, line: SaleLine): void {
  totals.freeLines++;
  totals.freeBottles += bottlesOf(line);
}

function settleWine(ledger: TruthLedger, document: SaleDocument, line: SaleLine, month: MonthTotals): void {
  const { totals } = ledger;
  const code = line.packaging ?? 'BOUTEILLE';
  const packaging = packagingTotals(ledger, code);
  const bottles = bottlesOf(line);
  if (document.type === 'AVOIR') totals.returnLines++;
  else totals.saleLines++;
  totals.netWineHtCents += line.mtHtCents;
  totals.netWineTtcCents += line.mtTtcCents;
  totals.bottles += bottles;
  totals.equivalentThousandths += line.quantity * packagings[code].equivalentThousandths;
  month.netWineHtCents += line.mtHtCents;
  month.bottles += bottles;
  packaging.lines++;
  packaging.quantity += line.quantity;
  packaging.bottles += bottles;
}

function settleClient(ledger: TruthLedger, document: SaleDocument, loaded: readonly SaleLine[]): void {
  if (document.client === null) return;
  const { index } = document.client;
  const sums = ledger.clientSums.get(index) ?? { saleDocuments: 0, netAllHtCents: 0, bottles: 0, lastSaleOn: null };
  ledger.clientSums.set(index, sums);
  for (const line of loaded) {
    sums.netAllHtCents += line.mtHtCents;
    if (line.kind === 'wine') sums.bottles += bottlesOf(line);
  }
  if (document.type === 'AVOIR') return;
  sums.saleDocuments++;
  sums.lastSaleOn = Math.max(sums.lastSaleOn ?? 0, document.day);
}

function bottlesOf(line: SaleLine): number {
  return line.quantity * packagings[line.packaging ?? 'BOUTEILLE'].bottles;
}

function monthTotals(ledger: TruthLedger, day: number): MonthTotals {
  const name = writtenDay(day).slice(0, 7);
  const known = ledger.months.get(name);
  if (known !== undefined) return known;
  const fresh = { lines: 0, netWineHtCents: 0, netAllHtCents: 0, bottles: 0 };
  ledger.months.set(name, fresh);
  return fresh;
}

function packagingTotals(ledger: TruthLedger, code: string): PackagingTotals {
  const known = ledger.packagings.get(code);
  if (known !== undefined) return known;
  const fresh = { lines: 0, quantity: 0, bottles: 0 };
  ledger.packagings.set(code, fresh);
  return fresh;
}

export type { RejectCode };

/** What is true of a client on the last day. */
export function clientTruth(ledger: TruthLedger, clients: readonly DemoClient[], client: DemoClient, wineNames: readonly string[]): DemoClientTruth {
  const sums = ledger.clientSums.get(client.index);
  const kin = (index: number | null) => (index === null ? null : (clients[index]?.sourceCode ?? null));
  const { email, telephoneE164, codePostal } = client.person;
  return {
    ...{ clientCode: client.clientCode, sourceCode: client.sourceCode, archetype: client.archetype, taste: client.taste },
    favouriteWines: client.repertoire.flatMap((index) => wineNames[index] ?? []),
    usualGapDays: client.orderCount >= 2 || client.anchors.length > 0 ? client.gapDays : null,
    nextDueOn: Number.isFinite(client.nextOrderOn) ? writtenDay(client.nextOrderOn) : null,
    lapsedOn: client.lapsesOn === null ? null : writtenDay(client.lapsesOn),
    ...{ isTrade: client.trade !== null, isTill: client.habit === 'till', isUnder18: client.isMinor },
    isOptedOut: isPrivate(client) && (client.optsOut || client.unsubscribes),
    isBounced: client.bounces,
    ...{ duplicateOf: kin(client.duplicateOf), householdOf: kin(client.householdOf) },
    expected: { email, telephone: telephoneE164, codePostal },
    ...{ saleDocuments: sums?.saleDocuments ?? 0, netAllHtCents: sums?.netAllHtCents ?? 0, bottles: sums?.bottles ?? 0 },
    lastSaleOn: sums?.lastSaleOn == null ? null : writtenDay(sums.lastSaleOn),
  };
}
