/** Walks the rows of a planned file into its staging file. */
import { type OwnCsvFile, OwnCsvWriter } from '../values/own-csv.ts';
import { countEn, countFr } from '../values/sentence.ts';
import type { Forgotten } from '../estate/forgotten.ts';
import type { CsvScanner } from './csv-reader.ts';
import { toUtf8 } from './decode.ts';
import { ForgottenRows, namesPeople } from './forgotten-rows.ts';
import { readRawBytes } from './raw-bytes.ts';
import { type ReadingPlan, scannerOf, type TextSource, type WorkbookSource } from './reading.ts';
import { type RowTally, StagingRows } from './staging-rows.ts';
import { stop } from './unreadable.ts';

export interface WrittenStaging {
  readonly file: OwnCsvFile;
  readonly rows: StagingRows;
  /** Hash of the rows without the mark of their file (see StagingRows). */
  readonly wordsHash: string;
}

/**
 * Writes the staging file of a plan at `path` (absolute, without `.gz`), whole or not at all. Throws `UnreadableFile` when
 * the export turns out to be damaged further down, `Failure` when the disk refuses. `forgotten`: whose rows are kept without them.
 */
export async function writeStaging(
  plan: ReadingPlan,
  path: string,
  fileMark: string,
  forgotten?: Forgotten,
): Promise<WrittenStaging> {
  const writer = new OwnCsvWriter(path);
  try {
    const rows = new StagingRows(plan, fileMark, writer, forgottenRows(plan, forgotten));
    if (plan.source.kind === 'text') await walkText(plan, plan.source, rows, writer);
    else await walkWorkbook(plan, plan.source, rows, writer);
    refuseGroupsOfClients(rows.tally);
    rows.flush();
    return { file: await writer.close(), rows, wordsHash: rows.wordsHash() };
  } catch (error) {
    await writer.abandon();
    throw error;
  }
}

/**
 * A list that names each client in a line of its own above their sales has no client on the sales themselves. Read as it is, all of
 * them would go to the passing client.
 */
function refuseGroupsOfClients({ rows, clientTitles, clientless, inherited }: RowTally): void {
  const unnamed = clientless - inherited;
  if (clientTitles === 0 || unnamed < clientTitles || unnamed < rows * 0.9) return;
  throw stop(
    'GROUPED_BY_CLIENT',
    `ses ventes sont groupées sous le nom de chaque client (${countFr(clientTitles, 'client')}), et ${countFr(unnamed, 'ligne ne porte', 'lignes ne portent')} pas de code client. Refaites l’export en liste simple, avec le code client sur chaque ligne`,
    `its sales are grouped below the name of each client (${countEn(clientTitles, 'client')}), and ${countEn(unnamed, 'line bears', 'lines bear')} no client code. Export it again as a plain list, with the client code on each line`,
  );
}

function forgottenRows({ dataset, mapping }: ReadingPlan, forgotten: Forgotten | undefined): ForgottenRows | undefined {
  if (!forgotten || !namesPeople(dataset)) return undefined;
  return new ForgottenRows(
    forgotten,
    dataset,
    mapping.headers.map(({ column }) => column),
  );
}

async function walkText(plan: ReadingPlan, source: TextSource, rows: StagingRows, writer: OwnCsvWriter): Promise<void> {
  const scanner = scannerOf(source);
  const { encoding, bomBytes } = source.finding;
  for await (const chunk of toUtf8(readRawBytes(source.path), encoding, bomBytes)) {
    scanner.push(chunk);
    drain(scanner, plan, rows);
    await writer.ready();
  }
  scanner.finish();
  drain(scanner, plan, rows);
}

function drain(scanner: CsvScanner, plan: ReadingPlan, rows: StagingRows): void {
  while (scanner.next()) {
    if (scanner.line > plan.headerLine) rows.takeRecord(scanner);
    // Only below the header is it known how wide a row should be: titles above may hold any quote.
    else if (scanner.line === plan.headerLine) scanner.expectedFields = plan.headerCells.length;
  }
}

async function walkWorkbook(
  plan: ReadingPlan,
  source: WorkbookSource,
  rows: StagingRows,
  writer: OwnCsvWriter,
): Promise<void> {
  for await (const { row, cells } of source.open.allRows()) {
    if (row > plan.headerLine) rows.takeCells(row, cells, '');
    await writer.ready();
  }
}
