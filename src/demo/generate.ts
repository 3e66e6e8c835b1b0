import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasets, type Dataset } from '../values/dataset.ts';
import type { Day } from '../values/day.ts';
import { dayNumber, writtenDay } from './calendar.ts';
import { clientHeaders, clientRows } from './clients-table.ts';
import { contactHeaders, contactRows } from './contacts-table.ts';
import { type Dialect, dialectOf, fileEnding } from './dialect.ts';
import { clientTruth, openLedger, type TruthLedger } from './ledger.ts';
import { headersOfProducts, headersOfStock, productRows, stockRows } from './products-table.ts';
import { openEstate, type Simulation } from './simulation.ts';
import { type TableRow, writeTable } from './table-file.ts';
import { winesOfTaste } from './tastes.ts';
import type { DemoOptions, DemoTruth } from './truth.ts';
import { type SoldAtExport, writeSingleSalesFile, writeWeeklySales } from './weekly-exports.ts';

/** What `cuvee demo` asks for. */
export interface GenerateDemoOptions {
  /** The folder to fill: one sub-folder per dataset, and truth.json beside them. */
  readonly out: string;
  readonly clients: number;
  readonly years: number;
  readonly seed: number;
  /** The Monday of the last export. */
  readonly until: Day;
  /** How many weekly exports, the whole history being the first; 3 by default. */
  readonly weeks?: number;
  /** Whether the files are as dirty as real ones (default), or plain Windows-1252 with nothing missing. */
  readonly flaws?: boolean;
  /** One large file of sales for measuring, with the clients and the products, instead of the weekly exports. */
  readonly singleFile?: boolean;
  /** How many lines the single file has; the number of clients then follows from it. */
  readonly lines?: number;
  onProgress?(done: number, total: number): void;
}

/**
 * Writes the exports of the fictional Domaine de la Petite Cuvée and what is true about them. The same options give the same
 * bytes. A million lines take the memory of their clients, not of their lines. Throws a RangeError when `until` is no day.
 */
export async function generateDemo(options: GenerateDemoOptions): Promise<DemoTruth> {
  const settings = complete(options);
  const endDay = dayNumber(settings.until);
  const exportDays = mondays(endDay, settings.weeks);
  const simulation = openEstate({
    seed: settings.seed,
    clients: settings.clients,
    flaws: settings.flaws,
    firstDay: endDay - Math.round(settings.years * 365.25),
    endDay,
  });
  const ledger = openLedger();
  for (const dataset of datasetsOf(settings)) await mkdir(join(settings.out, dataset), { recursive: true });
  const progress = (done: number, total: number) => options.onProgress?.(done, total);
  const sold = settings.singleFile
    ? await writeSingleSalesFile(settings, simulation, ledger, progress).then(() => [simulation.sold])
    : await writeWeeklySales(settings, simulation, ledger, exportDays, progress);
  await writeRegisters(settings, simulation, ledger, exportDays, sold);
  const truth = truthOf(settings, simulation, ledger, exportDays);
  await writeFile(join(settings.out, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
  return truth;
}

// Measured over seeds: what a client of this estate adds a year, all documents and the till included.
const linesPerClientYear = 8.5;

function complete(options: GenerateDemoOptions): DemoOptions {
  const { out, years, seed, until, flaws = true, singleFile = false, lines = null } = options;
  const clients = lines === null ? options.clients : Math.ceil((lines * 1.04) / (linesPerClientYear * years)) + 20;
  return { out, clients, years, seed, until, weeks: singleFile ? 1 : (options.weeks ?? 3), flaws, singleFile, lines };
}

function mondays(lastDay: number, weeks: number): readonly number[] {
  return Array.from({ length: weeks }, (_, position) => lastDay - 7 * (weeks - 1 - position));
}

function datasetsOf({ singleFile }: DemoOptions): readonly Dataset[] {
  return singleFile ? ['ventes_lignes', 'clients', 'produits'] : datasets;
}

async function writeRegisters(
  settings: DemoOptions,
  simulation: Simulation,
  ledger: TruthLedger,
  exportDays: readonly number[],
  sold: SoldAtExport,
): Promise<void> {
  for (const [ordinal, exportDay] of exportDays.entries()) {
    for (const dataset of datasetsOf(settings)) {
      if (dataset === 'ventes_lignes') continue;
      const dialect = dialectOf(dataset, ordinal, settings.flaws);
      const exportedOn = writtenDay(exportDay);
      const path = `${dataset}/${dataset}_${exportedOn.replaceAll('-', '')}_0600.${fileEnding(dialect.container)}`;
      const { headers, rows } = registerOf(dataset, dialect, {
        settings,
        simulation,
        exportDays,
        ordinal,
        exportDay,
        sold,
      });
      const title = `Domaine de la Petite Cuvée, ${dataset}`;
      const table = { dataset, path, absolutePath: join(settings.out, path), exportedOn, title, headers, rows };
      ledger.files.push(await writeTable(ledger, dialect, table));
    }
  }
}

interface RegisterSource {
  readonly settings: DemoOptions;
  readonly simulation: Simulation;
  readonly exportDays: readonly number[];
  readonly ordinal: number;
  readonly exportDay: number;
  readonly sold: SoldAtExport;
}

function registerOf(
  dataset: Exclude<Dataset, 'ventes_lignes'>,
  dialect: Dialect,
  { settings, simulation, exportDays, ordinal, exportDay, sold }: RegisterSource,
): { headers: readonly string[]; rows: Iterable<TableRow> } {
  const { seed, flaws } = settings;
  const { catalogue } = simulation.market;
  const { firstDay, endDay } = simulation.options;
  const common = { seed, flaws, ordinal, exportDay, firstExportDay: exportDays[0] ?? endDay, lastDay: endDay, dialect };
  const { clients } = simulation;
  if (dataset === 'clients') return { headers: clientHeaders(dialect), rows: clientRows(common, clients) };
  if (dataset === 'produits') return { headers: headersOfProducts(dialect), rows: productRows(catalogue, exportDay) };
  if (dataset === 'stock') {
    const soldThen = { sold: sold[ordinal] ?? simulation.sold, soldAtLast: simulation.sold };
    const rows = stockRows(catalogue, { seed, exportDay, lastDay: endDay, ...soldThen });
    return { headers: headersOfStock(dialect), rows };
  }
  const fromDay = ordinal === 0 ? firstDay : exportDay - 56;
  return { headers: contactHeaders(dialect), rows: contactRows({ ...common, firstDay, fromDay }, clients) };
}

function truthOf(
  settings: DemoOptions,
  simulation: Simulation,
  ledger: TruthLedger,
  exportDays: readonly number[],
): DemoTruth {
  const { clients } = simulation;
  const { firstDay, endDay } = simulation.options;
  const { out: _, ...options } = settings;
  const consent = { firstDay, exportDay: endDay, lastDay: endDay, firstExportDay: exportDays[0] ?? endDay };
  return {
    estate: { slug: 'petit-domaine', name: 'Domaine de la Petite Cuvée' },
    options,
    firstDay: writtenDay(firstDay),
    lastDay: writtenDay(endDay - 1),
    files: ledger.files,
    totals: ledger.totals,
    months: Object.fromEntries(ledger.months),
    packagings: Object.fromEntries(ledger.packagings),
    clients: settings.singleFile ? [] : clients.map((client) => clientTruth(ledger, clients, client, consent)),
    clientCount: clients.length,
    tasteWines: tasteWines(),
    labels: Object.fromEntries(ledger.labels),
    collisions: collisionsOf(simulation),
    flaws: ledger.flaws,
    deletedDocuments: ledger.deletedDocuments,
    editedDocuments: ledger.editedDocuments,
    lateReturns: ledger.lateReturns,
  };
}

function tasteWines(): DemoTruth['tasteWines'] {
  return {
    riesling_sec: winesOfTaste('riesling_sec'),
    moelleux: winesOfTaste('moelleux'),
    cremant: winesOfTaste('cremant'),
    pinot_noir: winesOfTaste('pinot_noir'),
    pinot_gris: winesOfTaste('pinot_gris'),
    leger: winesOfTaste('leger'),
    eclectique: winesOfTaste('eclectique'),
  };
}

function collisionsOf({ clients }: Simulation): DemoTruth['collisions'] {
  const sourceCodes = new Map<string, string[]>();
  for (const client of clients) {
    if (!client.isColliding) continue;
    sourceCodes.set(client.clientCode, [...(sourceCodes.get(client.clientCode) ?? []), client.sourceCode]);
  }
  return [...sourceCodes].map(([clientCode, codes]) => ({ clientCode, sourceCodes: codes }));
}
