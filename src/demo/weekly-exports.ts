import { join } from 'node:path';
import { writtenDay } from './calendar.ts';
import { dialectOf } from './dialect.ts';
import { creditNote } from './documents.ts';
import { type SaleDocument, withQuantity } from './dressing.ts';
import { netAllHtCents, settle, type TruthLedger } from './ledger.ts';
import { type Random, randomOf } from './random.ts';
import { closeSalesFile, openSalesFile, type SalesFile, writeDocument } from './sales-file.ts';
import { issue, type SimulatedDay, type Simulation, simulate, tillTicket } from './simulation.ts';
import type { DemoOptions } from './truth.ts';

/** Eight weeks: how far back a weekly export reaches. */
const overlapDays = 56;

/** Called with the share of the work that is done. */
export type Progress = (done: number, total: number) => void;

/** What the weekly exports work on; `recent` holds the documents that a later export may still show, or change. */
interface Weeks {
  readonly options: DemoOptions;
  readonly simulation: Simulation;
  readonly ledger: TruthLedger;
  readonly days: Generator<SimulatedDay>;
  readonly exportDays: readonly number[];
  readonly touched: Set<SaleDocument>;
  readonly oldInvoices: SaleDocument[];
  readonly soldAtExport: Float64Array[];
  readonly progress: Progress;
  recent: SaleDocument[];
}

/** What was sold of each product when each export left. */
export type SoldAtExport = readonly Float64Array[];

/**
 * Lives the history and writes the sales as the software exports them: first the whole past, then each Monday the last eight
 * weeks, with what was corrected, deleted and brought back meanwhile.
 */
export async function writeWeeklySales(
  options: DemoOptions,
  simulation: Simulation,
  ledger: TruthLedger,
  exportDays: readonly number[],
  progress: Progress,
): Promise<SoldAtExport> {
  const state = { touched: new Set<SaleDocument>(), oldInvoices: [], soldAtExport: [], recent: [] };
  const weeks: Weeks = { options, simulation, ledger, exportDays, progress, days: simulate(simulation), ...state };
  for (const [ordinal, exportDay] of exportDays.entries()) {
    if (ordinal === 0) await writeHistory(weeks, exportDay);
    else await writeWeek(weeks, ordinal, exportDay);
    weeks.soldAtExport.push(simulation.sold.slice());
  }
  for (const document of weeks.recent) settle(ledger, document);
  return weeks.soldAtExport;
}

/** One file with the whole history, for measuring: it stops at the line asked for, when one is. */
export async function writeSingleSalesFile(
  options: DemoOptions,
  simulation: Simulation,
  ledger: TruthLedger,
  progress: Progress,
): Promise<void> {
  const exportDay = simulation.options.endDay;
  const file = openExport(options, ledger, 0, exportDay);
  const total = options.lines ?? Number.POSITIVE_INFINITY;
  const write = async (document: SaleDocument) => {
    const room = total - file.dataLines;
    const whole = document.lines.length <= room ? document : { ...document, lines: document.lines.slice(0, room) };
    if (room <= 0) return;
    writeDocument(file, whole);
    settle(ledger, whole);
    if (file.sink.isFull) await file.sink.flush();
  };
  for (const { day, documents } of simulate(simulation)) {
    for (const document of documents) await write(document);
    reportDay(options, simulation, file, day, progress);
    if (file.dataLines >= total) break;
  }
  // A small estate may fall short of the lines asked for: the till of the last day makes up for them.
  for (let ordinal = 100_000; options.lines !== null && file.dataLines < total; ordinal++) {
    const ticket = tillTicket(simulation, exportDay - 1, ordinal);
    if (ticket !== undefined) await write(ticket);
  }
  ledger.files.push(await closeSalesFile(file, writtenDay(exportDay)));
}

function reportDay(
  { lines }: DemoOptions,
  { options }: Simulation,
  file: SalesFile,
  day: number,
  progress: Progress,
): void {
  if (lines === null) progress(day + 1 - options.firstDay, options.endDay - options.firstDay);
  else progress(Math.min(file.dataLines, lines), lines);
}

async function writeHistory(weeks: Weeks, exportDay: number): Promise<void> {
  const { options, ledger, simulation } = weeks;
  const file = openExport(options, ledger, 0, exportDay);
  const random = randomOf(options.seed, 91);
  const nextExportDay = weeks.exportDays[1];
  const keepFrom = nextExportDay === undefined ? Number.POSITIVE_INFINITY : nextExportDay - overlapDays;
  for (let day = simulation.options.firstDay; day < exportDay; day++) {
    for (const document of liveOneDay(weeks)) {
      writeDocument(file, document);
      if (day >= keepFrom) weeks.recent.push(document);
      else settle(ledger, document);
      if (day < exportDay - 70) remember(weeks.oldInvoices, document, random);
    }
    if (file.sink.isFull) await file.sink.flush();
  }
  ledger.files.push(await closeSalesFile(file, writtenDay(exportDay)));
}

async function writeWeek(weeks: Weeks, ordinal: number, exportDay: number): Promise<void> {
  const { options, ledger } = weeks;
  const random = randomOf(options.seed, 92, ordinal);
  const lastExportDay = weeks.exportDays[ordinal - 1] ?? exportDay - 7;
  changeThePast(weeks, exportDay, lastExportDay, random);
  for (let day = lastExportDay; day < exportDay; day++) weeks.recent.push(...liveOneDay(weeks));
  bringBack(weeks, exportDay, random);
  const file = openExport(options, ledger, ordinal, exportDay);
  const shown = weeks.recent.filter(({ day }) => day >= exportDay - overlapDays);
  for (const document of shown.toSorted((one, other) => one.day - other.day)) {
    writeDocument(file, document);
    if (file.sink.isFull) await file.sink.flush();
  }
  ledger.flaws.overlapping_export++;
  ledger.files.push(await closeSalesFile(file, writtenDay(exportDay)));
}

function openExport(options: DemoOptions, ledger: TruthLedger, ordinal: number, exportDay: number): SalesFile {
  const day = writtenDay(exportDay);
  const path = `ventes_lignes/ventes_lignes_${day.replaceAll('-', '')}_0600.csv`;
  const title = `Journal des ventes, édité le ${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)} à 06:00`;
  return openSalesFile(ledger, dialectOf('ventes_lignes', ordinal, options.flaws), {
    path,
    absolutePath: join(options.out, path),
    title,
  });
}

function liveOneDay(weeks: Weeks): readonly SaleDocument[] {
  const next = weeks.days.next();
  if (next.done === true) return [];
  const { firstDay, endDay } = weeks.simulation.options;
  weeks.progress(next.value.day + 1 - firstDay, endDay - firstDay);
  return next.value.documents;
}

// A sample of invoices too old for any window, whose bottles may still come back.
function remember(oldInvoices: SaleDocument[], document: SaleDocument, random: Random): void {
  const isReturnable = document.type === 'FACTURE' && document.client !== null && document.lines[0]?.kind === 'wine';
  if (!isReturnable || !random.chance(0.1)) return;
  if (oldInvoices.length >= 40) oldInvoices.shift();
  oldInvoices.push(document);
}

// Two quantities, one date and one whole document a week, among what the export before had already shown.
function changeThePast(weeks: Weeks, exportDay: number, lastExportDay: number, random: Random): void {
  const correctedIn = writtenDay(exportDay);
  const pick = () => pickUntouched(weeks, exportDay - overlapDays + 7, lastExportDay, random);
  correctQuantity(weeks, pick(), correctedIn);
  correctQuantity(weeks, pick(), correctedIn);
  correctDate(weeks, pick(), correctedIn, random);
  deleteDocument(weeks, pick(), correctedIn);
}

function pickUntouched(weeks: Weeks, fromDay: number, beforeDay: number, random: Random): SaleDocument | undefined {
  const candidates = weeks.recent.filter(
    (document) =>
      (document.type === 'FACTURE' || document.type === 'VENTE') &&
      document.day >= fromDay &&
      document.day < beforeDay &&
      document.client !== null &&
      !document.number.startsWith('V000') &&
      document.lines.every((line) => line.reject === null) &&
      document.lines[0]?.kind === 'wine' &&
      !weeks.touched.has(document),
  );
  return candidates.length === 0 ? undefined : random.pick(candidates);
}

function correctQuantity(weeks: Weeks, document: SaleDocument | undefined, correctedIn: string): void {
  const first = document?.lines[0];
  if (document === undefined || first === undefined) return;
  const quantity = first.quantity > 1 ? first.quantity - 1 : first.quantity + 1;
  const lines = [withQuantity(first, quantity), ...document.lines.slice(1)];
  replace(weeks, document, { ...document, lines });
  const change = { change: 'quantity', before: String(first.quantity), after: String(quantity), correctedIn } as const;
  weeks.ledger.editedDocuments.push({ type: document.type, number: document.number, ...change });
  weeks.ledger.flaws.quantity_corrected++;
}

function correctDate(weeks: Weeks, document: SaleDocument | undefined, correctedIn: string, random: Random): void {
  if (document === undefined) return;
  const day = document.day - random.int(1, 6);
  replace(weeks, document, { ...document, day });
  const change = { change: 'date', before: writtenDay(document.day), after: writtenDay(day), correctedIn } as const;
  weeks.ledger.editedDocuments.push({ type: document.type, number: document.number, ...change });
  weeks.ledger.flaws.date_corrected++;
}

function deleteDocument(weeks: Weeks, document: SaleDocument | undefined, missingFrom: string): void {
  if (document === undefined) return;
  weeks.recent = weeks.recent.filter((one) => one !== document);
  const { type, number, lines } = document;
  const netCents = netAllHtCents(document);
  weeks.ledger.deletedDocuments.push({ type, number, lines: lines.length, netAllHtCents: netCents, missingFrom });
  weeks.ledger.flaws.document_deleted++;
}

function replace(weeks: Weeks, before: SaleDocument, after: SaleDocument): void {
  weeks.recent = weeks.recent.map((document) => (document === before ? after : document));
  weeks.touched.add(after);
}

// A credit note of this week for an invoice that left the window long ago.
function bringBack(weeks: Weeks, exportDay: number, random: Random): void {
  const invoice = weeks.oldInvoices.pop();
  if (invoice === undefined || invoice.client === null) return;
  const day = exportDay - random.int(2, 6);
  const draft = creditNote({ client: invoice.client, day, lines: invoice.lines }, 0, random);
  const document = issue(weeks.simulation, draft);
  weeks.recent.push(document);
  const of = { ofType: invoice.type, ofNumber: invoice.number, ofDay: writtenDay(invoice.day) };
  weeks.ledger.lateReturns.push({ number: document.number, day: writtenDay(day), ...of });
  weeks.ledger.flaws.late_return++;
}
