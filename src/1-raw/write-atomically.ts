/** Files that are there whole or not at all, whatever happens to the process or to the power. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskFailure } from '../values/own-csv.ts';

/** Replaces a JSON file (two spaces, `\n` at its end; members in the order given). Throws the `Failure` of the disk. */
export async function writeJsonAtomically(path: string, value: unknown): Promise<void> {
  const temporaryPath = `${path}.tmp-${process.pid}`;
  try {
    const file = await open(temporaryPath, 'w');
    try {
      await file.writeFile(`${JSON.stringify(value, null, 2)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await moveIntoPlace(temporaryPath, path);
  } catch (error) {
    await rm(temporaryPath, { force: true }).catch(() => {});
    throw diskFailure(error, path);
  }
}

/** Renames a flushed file onto its final name, and flushes the folder so that a power cut cannot undo the rename. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  await renamePatiently(from, to);
  await flushFolder(dirname(to));
}

// On Windows an antivirus or the indexer may hold a fresh file for a moment; elsewhere these codes are final.
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let waitMs = 10; ; waitMs *= 2) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isPassing = process.platform === 'win32' && ['EPERM', 'EBUSY', 'EACCES'].includes(errorCode(error));
      if (!isPassing || waitMs > 1000) throw error;
      await sleep(waitMs);
    }
  }
}

/** Makes the names in a folder certain. Windows cannot open folders, and needs no such thing. */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's code of an error (`ENOSPC`, `EACCES` …), or `UNKNOWN`. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}
