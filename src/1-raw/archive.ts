/**
 * Copies a file into the archive, byte for byte: to a temporary name first, flushed and read again, then renamed to a
 * name that carries its hash, read-only. Killed at any instant, the archive holds whole files and `….tmp-<pid>` ones.
 */
import { chmod, copyFile, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../errors.ts';
import type { Dataset } from '../values/dataset.ts';
import { diskFailure } from '../values/own-csv.ts';
import { sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { type Content, hashFile, hashOpenFile } from './content-hash.ts';
import { archiveName, exportedAtInName } from './export-name.ts';
import { archiveFolder, makeFolder, pathOnDisk, storedPath } from './folders.ts';
import { findReceived, nameOfSpokenSince, type NewFile, type RegisteredFile, registerFile } from './received-files.ts';
import { moveIntoPlace } from './write-atomically.ts';

/** A file to be kept: where it lies, and what it is. */
export interface Offered {
  readonly path: string;
  readonly name: string;
  readonly source: string;
  readonly dataset: Dataset;
}

/** The answer for one file. `changing`: it grew or shrank while it was read, and was not kept. */
export type Kept =
  | {
      readonly outcome: 'received' | 'duplicate' | 'repaired';
      readonly fileHash: string;
      readonly knownAs: string;
      /** The export that counts instead, where others were made between this one and the first with its bytes. */
      readonly counts?: string | undefined;
    }
  | { readonly outcome: 'changing' };

/**
 * Puts one file into the archive and the register; the file itself is left where it is. `runId` is null outside a run.
 * Throws the system's error when the file cannot be read, a `Failure` when the archive cannot be written.
 */
export async function keepFile(world: World, file: Offered, runId: string | null): Promise<Kept> {
  const { source, dataset } = file;
  const looked = await lookThrough(file.path);
  if (looked === undefined) return { outcome: 'changing' };
  const known = await findReceived(world.database, {
    estate: world.estate,
    source,
    dataset,
    fileHash: looked.content.fileHash,
  });
  const described = describe(world, file, looked, runId);
  const registered = known ?? described;
  const placed = await archiveOnce(file.path, looked.content, {
    path: pathOnDisk(world.folders, registered.archivedPath),
    exportedAt: registered.exportedAt,
    lyingHash: known?.lyingHash ?? looked.content.fileHash,
  });
  if (placed === 'source changed') return { outcome: 'changing' };
  if (!known) await registerFile(world.database, world.estate, described);
  const counts = known && (await nameOfSpokenSince(world.database, world.estate, known, described.exportedAt));
  return { ...outcomeOf(file, known, runId, placed), fileHash: looked.content.fileHash, counts };
}

function outcomeOf(
  file: Offered,
  known: RegisteredFile | undefined,
  runId: string | null,
  placed: Placed,
): { outcome: 'received' | 'duplicate' | 'repaired'; knownAs: string } {
  // A run that was killed between the register and the clearing of the drop folder goes on where it was.
  const isOurs = runId !== null && known?.receivedInRunId === runId && known.originalName === composed(file.name);
  if (known === undefined || isOurs) return { outcome: 'received', knownAs: file.name };
  return { outcome: placed === 'was there' ? 'duplicate' : 'repaired', knownAs: known.originalName };
}

interface Looked {
  readonly content: Content;
  readonly modifiedAt: Date;
}

/** Hashes a dropped file; undefined when somebody wrote to it meanwhile. */
async function lookThrough(path: string): Promise<Looked | undefined> {
  const file = await open(path, 'r');
  try {
    const before = await file.stat();
    const content = await hashOpenFile(file);
    const after = await file.stat();
    const isStill = before.size === after.size && before.mtimeMs === after.mtimeMs && content.byteCount === after.size;
    return isStill ? { content, modifiedAt: after.mtime } : undefined;
  } finally {
    await file.close();
  }
}

function describe(world: World, file: Offered, { content, modifiedAt }: Looked, runId: string | null): NewFile {
  const named = exportedAtInName(file.name);
  const exportedAt = named ?? new Date(Math.floor(modifiedAt.getTime() / 1000) * 1000);
  const folder = archiveFolder(world.folders, file.source, file.dataset);
  return {
    source: file.source,
    dataset: file.dataset,
    ...content,
    originalName: composed(file.name),
    archivedPath: storedPath(world.folders, join(folder, archiveName(file.name, exportedAt, content.fileHash))),
    exportedAt,
    exportedAtOrigin: named ? 'name' : 'modified',
    receivedInRunId: runId,
  };
}

/** macOS takes accents apart in names; the register puts them together, so that one name is one text. */
function composed(name: string): string {
  return name.normalize('NFC');
}

type Placed = 'was there' | 'written' | 'source changed';

/**
 * Makes sure that `to.path` holds these very bytes, or those put there since so that a person is forgotten (`lyingHash`).
 * Anything else found there is set aside, never overwritten.
 */
async function archiveOnce(
  from: string,
  content: Content,
  to: { readonly path: string; readonly exportedAt: Date; readonly lyingHash: string },
): Promise<Placed> {
  const lying = await hashFile(to.path).catch(() => undefined);
  if (lying?.fileHash === content.fileHash || lying?.fileHash === to.lyingHash) return 'was there';
  const folder = dirname(to.path);
  const temporaryPath = join(folder, `incoming.tmp-${process.pid}`);
  await makeFolder(folder);
  try {
    const copied = await copyFlushed(from, temporaryPath);
    if (copied.fileHash !== content.fileHash) return await explainDifference(from, content, temporaryPath);
    if (await exists(to.path))
      await rename(to.path, `${to.path}.damaged-${lying?.fileHash.slice(0, 8) ?? 'unreadable'}`);
    await utimes(temporaryPath, to.exportedAt, to.exportedAt);
    await chmod(temporaryPath, 0o444);
    await moveIntoPlace(temporaryPath, to.path);
    return 'written';
  } catch (error) {
    throw diskFailure(error, to.path);
  } finally {
    await rm(temporaryPath, { force: true }).catch(() => {});
  }
}

/** Copies inside the system (a third of the time of our own reading and writing), flushes, and hashes what lies there. */
async function copyFlushed(from: string, to: string): Promise<Content> {
  await copyFile(from, to);
  // The copy has the mode of the original, which may be read-only.
  await chmod(to, 0o644);
  const copy = await open(to, 'r+');
  try {
    const [content] = await Promise.all([hashOpenFile(copy), copy.sync()]);
    return content;
  } finally {
    await copy.close();
  }
}

async function explainDifference(from: string, content: Content, path: string): Promise<'source changed'> {
  const { fileHash } = await hashFile(from);
  if (fileHash !== content.fileHash) return 'source changed';
  throw new Failure(
    'COPY_DIFFERS',
    sentence(
      'Le disque n’a pas rendu ce qui y a été écrit. L’export est resté à sa place ; faites vérifier le disque puis relancez.',
      'The disk did not give back what was written to it. The export stayed in its place; have the disk checked, then run again.',
    ),
    { facts: { path }, retry: 'later' },
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
