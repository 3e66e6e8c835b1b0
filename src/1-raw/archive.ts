/**
 * Copies a file into the archive, byte for byte: to a temporary name first, flushed and read again, then renamed to a
 * name that carries its hash, read-only. Killed at any instant, the archive holds whole files and `….tmp-<pid>` ones.
 */
import { chmod, type FileHandle, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../errors.ts';
import type { Dataset } from '../values/dataset.ts';
import { diskFailure } from '../values/own-csv.ts';
import { sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { type Content, hashFile, readThrough } from './content-hash.ts';
import { archiveFolder, makeFolder, pathOnDisk, storedPath } from './folders.ts';
import { archiveName, exportedAtInName } from './export-name.ts';
import { findReceived, type NewFile, registerFile } from './received-files.ts';
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
  | { readonly outcome: 'received' | 'duplicate' | 'repaired'; readonly fileHash: string; readonly knownAs: string }
  | { readonly outcome: 'changing' };

/**
 * Puts one file into the archive and the register; the file itself is left where it is. `runId` is null outside a run.
 * Throws the system's error when the file cannot be read, a `Failure` when the archive cannot be written.
 */
export async function keepFile(world: World, file: Offered, runId: string | null): Promise<Kept> {
  const folder = archiveFolder(world.folders, file.source, file.dataset);
  await makeFolder(folder);
  const temporaryPath = join(folder, `incoming.tmp-${process.pid}`);
  const source = await open(file.path, 'r');
  try {
    const before = await source.stat();
    const content = await copyWhole(source, temporaryPath);
    const after = await source.stat();
    if (before.size !== after.size || before.mtimeMs !== after.mtimeMs || content.byteCount !== after.size) {
      return { outcome: 'changing' };
    }
    return await settle(world, file, { content, temporaryPath, modifiedAt: after.mtime, runId });
  } finally {
    await source.close();
    await rm(temporaryPath, { force: true }).catch(() => {});
  }
}

async function copyWhole(source: FileHandle, temporaryPath: string): Promise<Content> {
  const copy = await open(temporaryPath, 'w+').catch((error: unknown) => {
    throw diskFailure(error, temporaryPath);
  });
  try {
    const content = await readThrough(source, async (piece) => {
      await writeAll(copy, piece, temporaryPath);
    });
    await copy.sync().catch((error: unknown) => {
      throw diskFailure(error, temporaryPath);
    });
    // What the disk gives back, not what we meant to write.
    const written = await readThrough(copy, async () => {});
    if (written.fileHash !== content.fileHash) throw copyDiffers(temporaryPath);
    return content;
  } finally {
    await copy.close();
  }
}

async function writeAll(copy: FileHandle, piece: Buffer, path: string): Promise<void> {
  let written = 0;
  while (written < piece.length) {
    const { bytesWritten } = await copy.write(piece, written).catch((error: unknown) => {
      throw diskFailure(error, path);
    });
    written += bytesWritten;
  }
}

interface Copied {
  readonly content: Content;
  readonly temporaryPath: string;
  readonly modifiedAt: Date;
  readonly runId: string | null;
}

async function settle(world: World, file: Offered, copied: Copied): Promise<Kept> {
  const { source, dataset, name } = file;
  const { fileHash, byteCount } = copied.content;
  const known = await findReceived(world.database, { estate: world.estate, source, dataset, fileHash });
  if (known) {
    const isWhole = await placeCopy(copied, pathOnDisk(world.folders, known.archivedPath), known.exportedAt);
    // A run that was killed between the register and the clearing of the drop folder goes on where it was.
    const isOurs = copied.runId !== null && known.receivedInRunId === copied.runId && known.originalName === name;
    const outcome = isOurs ? 'received' : isWhole ? 'duplicate' : 'repaired';
    return { outcome, fileHash, knownAs: known.originalName };
  }
  const received = describe(world, file, copied);
  await placeCopy(copied, pathOnDisk(world.folders, received.archivedPath), received.exportedAt);
  await registerFile(world.database, world.estate, { ...received, byteCount });
  return { outcome: 'received', fileHash, knownAs: name };
}

function describe(world: World, file: Offered, { content, modifiedAt, runId }: Copied): NewFile {
  const named = exportedAtInName(file.name);
  const exportedAt = named ?? new Date(Math.floor(modifiedAt.getTime() / 1000) * 1000);
  const folder = archiveFolder(world.folders, file.source, file.dataset);
  return {
    source: file.source,
    dataset: file.dataset,
    ...content,
    originalName: file.name.normalize('NFC'),
    archivedPath: storedPath(world.folders, join(folder, archiveName(file.name, exportedAt, content.fileHash))),
    exportedAt,
    exportedAtOrigin: named ? 'name' : 'modified',
    receivedInRunId: runId,
  };
}

/** Puts the copy at its final path unless the same bytes lie there. True when they did. What lies there instead is set aside. */
async function placeCopy({ content, temporaryPath }: Copied, finalPath: string, exportedAt: Date): Promise<boolean> {
  try {
    const lying = await hashFile(finalPath).catch(() => undefined);
    if (lying?.fileHash === content.fileHash) return true;
    if (await stat(finalPath).catch(() => undefined)) await setAside(finalPath, lying?.fileHash ?? 'unreadable');
    await utimes(temporaryPath, exportedAt, exportedAt);
    await chmod(temporaryPath, 0o444);
    await moveIntoPlace(temporaryPath, finalPath);
    return false;
  } catch (error) {
    throw diskFailure(error, finalPath);
  }
}

async function setAside(path: string, fileHash: string): Promise<void> {
  await rename(path, `${path}.damaged-${fileHash.slice(0, 8)}`);
}

function copyDiffers(path: string): Failure {
  return new Failure(
    'COPY_DIFFERS',
    sentence(
      'Le disque n’a pas rendu ce qui y a été écrit. L’export est resté à sa place ; faites vérifier le disque puis relancez.',
      'The disk did not give back what was written to it. The export stayed in its place; have the disk checked, then run again.',
    ),
    { facts: { path }, retry: 'later' },
  );
}
