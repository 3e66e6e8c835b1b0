/**
 * Room 1: what was dropped becomes ours. Each file is copied into the archive by the hash of its bytes, registered in
 * `etl.files`, and only then taken out of its drop folder. Not one byte is altered.
 */
import { rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Failure } from '../errors.ts';
import type { Dataset } from '../values/dataset.ts';
import { removeAbandonedFiles } from '../values/own-csv.ts';
import type { Sentence } from '../values/sentence.ts';
import type { RunWorld, StepResult, World } from '../world.ts';
import { keepFile, type Kept, type Offered } from './archive.ts';
import { lookIntoDropFolders } from './drop-folders.ts';
import { archiveFolder, makeFolder } from './folders.ts';
import { judgeName } from './export-name.ts';
import { writeManifest } from './manifest.ts';
import { type Outcome, readReceipt, writeReceipt } from './receipt.ts';
import * as say from './sentences.ts';
import { errorCode } from './write-atomically.ts';

export interface ReceiveOptions {
  /** How long a file modified just now is given before it is looked at again. */
  readonly settleMs?: number;
}

/**
 * Takes every whole file of the drop folders. `rowsRead` counts the files dealt with, `rowsWritten` the new ones; files
 * that wait, are refused or were known already are in the notices. Throws only when going on is useless: a full disk, a
 * lost database, an unreadable RAW folder.
 */
export async function receiveDropped(world: RunWorld, options: ReceiveOptions = {}): Promise<StepResult> {
  await makeFolder(world.folders.config);
  await removeAbandonedFiles(world.folders.config);
  const before = await readReceipt(world.folders, world.runId);
  const dropped = await lookIntoDropFolders(world, options.settleMs ?? 1000);
  const notices = [...dropped.notices];
  const dealtWith = await keepOffered(world, world.runId, dropped.offered, notices);
  const outcomes = mergeOutcomes(before, dealtWith.map(toOutcome));
  await writeReceipt(world.folders, world.runId, outcomes);
  for (const { file, look } of dealtWith) await clearAway(file, look, notices);
  await writeManifest(world);
  return stepResult(outcomes, notices);
}

/**
 * Takes the files a person names (`cuvee receive FILE…`) and leaves them where they are. Throws a `Failure` before
 * anything is taken when one of them is missing, empty or of a kind we cannot read.
 */
export async function receiveFiles(
  world: World,
  paths: readonly string[],
  { source, dataset }: { readonly source: string; readonly dataset: Dataset },
): Promise<StepResult> {
  for (const path of paths) await refuseUnusable(path, paths.length > 1);
  const notices: Sentence[] = [];
  await makeFolder(archiveFolder(world.folders, source, dataset));
  const offered = paths.map((path) => ({ path, name: basename(path), source, dataset }));
  const dealtWith = await keepOffered(world, null, offered, notices);
  await writeManifest(world);
  return stepResult(dealtWith.map(toOutcome), notices);
}

/** What became of one file that came over the wire. */
export interface ReceivedUpload {
  readonly fileHash: string;
  /** False when these very bytes were received before. */
  readonly isNew: boolean;
  /** The name it was first received under. */
  readonly knownAs: string;
  /** The export that counts instead, where others were made since. */
  readonly counts: string | undefined;
}

/**
 * Takes one file that came over the wire and lies at `path` under a name of ours; `name` is what its sender calls it, and never
 * becomes a path as it stands. The file is left where it is. Throws a `Failure` when it is empty or of a kind we cannot read.
 */
export async function receiveUpload(world: World, file: Offered): Promise<ReceivedUpload> {
  const seen = await stat(file.path);
  if (seen.size === 0) throw say.fileRefused('EMPTY_FILE', say.empty(file.name), file.name);
  if (judgeName(file.name) !== 'take') throw say.fileRefused('FILE_UNSUPPORTED', say.unsupported(file.name), file.name);
  await makeFolder(archiveFolder(world.folders, file.source, file.dataset));
  const kept = await keepFile(world, file, null);
  if (kept.outcome === 'changing') throw new Error('an upload changed while it was kept');
  await writeManifest(world);
  const { fileHash, outcome, knownAs, counts } = kept;
  return { fileHash, isNew: outcome === 'received', knownAs, counts };
}

interface DealtWith {
  readonly file: Offered;
  readonly kept: Exclude<Kept, { outcome: 'changing' }>;
  /** How the file looked when it was copied: one that looks otherwise later is not the one we have. */
  readonly look: { readonly size: number; readonly mtimeMs: number };
}

async function keepOffered(
  world: World,
  runId: string | null,
  offered: readonly Offered[],
  notices: Sentence[],
): Promise<DealtWith[]> {
  const dealtWith: DealtWith[] = [];
  for (const folder of foldersOf(world, offered)) await removeAbandonedFiles(folder);
  for (const [index, file] of offered.entries()) {
    world.progress.advance('RAW', index, offered.length);
    const look = await stat(file.path).catch(() => undefined);
    const kept = await keepOrSay(world, file, runId, notices);
    if (look && kept) dealtWith.push({ file, kept, look });
  }
  world.progress.end();
  return dealtWith;
}

function foldersOf(world: World, offered: readonly Offered[]): Set<string> {
  return new Set(offered.map(({ source, dataset }) => archiveFolder(world.folders, source, dataset)));
}

async function keepOrSay(
  world: World,
  file: Offered,
  runId: string | null,
  notices: Sentence[],
): Promise<DealtWith['kept'] | undefined> {
  try {
    const kept = await keepFile(world, file, runId);
    if (kept.outcome !== 'changing') return kept;
    notices.push(say.stillArriving(file.name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    notices.push(sentenceOfOneFile(error, file.name, runId !== null));
  }
  return undefined;
}

/** The codes the system gives for a file it does not let us read: locked, not ours, or on a failing disk. */
const unreadableCodes = ['EBUSY', 'EPERM', 'EACCES', 'EIO', 'ETXTBSY', 'EAGAIN', 'ESTALE'];
/** Failures that concern the folder of one dataset: the files of the others go on. */
const folderFailures = ['FOLDER_READ_ONLY', 'FILE_NOT_WRITTEN', 'COPY_DIFFERS'];

/** A dropped file is looked at again by the next run; one a person named is not. */
function sentenceOfOneFile(error: unknown, name: string, isDropped: boolean): Sentence {
  if (error instanceof Failure && folderFailures.includes(error.code)) return error.sentence;
  if (!(error instanceof Failure) && unreadableCodes.includes(errorCode(error))) {
    return say.notReadable(name, errorCode(error), isDropped);
  }
  throw error;
}

function toOutcome({
  file: { source, dataset, name },
  kept: { fileHash, outcome, knownAs, counts },
}: DealtWith): Outcome {
  return { source, dataset, name, fileHash, outcome, knownAs, ...(counts === undefined ? {} : { counts }) };
}

/** What an interrupted run decided first stands: the second time, its own new files would look like duplicates. */
function mergeOutcomes(before: readonly Outcome[], now: readonly Outcome[]): Outcome[] {
  const merged = new Map([...now, ...before].map((outcome) => [keyOf(outcome), outcome]));
  return [...merged.keys()].sort().flatMap((key) => merged.get(key) ?? []);
}

function keyOf({ source, dataset, name, fileHash }: Outcome): string {
  return [source, dataset, name, fileHash].join('\0');
}

/** Removes a dropped file whose bytes are in the archive, unless it was written again since it was copied. */
async function clearAway(file: Offered, copied: DealtWith['look'], notices: Sentence[]): Promise<void> {
  try {
    const seen = await stat(file.path);
    if (seen.size === copied.size && seen.mtimeMs === copied.mtimeMs) await rm(file.path);
    else notices.push(say.stillArriving(file.name));
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') notices.push(say.notRemoved(file.name, errorCode(error)));
  }
}

function stepResult(outcomes: readonly Outcome[], notices: readonly Sentence[]): StepResult {
  const skipped = outcomes.flatMap(({ outcome, name, knownAs, counts }) => {
    if (outcome === 'duplicate') return [say.duplicate(name, knownAs, counts)];
    return outcome === 'repaired' ? [say.repaired(name, knownAs)] : [];
  });
  const received = outcomes.filter(({ outcome }) => outcome === 'received');
  return {
    rowsRead: outcomes.length,
    rowsWritten: received.length,
    rowsRejected: 0,
    notices: [...skipped, ...notices],
  };
}

async function refuseUnusable(path: string, isOneOfSeveral: boolean): Promise<void> {
  const name = basename(path);
  const refuse = (code: string, why: Sentence): Failure =>
    say.fileRefused(code, isOneOfSeveral ? say.andNoneReceived(why) : why, path);
  const seen = await stat(path).catch(() => undefined);
  if (!seen) throw refuse('FILE_NOT_FOUND', say.notThere(path));
  if (!seen.isFile()) throw refuse('NOT_A_FILE', say.notAFile(path));
  if (seen.size === 0) throw refuse('EMPTY_FILE', say.empty(name));
  if (judgeName(name) !== 'take') throw refuse('FILE_UNSUPPORTED', say.unsupported(name));
}
