/**
 * Room 2: each received file becomes a staging file: UTF-8 text, our column names, file and line number on every row.
 * Nothing is interpreted and no row is lost; a file that cannot be read stops alone, with its reason.
 */
import { join } from 'node:path';
import { loadSql } from '../db/sql.ts';
import { readForgotten } from '../estate/forgotten.ts';
import { removeAbandonedFiles } from '../values/own-csv.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import { stableHash } from '../values/stable-json.ts';
import type { ReceivedFile, RunWorld, StepResult } from '../world.ts';
import { checkMapping, UnknownHeaders } from './check-mapping.ts';
import type { DayOrder } from './day-order.ts';
import { datasetProfileOf } from './headers.ts';
import { type ChosenProfile, chooseProfile } from './profile.ts';
import { keepDraft } from './propose-profile.ts';
import { proposalFor } from './proposal.ts';
import { closePlan, planReading, type Reading, type ReadingPlan, type ReadingWarning } from './reading.ts';
import { UnreadableFile } from './unreadable.ts';
import { noticesOf, warningsOf } from './warnings.ts';
import { workbookWarnings } from './workbook-rows.ts';
import { type WrittenStaging, writeStaging } from './write-staging.ts';

const receivedStagings = loadSql(import.meta.url, './received-stagings.sql');
const upsertStaging = loadSql(import.meta.url, './upsert-staging.sql');

interface ReceivedStaging extends ReceivedFile {
  readonly status: 'staged' | 'stopped' | null;
  readonly profileHash: string | null;
  readonly runId: string | null;
  readonly rowsRead: number | null;
  readonly warnings: readonly ReadingWarning[] | null;
  readonly stopSentence: Sentence | null;
}

/**
 * Stages every file that has no staging yet, or was read under another profile, in the order of export. The counts are
 * those of this run, an interrupted beginning of it included; files that stopped, now or earlier, are in the notices.
 */
export async function stagePending(world: RunWorld): Promise<StepResult> {
  await removeAbandonedFiles(world.folders.staging);
  const pending = (await listStagings(world)).filter((file) => isPending(world, file));
  for (const [index, file] of pending.entries()) {
    world.progress.advance('STAGING', index, pending.length);
    await stageFile(world, file);
  }
  world.progress.end();
  return stepResult(world, await listStagings(world));
}

/** Stages one received file, whatever was known of it; says whether it was staged or stopped. */
export async function stageFile(world: RunWorld, file: ReceivedFile): Promise<'staged' | 'stopped'> {
  const chosen = chooseProfile(world.settings, file.source, file.dataset);
  try {
    await record(world, file, chosen, await readIntoStaging(world, file, chosen));
    return 'staged';
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    await recordStop(world, file, chosen, error);
    return 'stopped';
  }
}

async function readIntoStaging(world: RunWorld, file: ReceivedFile, chosen: ChosenProfile): Promise<StagingRecord> {
  const plan = await planReading(join(world.folders.root, file.archivedPath), file.dataset, chosen.profile);
  try {
    checkMapping(plan, { name: file.source, profile: chosen.profile });
    const name = stagingName(file);
    const forgotten = await readForgotten(world.database, { estate: world.estate, config: world.folders.config });
    const written = await writeStaging(plan, join(world.folders.staging, name), file.fileHash.slice(0, 8), forgotten);
    const reading = readingOf(plan, written, chosen, file.originalName);
    return {
      status: 'staged',
      stagingPath: `staging/${name}${written.file.path.endsWith('.gz') ? '.gz' : ''}`,
      reading,
      rows: written.file.rows,
      contentHash: contentHash(world, chosen, reading, written),
    };
  } finally {
    closePlan(plan);
  }
}

/** The same for two exports that say the same and are read the same way, by the same version of the code. */
function contentHash(
  { codeVersion }: RunWorld,
  { hash: profile }: ChosenProfile,
  { dayOrders }: Reading,
  { wordsHash: words }: WrittenStaging,
): string {
  return stableHash({ codeVersion, profile, dayOrders, words });
}

function isPending(world: RunWorld, file: ReceivedStaging): boolean {
  if (file.status === null) return true;
  return file.profileHash !== chooseProfile(world.settings, file.source, file.dataset).hash;
}

async function listStagings(world: RunWorld): Promise<ReceivedStaging[]> {
  return world.database.rows<ReceivedStaging>(receivedStagings, { estate: world.estate });
}

/** `ventes_lignes_raw_20251229_060000_1a2b3c4d.csv`: the time of export in UTC, then what makes it unique. */
export function stagingName(file: ReceivedFile): string {
  const digits = file.exportedAt.toISOString().replace(/\D/g, '');
  const stamp = `${digits.slice(0, 8)}_${digits.slice(8, 14)}`;
  return `${file.dataset}_raw_${stamp}_${file.fileHash.slice(0, 8)}${sourceMark(file.source)}.csv`;
}

/** What a source adds to the names of its files: the same bytes, read by another source's profile, are another file. */
export function sourceMark(source: string): string {
  return source === 'isavigne' ? '' : `_${source}`;
}

interface StagingRecord {
  readonly status: 'staged' | 'stopped';
  readonly stagingPath: string | null;
  readonly reading: Partial<Reading>;
  readonly rows: number;
  readonly contentHash?: string;
  readonly stopCode?: string;
  readonly stopSentence?: Sentence;
}

async function recordStop(
  world: RunWorld,
  file: ReceivedFile,
  chosen: ChosenProfile,
  reason: UnreadableFile,
): Promise<void> {
  const { fr, en } = reason.sentence;
  if (reason instanceof UnknownHeaders) await keepDraft(world, file.source, file.dataset, reason.draft);
  world.log.warn('a file was stopped', { dataset: file.dataset, fileHash: file.fileHash, code: reason.code });
  await record(world, file, chosen, {
    status: 'stopped',
    stagingPath: null,
    reading: { profile: chosen.name, ...(reason instanceof UnknownHeaders ? { draftProfile: reason.draft } : {}) },
    rows: 0,
    stopCode: reason.code,
    stopSentence: sentence(`${file.originalName} : ${fr}`, `${file.originalName}: ${en}`),
  });
}

async function record(world: RunWorld, file: ReceivedFile, chosen: ChosenProfile, made: StagingRecord): Promise<void> {
  await world.database.execute(upsertStaging, {
    estate: world.estate,
    source: file.source,
    dataset: file.dataset,
    file_hash: file.fileHash,
    profile_hash: chosen.hash,
    status: made.status,
    staging_path: made.stagingPath,
    reading: JSON.stringify(made.reading),
    rows_read: made.rows,
    content_hash: made.contentHash ?? null,
    stop_code: made.stopCode ?? null,
    stop_sentence: made.stopSentence ? JSON.stringify(made.stopSentence) : null,
    run_id: world.runId,
  });
}

function readingOf(plan: ReadingPlan, written: WrittenStaging, chosen: ChosenProfile, name: string): Reading {
  const { source, mapping } = plan;
  const { tally, dayVotes } = written.rows;
  const text = source.kind === 'text' ? source : undefined;
  const fallback = datasetProfileOf(chosen.profile, plan.dataset).date_order;
  const dayOrders: Record<string, DayOrder> = {};
  for (const [column, votes] of dayVotes) dayOrders[column] = votes.decide(fallback);
  const facts = {
    name,
    dataset: plan.dataset,
    strayBytes: text?.finding.strayBytes ?? 0,
    mapping,
    dayOrders,
    issues: tally.issues,
    proposed: proposalFor(plan, chosen.profile),
  };
  return {
    encoding: text?.finding.encoding ?? null,
    delimiter: text?.dialect.delimiter ?? null,
    quote: text?.dialect.quote ?? null,
    escape: text?.dialect.escape ?? null,
    ...(source.kind === 'workbook' ? { sheet: source.open.reading.sheet } : {}),
    headerLine: plan.headerLine,
    preambleLines: plan.headerLine - 1,
    blankLines: tally.blank,
    titleLines: tally.title,
    totalLines: tally.total,
    repeatedHeaderLines: tally.header,
    paddedLines: tally.padded,
    headers: mapping.headers.map(({ header, column }) => ({ header, column })),
    dayOrders,
    profile: chosen.name,
    warnings: [
      ...(source.kind === 'workbook' ? workbookWarnings(source.open.reading, name) : []),
      ...warningsOf({ ...facts, padded: tally.padded, inherited: tally.inherited, rows: written.file.rows }),
    ],
  };
}

function stepResult(world: RunWorld, files: readonly ReceivedStaging[]): StepResult {
  const mine = files.filter(({ runId }) => runId === world.runId);
  const rows = mine.reduce((sum, { rowsRead }) => sum + (rowsRead ?? 0), 0);
  const stopped = files.flatMap(({ stopSentence }) => (stopSentence ? [stopSentence] : []));
  const notices = mine.flatMap(({ warnings }) => noticesOf(warnings ?? []));
  return { rowsRead: rows, rowsWritten: rows, rowsRejected: 0, notices: [...stopped, ...notices] };
}
