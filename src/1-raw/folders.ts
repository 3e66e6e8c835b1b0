/** Where an estate keeps its files (DESIGN, Folders on disk), and how a path is written in the database. */
import { mkdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type Dataset, datasets } from '../values/dataset.ts';
import { diskFailure } from '../values/own-csv.ts';
import type { EstateFolders } from '../world.ts';

/** The folders of one estate under `home` (CUVEE_HOME, absolute). Makes nothing. */
export function estateFolders(home: string, estate: string): EstateFolders {
  const root = join(home, estate);
  return {
    root,
    raw: join(root, 'raw'),
    staging: join(root, 'staging'),
    curated: join(root, 'curated'),
    config: join(root, 'config'),
    logs: join(root, 'logs'),
  };
}

/** Makes every folder of an estate, with one drop folder per source and dataset. Does nothing to those there already. */
export async function createFolders(folders: EstateFolders, sources: readonly string[]): Promise<void> {
  const drops = sources.flatMap((source) => datasets.map((dataset) => dropFolder(folders, source, dataset)));
  for (const folder of [folders.raw, folders.staging, folders.curated, folders.config, folders.logs, ...drops]) {
    await makeFolder(folder);
  }
}

/** Where the exports of a source are dropped. */
export function dropFolder(folders: EstateFolders, source: string, dataset: Dataset): string {
  return join(folders.raw, source, dataset);
}

/** Where the exports of a source are kept for good, read-only. */
export function archiveFolder(folders: EstateFolders, source: string, dataset: Dataset): string {
  return join(dropFolder(folders, source, dataset), 'archive');
}

/** Makes a folder and those above it; throws the `Failure` of the disk. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw diskFailure(error, folder);
  });
}

/** A path as the database keeps it: relative to the estate's root, with `/` on every system. */
export function storedPath(folders: EstateFolders, path: string): string {
  return relative(folders.root, path).split(sep).join('/');
}

/** The absolute path on this machine of a path the database keeps. */
export function pathOnDisk(folders: EstateFolders, stored: string): string {
  return join(folders.root, ...stored.split('/'));
}
