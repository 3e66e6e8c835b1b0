import { writtenDay } from './calendar.ts';
import { type DemoClient, isPrivate } from './clients.ts';
import { bounceDay, unsubscribeDay } from './contacts-table.ts';
import { isCounted } from './documents.ts';
import type { SaleDocument, SaleLine } from './dressing.ts';
import { type FlawCounts, noFlaws } from './flaws.ts';
import { packagings } from './packagings.ts';
import type {
  DeletedDocument,
  DemoClientTruth,
  DemoFile,
  DemoTotals,
  EditedDocument,
  LateReturn,
  MonthTotals,
  PackagingTotals,
} from './truth.ts';
import { wines } from './wines.ts';

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
    saleLines: 0,
    returnLines: 0,
    freeLines: 0,
    feeLines: 0,
    ignoredLines: 0,
    rejectedLines: 0,
    saleDocuments: 0,
    returnDocuments: 0,
    ignoredDocuments: 0,
    netWineHtCents: 0,
    netWineTtcCents: 0,
    netAllHtCents: 0,
    netAllTtcCents: 0,
    bottles: 0,
    equivalentThousandths: 0,
    freeBottles: 0,
  };
  return {
    flaws: noFlaws(),
    files: [],
    totals,
    months: new Map(),
    packagings: new Map(),
    clientSums: new Map(),
    labels: new Map(),
    deletedDocuments: [],
    editedDocuments: [],
    lateReturns: [],
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

/** Remembers which wine a written label means; one label for two wines would make the truth unknowable, and is a bug. */
export function learnLabel(ledger: TruthLedger, label: string, wine: string): void {
  const known = ledger.labels.get(label);
  if (known === undefined) ledger.labels.set(label, wine);
  else if (known !== wine) throw new RangeError(`"${label}" would mean ${known} and ${wine}`);
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

/** What is true of a client on the last day. */
export function clientTruth(
  ledger: TruthLedger,
  clients: readonly DemoClient[],
  client: DemoClient,
  consent: {
    readonly firstDay: number;
    readonly exportDay: number;
    readonly firstExportDay: number;
    readonly lastDay: number;
  },
): DemoClientTruth {
  const sums = ledger.clientSums.get(client.index);
  const kin = (index: number | null) => (index === null ? null : (clients[index]?.sourceCode ?? null));
  const { email, telephoneE164, codePostal } = client.person;
  return {
    clientCode: client.clientCode,
    sourceCode: client.sourceCode,
    archetype: client.archetype,
    taste: client.taste,
    favouriteWines: client.repertoire.flatMap((index) => wines[index]?.label ?? []),
    usualGapDays: client.orderCount >= 2 || client.anchors.length > 0 ? client.gapDays : null,
    nextDueOn: Number.isFinite(client.nextOrderOn) ? writtenDay(client.nextOrderOn) : null,
    lapsedOn: client.lapsesOn === null ? null : writtenDay(client.lapsesOn),
    isTrade: client.trade !== null,
    isTill: client.habit === 'till',
    isUnder18: client.isMinor,
    isOptedOut: client.optsOut || unsubscribeDay(consent, client) !== null,
    isBounced: isPrivate(client) && !client.optsOut && bounceDay(consent, client) !== null,
    duplicateOf: kin(client.duplicateOf),
    householdOf: kin(client.householdOf),
    expected: { email, telephone: telephoneE164, codePostal },
    saleDocuments: sums?.saleDocuments ?? 0,
    netAllHtCents: sums?.netAllHtCents ?? 0,
    bottles: sums?.bottles ?? 0,
    lastSaleOn: sums?.lastSaleOn == null ? null : writtenDay(sums.lastSaleOn),
  };
}
