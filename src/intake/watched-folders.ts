/**
 * Exports lying in a folder that is not ours: a share of the estate's PC, the home of an SFTP account. They are only read: whoever put
 * them there keeps them, and the bytes we have already are passed over.
 */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../1-raw/content-hash.ts';
import { judgeName } from '../1-raw/export-name.ts';
import { findReceived } from '../1-raw/received-files.ts';
import { receiveFiles } from '../1-raw/receive.ts';
import { errorCode } from '../1-raw/write-atomically.ts';
import { type Dataset, isDataset } from '../values/dataset.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { datasetOfName } from './dataset-of-name.ts';
import type { Collected, TakenFile } from './mailbox.ts';
import * as say from './sentences.ts';

/** A share tells late that a file grew: what was written within this is left for the next look. */
const settledMs = 60_000;
const whereItLies = sentence('où il est', 'where it is');

interface Found {
  readonly path: string;
  readonly name: string;
  readonly source: string;
  readonly dataset: Dataset | undefined;
}

/**
 * Takes what is new in the folders of `intake.folders`: files of a sub-folder named for a dataset, and files whose own name tells it.
 * A folder that does not answer is a sentence, not a failure: the PC that shares it may be off. Only new files are in `taken`.
 */
export async function collectFolders(world: World, { now }: { readonly now: Date }): Promise<Collected> {
  const taken: TakenFile[] = [];
  const ignored: Sentence[] = [];
  for (const { path, source } of world.settings.intake.folders) {
    try {
      for (const file of await exportsIn(path, source, ignored)) {
        const answer = await takeFile(world, file, now);
        if (answer === 'known') continue;
        if ('dataset' in answer) taken.push(answer);
        else ignored.push(answer);
      }
    } catch (error) {
      if (!isOfTheFolder(error)) throw error;
      ignored.push(say.folderAway(path, errorCode(error)));
    }
  }
  return { taken, ignored };
}

async function exportsIn(folder: string, source: string, ignored: Sentence[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const child of await childrenOf(folder)) {
    const dataset = child.name.toLowerCase();
    if (child.isDirectory() && isDataset(dataset)) {
      for (const file of await childrenOf(join(folder, child.name))) {
        if (file.isFile()) keepExport({ path: join(folder, child.name, file.name), name: file.name, source, dataset });
      }
    } else if (child.isFile()) {
      keepExport({ path: join(folder, child.name), name: child.name, source, dataset: datasetOfName(child.name) });
    }
  }
  return found;

  function keepExport(file: Found): void {
    const verdict = judgeName(file.name);
    if (verdict === 'take') found.push(file);
    else if (verdict === 'arriving') ignored.push(say.stillGrowing(file.name));
  }
}

async function takeFile(world: World, file: Found, now: Date): Promise<TakenFile | Sentence | 'known'> {
  const { size, mtimeMs } = await stat(file.path);
  if (size === 0 || Math.abs(now.getTime() - mtimeMs) < settledMs) return say.stillGrowing(file.name);
  const { name, source, dataset } = file;
  if (dataset === undefined) return say.datasetUnknown(name, whereItLies);
  const { fileHash } = await hashFile(file.path);
  if (await findReceived(world.database, { estate: world.estate, source, dataset, fileHash })) return 'known';
  const { rowsWritten, notices } = await receiveFiles(world, [file.path], { source, dataset });
  if (rowsWritten > 0) return { name, dataset, isNew: true };
  return notices[0] ?? say.stillGrowing(name);
}

/** What the system says of a share that went away while it was read, or of a file that did. */
function isOfTheFolder(error: unknown): boolean {
  return error instanceof Error && ['readdir', 'scandir', 'stat', 'open', 'read'].includes(syscallOf(error));
}

function syscallOf(error: Error): string {
  return 'syscall' in error ? String(error.syscall) : '';
}

async function childrenOf(folder: string): Promise<Dirent[]> {
  const children = await readdir(folder, { withFileTypes: true });
  return children.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}
