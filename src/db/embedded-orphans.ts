/**
 * Clusters that live apart from their data folder (embedded-home.ts moves them where root's own folders cannot be entered): whoever
 * deletes the data folder leaves them behind, and nothing points to them any more.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from './embedded-files.ts';
import { elsewhere } from './embedded-home.ts';
import { withFolderLock } from './embedded-lock.ts';
import { isAlive } from './embedded-process.ts';
import { postmasterNote } from './embedded-running.ts';
import { isStillUsed } from './embedded-users.ts';

/** A cluster whose data folder is gone, or has another one now. */
export interface OrphanedCluster {
  readonly folder: string;
  /** The data folder it was made for. */
  readonly belongedTo: string;
  readonly bytes: number;
  /** A server runs in it, or somebody uses it: it must not be removed. */
  readonly isInUse: boolean;
}

/** Every orphaned cluster of this machine, in the order of their folders. `root` is where moved clusters live. */
export async function orphanedClusters(root = elsewhere): Promise<readonly OrphanedCluster[]> {
  const names = await readdir(root).catch(() => []);
  const found: OrphanedCluster[] = [];
  for (const name of names.filter((one) => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(one)).sort()) {
    const folder = join(root, name);
    const belongedTo = await readText(join(folder, 'belongs-to'));
    if (belongedTo === undefined || (await readText(join(belongedTo, 'moved-to'))) === folder) continue;
    found.push({ folder, belongedTo, bytes: await bytesOf(folder), isInUse: await isInUse(folder) });
  }
  return found;
}

/** Removes an orphaned cluster for good. False: somebody uses it, or found it again; it is left as it is. */
export async function removeOrphan({ folder, belongedTo }: OrphanedCluster): Promise<boolean> {
  const isStillAlone = await withFolderLock(join(folder, 'lock'), async () => {
    const isFoundAgain = (await readText(join(belongedTo, 'moved-to'))) === folder;
    return !isFoundAgain && !(await isInUse(folder));
  });
  if (isStillAlone) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  return isStillAlone;
}

async function isInUse(folder: string): Promise<boolean> {
  const noted = await postmasterNote({ home: folder });
  if (noted && isAlive(noted.pid)) return true;
  return isStillUsed(join(folder, 'users')).catch(() => false);
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  let bytes = 0;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    // Files of a server come and go.
    bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => undefined))?.size ?? 0;
  }
  return bytes;
}
