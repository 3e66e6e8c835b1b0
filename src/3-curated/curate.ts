/**
 * Room 3: each staged file becomes a curated file, typed and normalised, and its refused lines become rejects. Nothing is
 * invented, and kept + rejected = read, in rows and in euros.
 */
import { chooseProfile } from '../2-staging/profile.ts';
import type { Settings } from '../estate/settings.ts';
import { stableHash } from '../values/stable-json.ts';
import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { pathOnDisk } from '../1-raw/folders.ts';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Dataset } from '../values/dataset.ts';
import { documentTypeKey } from '../values/document-id.ts';
import { ownCsvRecord, readOwnCsv, removeAbandonedFiles } from '../values/own-csv.ts';
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import type { RunWorld, StepResult } from '../world.ts';
import { type Corrections, correctionsHash, readCorrections } from './corrections/corrections.ts';
import { curateFile, type StagedFile } from './curate-file.ts';
import { copyRepeated, type CurationAccount, findRepeated } from './repeated-file.ts';
import { isTold, isWarningCode, type Warning, warningSentence } from './warning.ts';

const pendingStagings = loadSql(import.meta.url, './pending-stagings.sql');
const curationsOfRun = loadSql(import.meta.url, './curations-of-run.sql');
const unknownTypesOfRun = loadSql(import.meta.url, './unknown-types-of-run.sql');
const deleteRejects = loadSql(import.meta.url, './delete-rejects.sql');
const upsertCuration = loadSql(import.meta.url, './upsert-curation.sql');
const copyRejects =
  'copy etl.rejects (estate_id, source, dataset, file_hash, file_line, column_name, code, raw_value, sentence_fr, mt_ht) ' +
  "from stdin with (format csv, delimiter ';', force_not_null (column_name, raw_value))";

/** What 2-staging kept of its reading, as far as this room needs it. */
const readingSchema = z.object({
  dayOrders: z
    .record(
      z.string(),
      z.object({ order: z.enum(['dmy', 'mdy', 'ymd', 'serial']), evidence: z.string(), days: z.number() }),
    )
    .default({}),
});

interface PendingStaging extends Omit<StagedFile, 'dayOrders' | 'corrections'> {
  readonly reading: unknown;
  readonly rowsStaged: number;
  /** Null for what an older version staged. */
  readonly contentHash: string | null;
  readonly formerConfigHash: string | null;
  readonly formerCuratedPath: string | null;
  readonly formerRejectsPath: string | null;
  readonly formerRowsRejected: number | null;
}

type FormerCleaning = Pick<PendingStaging, 'source' | 'dataset' | 'formerConfigHash' | 'formerRowsRejected'>;

/** What became of one file. */
interface Curation extends CurationAccount {
  readonly configHash: string;
  readonly curatedPath: string;
  readonly rejectsPath: string | undefined;
  /** The earlier export whose cleaned rows these are; null when the file was cleaned itself. */
  readonly repeatsHash: string | null;
  /** The ways sales name what was sold; null when they are not kept. */
  readonly names: readonly string[] | null;
}

interface CurationOfRun {
  readonly dataset: Dataset;
  readonly originalName: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRejected: number;
  readonly warnings: Readonly<Record<string, Warning>>;
}

/** A document type no profile explains, and the lines refused for it. */
interface UnknownType {
  readonly originalName: string;
  readonly source: string;
  readonly type: string;
  readonly lines: number;
}

/**
 * Curates every staged file that is not curated yet, or was under other settings of cleaning, in the order of export. The
 * counts are those of this run, an interrupted beginning of it included. Throws LEDGER_BROKEN when an account does not balance.
 */
export async function curatePending(world: RunWorld): Promise<StepResult> {
  await removeAbandonedFiles(world.folders.curated);
  const staged = await world.database.rows<PendingStaging>(pendingStagings, { estate: world.estate });
  const corrections = await readCorrections(world.database, world.estate);
  const pending = staged.filter((file) => isToClean(world.settings, file, corrections.of(file)));
  for (const [index, file] of pending.entries()) {
    world.progress.advance('CURATED', index, pending.length);
    await curateOne(world, file, corrections.of(file));
  }
  world.progress.end();
  const run = { estate: world.estate, run_id: world.runId };
  return stepResult(
    await world.database.rows<CurationOfRun>(curationsOfRun, run),
    await world.database.rows<UnknownType>(unknownTypesOfRun, run),
  );
}

/**
 * Whether a file is not cleaned yet, or was in another way. Corrections are made of refused rows only: a file cleaned under these
 * settings that refused none and used none has none of those rows, and is left alone.
 */
function isToClean(settings: Settings, file: FormerCleaning, corrections: Corrections): boolean {
  if (file.formerConfigHash === cleaningHash(settings, file, corrections)) return false;
  return file.formerRowsRejected !== 0 || file.formerConfigHash !== cleaningHash(settings, file, noCorrections);
}

const noCorrections: Corrections = new Map();

/** Raised when the columns of a cleaned file change: what was cleaned before is cleaned again. */
const cleaningVersion = 2;

/** Hash of all that decides what becomes of a row: another number of the business leaves the files alone. */
function cleaningHash(
  settings: Settings,
  file: Pick<StagedFile, 'source' | 'dataset'>,
  corrections: Corrections,
): string {
  const { hash, profile } = chooseProfile(settings, file.source, file.dataset);
  const corrected = correctionsHash(corrections);
  const whole = { cleaningVersion, hash, profile, vatRate: settings.vat_rate, country: settings.country };
  return stableHash(corrected === undefined ? whole : { ...whole, corrected });
}

/** The files first, whole and in place; then, in one transaction, the rows that say so. */
async function curateOne(world: RunWorld, file: PendingStaging, corrections: Corrections): Promise<void> {
  const made = (await repeatCleaned(world, file, corrections)) ?? (await clean(world, file, corrections));
  await world.database.transaction(async (session) => {
    await session.execute(deleteRejects, keyOf(world, file));
    if (made.rejectsPath !== undefined) await session.copyIn(copyRejects, rejectLines(world, file, made.rejectsPath));
    await recordCuration(world, session, file, made);
  });
  await removeFormerFiles(world, file, made);
}

async function clean(world: RunWorld, file: PendingStaging, corrections: Corrections): Promise<Curation> {
  const { dayOrders } = readingSchema.parse(file.reading);
  const { curatedPath, rejectsPath, ledger, rowsCorrected, names } = await curateFile(world, {
    ...file,
    dayOrders,
    corrections,
  });
  const isTouched = rowsCorrected > 0 || ledger.rowsRejected > 0;
  return {
    curatedPath,
    rejectsPath,
    repeatsHash: null,
    names: names ?? null,
    configHash: cleaningHash(world.settings, file, isTouched ? corrections : noCorrections),
    rowsRead: ledger.rowsRead,
    rowsKept: ledger.rowsKept,
    rowsRejected: ledger.rowsRejected,
    mtHtRead: ledger.mtHtRead.format(),
    mtHtKept: ledger.mtHtKept.format(),
    mtHtRejected: ledger.mtHtRejected.format(),
    firstDay: ledger.firstDay ?? null,
    lastDay: ledger.lastDay ?? null,
    warnings: ledger.warnings(),
  };
}

/** What came of an earlier export that says the same and was cleaned as this one would be; undefined when there is none. */
async function repeatCleaned(
  world: RunWorld,
  file: PendingStaging,
  corrections: Corrections,
): Promise<Curation | undefined> {
  const { contentHash, rowsStaged } = file;
  if (contentHash === null) return undefined;
  const former = await findRepeated(world, { ...file, contentHash, rowsStaged });
  if (
    former === undefined ||
    isToClean(
      world.settings,
      { ...file, formerConfigHash: former.configHash, formerRowsRejected: former.rowsRejected },
      corrections,
    )
  )
    return undefined;
  const paths = await copyRepeated(world, file, former);
  return paths && { ...former, ...paths, repeatsHash: former.fileHash, names: null };
}

function keyOf(world: RunWorld, file: PendingStaging) {
  return { estate: world.estate, source: file.source, dataset: file.dataset, file_hash: file.fileHash };
}

async function recordCuration(world: RunWorld, session: Session, file: PendingStaging, made: Curation): Promise<void> {
  await session.execute(upsertCuration, {
    ...keyOf(world, file),
    config_hash: made.configHash,
    curated_path: made.curatedPath,
    rejects_path: made.rejectsPath ?? null,
    rows_read: made.rowsRead,
    rows_kept: made.rowsKept,
    rows_rejected: made.rowsRejected,
    mt_ht_read: made.mtHtRead,
    mt_ht_kept: made.mtHtKept,
    mt_ht_rejected: made.mtHtRejected,
    first_day: made.firstDay,
    last_day: made.lastDay,
    warnings: JSON.stringify(made.warnings),
    repeats_hash: made.repeatsHash,
    names: made.names === null ? null : JSON.stringify(made.names),
    run_id: world.runId,
  });
}

/** The rejects file as COPY takes it: the key of the file in the place of its short name, and without the document at the end. */
async function* rejectLines(world: RunWorld, file: PendingStaging, rejectsPath: string): AsyncGenerator<string> {
  for await (const { rows } of readOwnCsv(pathOnDisk(world.folders, rejectsPath))) {
    const key = [world.estate, file.source, file.dataset, file.fileHash];
    yield rows.map((row) => ownCsvRecord([...key, ...row.slice(1, 7)])).join('');
  }
}

/** What an earlier curation of the same file left under another name (compressed or not, rejects that are no more). */
async function removeFormerFiles(world: RunWorld, file: PendingStaging, made: Curation): Promise<void> {
  for (const former of [file.formerCuratedPath, file.formerRejectsPath]) {
    if (former === null || former === made.curatedPath || former === made.rejectsPath) continue;
    await rm(pathOnDisk(world.folders, former), { force: true });
  }
}

function stepResult(files: readonly CurationOfRun[], unknownTypes: readonly UnknownType[]): StepResult {
  return {
    rowsRead: sumOf(files, (file) => file.rowsRead),
    rowsWritten: sumOf(files, (file) => file.rowsKept),
    rowsRejected: sumOf(files, (file) => file.rowsRejected),
    notices: files.flatMap((file) => [
      ...rejectNotice(file),
      ...typeNotice(unknownTypes.filter(({ originalName }) => originalName === file.originalName)),
      ...warningNotices(file),
    ]),
  };
}

function sumOf(files: readonly CurationOfRun[], count: (file: CurationOfRun) => number): number {
  return files.reduce((sum, file) => sum + count(file), 0);
}

function rejectNotice({ originalName, rowsRead, rowsRejected }: CurationOfRun): Sentence[] {
  if (rowsRejected === 0) return [];
  const [lines, of] = [countFr(rowsRejected, 'ligne refusée', 'lignes refusées'), countFr(rowsRead, '', '').trim()];
  return [
    sentence(
      `${originalName} : ${lines} sur ${of}. Pour voir lesquelles et pourquoi : cuvee rejects.`,
      `${originalName}: ${countEn(rowsRejected, 'line')} refused of ${countEn(rowsRead, '', '').trim()}. To see which and why: cuvee rejects.`,
    ),
  ];
}

/** At most so many types are listed in one sentence. */
const listedTypes = 5;

/** One word of the profile explains every line of its type: it is asked for once, not line by line. */
function typeNotice(types: readonly UnknownType[]): Sentence[] {
  const [first] = types;
  if (first === undefined) return [];
  const { originalName, source, type } = first;
  const list = (lines: (count: number) => string): string =>
    types
      .slice(0, listedTypes)
      .map((unknown) => `« ${unknown.type} » (${lines(unknown.lines)})`)
      .join(', ') + (types.length > listedTypes ? ' …' : '');
  const word = documentTypeKey(type);
  const command = `cuvee estate settings --set "profiles.${source}.document_types.${word}=sale" --reason "…"`;
  return [
    sentence(
      `${originalName} : type de pièce inconnu : ${list((count) => countFr(count, 'ligne'))}. Dites ce que c’est (sale : une vente, return : un avoir, ignored : à ne pas compter), par exemple : ${command} ; puis relancez.`,
      `${originalName}: unknown document type: ${list((count) => countEn(count, 'line'))}. Say what it is (sale, return: a credit note, ignored: not to be counted), for example: ${command}; then run again.`,
    ),
  ];
}

function warningNotices({ originalName, warnings }: CurationOfRun): Sentence[] {
  return Object.entries(warnings).flatMap(([code, { count }]) => {
    if (!isWarningCode(code) || !isTold(code)) return [];
    const said = warningSentence(code, count);
    return [sentence(`${originalName} : ${said.fr}.`, `${originalName}: ${said.en}.`)];
  });
}
