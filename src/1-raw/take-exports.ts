/** Brings exports lying elsewhere into the drop folders: `cuvee init --from DIR`. The originals are only read. */
import type { Dirent } from 'node:fs';
import { copyFile, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { datasets, isDataset, type Dataset } from '../values/dataset.ts';
import { diskFailure } from '../values/own-csv.ts';
import type { Sentence } from '../values/sentence.ts';
import type { StepResult, World } from '../world.ts';
import { hashFile } from './content-hash.ts';
import { dropFolder, makeFolder } from './folders.ts';
import { judgeName } from './export-name.ts';
import * as say from './sentences.ts';
import { errorCode, moveIntoPlace } from './write-atomically.ts';

/**
 * Copies the files of `fromDir/<dataset>/` into the drop folders of a source; the next run receives them. Anything else
 * lying in `fromDir` is named in a notice. Throws a `Failure` when the folder cannot be read or RAW not written.
 */
export async function takeExports(world: World, fromDir: string, source = 'isavigne'): Promise<StepResult> {
  const notices: Sentence[] = [];
  let read = 0;
  let copied = 0;
  for (const child of await childrenOf(fromDir)) {
    const dataset = child.name.toLowerCase();
    if (!child.isDirectory() || !isDataset(dataset)) {
      if (judgeName(child.name) !== 'ignore') notices.push(say.misplaced(join(fromDir, child.name), datasets));
      continue;
    }
    const folder = join(fromDir, child.name);
    for (const file of await exportsOf(folder, notices)) {
      read++;
      if (await copyIntoDrop(world, { path: join(folder, file), source, dataset }, notices)) copied++;
    }
  }
  return { rowsRead: read, rowsWritten: copied, rowsRejected: 0, notices };
}

async function exportsOf(folder: string, notices: Sentence[]): Promise<string[]> {
  const taken: string[] = [];
  for (const file of await childrenOf(folder)) {
    const verdict = judgeName(file.name);
    if (verdict === 'ignore') continue;
    if (!file.isFile()) notices.push(say.notAFile(join(folder, file.name)));
    else if (verdict === 'arriving') notices.push(say.stillArriving(file.name));
    else if (verdict === 'unsupported') notices.push(say.unsupported(file.name));
    else taken.push(file.name);
  }
  return taken;
}

/** True when a new file lies in the drop folder. Its time is that of the original: it may be all that dates the export. */
async function copyIntoDrop(
  world: World,
  from: { readonly path: string; readonly source: string; readonly dataset: Dataset },
  notices: Sentence[],
): Promise<boolean> {
  const folder = dropFolder(world.folders, from.source, from.dataset);
  await makeFolder(folder);
  const { base, name, ext } = parse(from.path);
  const temporaryPath = join(folder, `${base}.tmp-${process.pid}`);
  try {
    const original = await stat(from.path);
    const { fileHash } = await hashFile(from.path);
    const target = await freeName(folder, { base, other: `${name}-${fileHash.slice(0, 8)}${ext}`, fileHash });
    if (target === undefined) return false;
    await copyFile(from.path, temporaryPath);
    await utimes(temporaryPath, original.atime, original.mtime);
    await moveIntoPlace(temporaryPath, join(folder, target));
    return true;
  } catch (error) {
    await rm(temporaryPath, { force: true }).catch(() => {});
    if (!isOfReading(error, from.path)) throw diskFailure(error, join(folder, base));
    notices.push(say.notReadable(base, errorCode(error)));
    return false;
  }
}

/** The name to drop under: its own, another when that is taken by other bytes, none when these very bytes lie there. */
async function freeName(
  folder: string,
  file: { readonly base: string; readonly other: string; readonly fileHash: string },
): Promise<string | undefined> {
  for (const candidate of [file.base, file.other]) {
    const lying = await hashFile(join(folder, candidate)).catch(() => undefined);
    if (lying?.fileHash === file.fileHash) return undefined;
    if (lying === undefined) return candidate;
  }
  return undefined;
}

function isOfReading(error: unknown, path: string): boolean {
  return error instanceof Error && 'path' in error && error.path === path && !('dest' in error);
}

async function childrenOf(folder: string): Promise<Dirent[]> {
  try {
    const children = await readdir(folder, { withFileTypes: true });
    return children.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  } catch (error) {
    throw say.folderUnreadable(folder, error);
  }
}
