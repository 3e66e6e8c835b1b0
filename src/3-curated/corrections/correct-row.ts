/**
 * "Corriger ici": a person writes what a refused row of an export should have said. The correction is kept by the words of the
 * row, so the same row in next week's export is corrected too; the export itself is never altered.
 */
import { pathOnDisk } from '../../1-raw/folders.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { RefusedByRule } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { type Dataset, datasetColumns } from '../../values/dataset.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { workingRows } from '../working-rows.ts';
import { rowHash, wordColumns } from './row-words.ts';

const selectStaging = loadSql(import.meta.url, './staging-of-row.sql');
const correctionsOfRow = loadSql(import.meta.url, './row-corrections-of.sql');
const upsertCorrections = loadSql(import.meta.url, './upsert-corrections.sql');
const deleteCorrections = loadSql(import.meta.url, './delete-corrections.sql');

/** A row of an export: the file, and the line it begins on. */
export interface RowKey {
  readonly source: string;
  readonly dataset: Dataset;
  readonly fileHash: string;
  readonly fileLine: number;
}

/** A row by its words, wherever it stands. */
export interface CorrectedRowKey {
  readonly source: string;
  readonly dataset: string;
  readonly rowHash: string;
}

export interface MadeCorrection {
  readonly columnName: string;
  readonly value: string;
  readonly author: string;
  readonly reason: string;
  readonly decidedAt: Date;
}

/** A row as the export has it, and what was corrected in it. */
export interface CorrectableRow {
  readonly rowHash: string;
  /** The cells a person may correct, in the order of the file. */
  readonly cells: readonly { readonly column: string; readonly value: string }[];
  /** Why reading did not trust the row; empty when it did. */
  readonly issue: string;
  readonly corrections: readonly MadeCorrection[];
  /** Whether cleaning refused it, or would have without the corrections. */
  readonly isRefused: boolean;
}

/** The column a person empties to say that a row is right as it was read. */
const trustColumn = 'source_issue';

/** Reads one row to be corrected; undefined when the file, or a row on that line, is not there. */
export async function readCorrectableRow(world: World, key: RowKey): Promise<CorrectableRow | undefined> {
  const staging = await world.database.one<{ stagingPath: string; isRefused: boolean }>(selectStaging, {
    ...parametersOf(world, key),
    file_hash: key.fileHash,
    file_line: key.fileLine,
  });
  if (!staging) return undefined;
  const span = { lineColumn: 'source_line', from: key.fileLine, to: key.fileLine } as const;
  const { header, rows } = await workingRows(pathOnDisk(world.folders, staging.stagingPath), span);
  const cells = rows[0]?.cells;
  if (cells === undefined) return undefined;
  const hash = rowHash(wordColumns(header), (index) => cells[index] ?? '');
  const corrections = await world.database.rows<MadeCorrection>(correctionsOfRow, {
    ...parametersOf(world, key),
    row_hash: hash,
  });
  return {
    rowHash: hash,
    cells: header.flatMap((column, index) =>
      isKnown(key.dataset, column) ? [{ column, value: cells[index] ?? '' }] : [],
    ),
    issue: cells[header.indexOf(trustColumn)] ?? '',
    corrections,
    isRefused: staging.isRefused || corrections.length > 0,
  };
}

/**
 * Keeps what the cells of a row should say, journaled; the next run takes the row in. `isTrusted` says that a row which could not
 * be read with certainty is right as it stands. Throws RefusedByRule when there is no such row, it was not refused, or a column is
 * not one of the file.
 */
export async function correctRow(
  world: World,
  correction: RowKey & {
    readonly values: Readonly<Record<string, string>>;
    readonly isTrusted?: boolean;
    readonly reason?: string;
  },
): Promise<CorrectableRow> {
  const row = await readCorrectableRow(world, correction);
  if (!row) throw noSuchRow();
  if (!row.isRefused) throw notRefused();
  const values = changedValues(row, correction.values);
  if (correction.isTrusted === true && row.issue !== '') values.push({ column_name: trustColumn, value: '' });
  if (values.length === 0) throw nothingChanged();
  await world.database.transaction(async (session) => {
    const key = { ...parametersOf(world, correction), row_hash: row.rowHash };
    await session.execute(deleteCorrections, key);
    await session.execute(upsertCorrections, {
      ...key,
      author: world.actor,
      reason: correction.reason ?? '',
      decided_at: world.clock().toISOString(),
      values: JSON.stringify(values),
    });
    await journal(world, session, correction, row, values);
  });
  return (await readCorrectableRow(world, correction)) ?? row;
}

/** Takes back what was corrected in a row, journaled: the next run reads it as the export has it. Nothing to take back is fine. */
export async function uncorrectRow(world: World, key: CorrectedRowKey): Promise<void> {
  await world.database.transaction(async (session) => {
    const parameters = { estate: world.estate, source: key.source, dataset: key.dataset, row_hash: key.rowHash };
    const corrections = await session.rows<MadeCorrection>(correctionsOfRow, parameters);
    if (corrections.length === 0) return;
    await session.execute(deleteCorrections, parameters);
    await writeJournal(session, {
      estate: world.estate,
      actor: world.actor,
      action: 'row.uncorrected',
      subject: `${key.dataset} ${key.rowHash.slice(0, 8)}`,
      before: { rowHash: key.rowHash, columns: corrections.map(({ columnName }) => columnName) },
    });
  });
}

// The journal names the columns, never the words: they may be a person's.
async function journal(
  world: World,
  session: Session,
  key: RowKey & { readonly reason?: string },
  row: CorrectableRow,
  values: readonly { readonly column_name: string }[],
): Promise<void> {
  await writeJournal(session, {
    estate: world.estate,
    actor: world.actor,
    action: 'row.corrected',
    subject: `${key.dataset} ${key.fileHash.slice(0, 8)}:${key.fileLine}`,
    ...(key.reason === undefined || key.reason === '' ? {} : { reason: key.reason }),
    before: { rowHash: row.rowHash, columns: row.corrections.map(({ columnName }) => columnName) },
    after: { rowHash: row.rowHash, columns: values.map(({ column_name }) => column_name) },
  });
}

function parametersOf(world: World, { source, dataset }: RowKey): { estate: string; source: string; dataset: string } {
  return { estate: world.estate, source, dataset };
}

function isKnown(dataset: Dataset, column: string): boolean {
  const known: readonly string[] = datasetColumns[dataset];
  return known.includes(column);
}

function changedValues(
  row: CorrectableRow,
  values: Readonly<Record<string, string>>,
): { column_name: string; value: string }[] {
  return Object.entries(values).flatMap(([column, value]) => {
    const cell = row.cells.find((known) => known.column === column);
    if (!cell) throw noSuchColumn(column);
    return cell.value === value.trim() ? [] : [{ column_name: column, value: value.trim() }];
  });
}

function noSuchRow(): RefusedByRule {
  return new RefusedByRule(
    'NO_SUCH_ROW',
    sentence('Il n’y a pas de telle ligne dans ce fichier.', 'There is no such row in this file.'),
  );
}

function notRefused(): RefusedByRule {
  return new RefusedByRule(
    'ROW_NOT_REFUSED',
    sentence(
      'Cette ligne a été reprise telle quelle : il n’y a rien à corriger ici. Pour la changer, corrigez-la dans votre logiciel.',
      'This row was taken as it is: there is nothing to correct here. To change it, correct it in your software.',
    ),
  );
}

function noSuchColumn(column: string): RefusedByRule {
  return new RefusedByRule(
    'NO_SUCH_COLUMN',
    sentence(`Ce fichier n’a pas de colonne « ${column} ».`, `This file has no column "${column}".`),
  );
}

function nothingChanged(): RefusedByRule {
  return new RefusedByRule(
    'NOTHING_CHANGED',
    sentence(
      'Rien n’a été changé : les valeurs sont celles du fichier.',
      'Nothing was changed: the values are those of the file.',
    ),
  );
}
