/**
 * A sales export that says word for word what an earlier one said: its lines need no second cleaning. What was made of the
 * earlier one is copied, never shared: each export keeps files of its own, to be forgotten, kept or told again without the other.
 */
import { constants } from 'node:fs';
import { copyFile, open, rm } from 'node:fs/promises';
import { pathOnDisk, storedPath } from '../1-raw/folders.ts';
import { errorCode, moveIntoPlace } from '../1-raw/write-atomically.ts';
import { loadSql } from '../db/sql.ts';
import { diskFailure } from '../values/own-csv.ts';
import type { World } from '../world.ts';
import { curatedPathOf, type StagedFile } from './curate-file.ts';
import type { Warning } from './warning.ts';

const selectRepeated = loadSql(import.meta.url, './find-repeated.sql');

/** The balanced account of a file, as `etl.curations` keeps it. Euros are exact decimals, days `YYYY-MM-DD`. */
export interface CurationAccount {
  readonly rowsRead: number;
  readonly rowsKept: number;
  readonly rowsRejected: number;
  readonly mtHtRead: string;
  readonly mtHtKept: string;
  readonly mtHtRejected: string;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  readonly warnings: Readonly<Record<string, Warning>>;
}

/** An earlier export that says the same, and what was made of it. Paths as the database keeps them. */
export interface Repeated extends CurationAccount {
  readonly fileHash: string;
  readonly configHash: string;
  readonly curatedPath: string;
  readonly rejectsPath: string | null;
}

type RepeatingFile = Pick<StagedFile, 'source' | 'dataset' | 'fileHash' | 'originalName' | 'exportedAt'>;

/**
 * The newest export before `file` that was staged like it (`contentHash`), row for row; undefined when there is none. Only sales
 * are looked for: they are the long file, and in the others the day of the export decides more than one rule.
 */
export async function findRepeated(
  world: World,
  file: RepeatingFile & { readonly contentHash: string; readonly rowsStaged: number },
): Promise<Repeated | undefined> {
  if (file.dataset !== 'ventes_lignes') return undefined;
  return world.database.one<Repeated>(selectRepeated, {
    estate: world.estate,
    source: file.source,
    dataset: file.dataset,
    file_hash: file.fileHash,
    original_name: file.originalName,
    exported_at: file.exportedAt,
    content_hash: file.contentHash,
    rows_staged: file.rowsStaged,
  });
}

/**
 * Copies the curated file and the rejects of an earlier export under the names of `file`; undefined when they are gone. The rows
 * keep the mark of the export they were cleaned from, their lines are those of both. Throws the `Failure` of the disk.
 */
export async function copyRepeated(
  world: World,
  file: RepeatingFile,
  former: Repeated,
): Promise<{ readonly curatedPath: string; readonly rejectsPath: string | undefined } | undefined> {
  try {
    const curatedPath = await copyMade(world, former.curatedPath, curatedPathOf(world, file, 'curated'));
    const rejects = curatedPathOf(world, file, 'rejects');
    if (former.rejectsPath !== null) {
      return { curatedPath, rejectsPath: await copyMade(world, former.rejectsPath, rejects) };
    }
    for (const path of [rejects, `${rejects}.gz`]) await rm(path, { force: true });
    return { curatedPath, rejectsPath: undefined };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw diskFailure(error, curatedPathOf(world, file, 'curated'));
  }
}

/** Copies one file, whole or not at all; `path` is given without `.gz`. Gives where the copy lies. */
async function copyMade(world: World, from: string, path: string): Promise<string> {
  const isPacked = from.endsWith('.gz');
  const draft = `${path}.tmp-${process.pid}`;
  const place = isPacked ? `${path}.gz` : path;
  try {
    await copyFile(pathOnDisk(world.folders, from), draft, constants.COPYFILE_FICLONE);
    const copy = await open(draft, 'r+');
    try {
      await copy.sync();
    } finally {
      await copy.close();
    }
    await moveIntoPlace(draft, place);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await rm(isPacked ? path : `${path}.gz`, { force: true });
  return storedPath(world.folders, place);
}
