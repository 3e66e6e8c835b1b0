/** What lies in the drop folders `raw/<source>/<dataset>/`, and which of it is whole. */
import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { datasets, isDataset } from '../values/dataset.ts';
import type { Sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import type { Offered } from './archive.ts';
import { judgeName } from './export-name.ts';
import { errorCode } from './write-atomically.ts';
import * as say from './sentences.ts';

/** A file modified less than this ago may still be growing: it is looked at twice. */
const youngMs = 2000;
/** Promise 10: above this an export is no export. */
const largestBytes = 2 * 1024 ** 3;

export interface DropFolders {
  /** Whole files, ordered by source, dataset and name. */
  readonly offered: readonly Offered[];
  readonly notices: readonly Sentence[];
}

/** Looks into every drop folder; waits `settleMs` when a file is so young that it may still be written. */
export async function lookIntoDropFolders({ folders, clock }: World, settleMs: number): Promise<DropFolders> {
  const notices: Sentence[] = [];
  const named: Offered[] = [];
  for (const source of await childrenOf(folders.raw)) {
    if (source.isDirectory()) named.push(...(await lookIntoSource(folders.raw, source.name, notices)));
    else if (judgeName(source.name) !== 'ignore') notices.push(say.misplaced(`raw/${source.name}`, datasets));
  }
  const offered = await keepWhole(named, { settleMs, clock }, notices);
  return { offered, notices };
}

async function lookIntoSource(raw: string, source: string, notices: Sentence[]): Promise<Offered[]> {
  const found: Offered[] = [];
  for (const child of await childrenOf(join(raw, source))) {
    // Windows keeps the case a person typed and treats both as one: so do we.
    const dataset = child.name.toLowerCase();
    if (child.isDirectory() && isDataset(dataset)) {
      const folder = join(raw, source, child.name);
      for (const file of await childrenOf(folder)) {
        if (judge(file, `raw/${source}/${child.name}`, notices)) {
          found.push({ path: join(folder, file.name), name: file.name, source, dataset });
        }
      }
    } else if (judgeName(child.name) !== 'ignore') {
      notices.push(say.misplaced(`raw/${source}/${child.name}`, datasets));
    }
  }
  return found;
}

function judge(file: Dirent, folder: string, notices: Sentence[]): boolean {
  const verdict = judgeName(file.name);
  if (verdict === 'ignore' || (file.isDirectory() && file.name === 'archive')) return false;
  if (!file.isFile()) notices.push(say.notAFile(`${folder}/${file.name}`));
  else if (verdict === 'arriving') notices.push(say.stillArriving(file.name));
  else if (verdict === 'unsupported') notices.push(say.unsupported(file.name));
  return file.isFile() && verdict === 'take';
}

interface Look {
  readonly file: Offered;
  readonly bytes: number;
  readonly modifiedMs: number;
}

async function keepWhole(
  files: readonly Offered[],
  { settleMs, clock }: { readonly settleMs: number; readonly clock: () => Date },
  notices: Sentence[],
): Promise<Offered[]> {
  const first = await lookAt(files);
  const now = clock().getTime();
  if (first.some((look) => isYoung(look, now))) await sleep(settleMs);
  const kept: Offered[] = [];
  for (const look of first) {
    const again = isYoung(look, now) ? (await lookAt([look.file]))[0] : look;
    if (again?.bytes !== look.bytes || again.modifiedMs !== look.modifiedMs)
      notices.push(say.stillArriving(look.file.name));
    else if (look.bytes === 0) notices.push(say.empty(look.file.name));
    else if (look.bytes > largestBytes) notices.push(say.tooLarge(look.file.name));
    else kept.push(look.file);
  }
  return kept;
}

function isYoung(look: Look, now: number): boolean {
  return Math.abs(now - look.modifiedMs) < youngMs;
}

async function lookAt(files: readonly Offered[]): Promise<Look[]> {
  const looks: Look[] = [];
  for (const file of files) {
    // A file that has just gone is nobody's loss: whoever took it away knows.
    const seen = await stat(file.path).catch(() => undefined);
    if (seen) looks.push({ file, bytes: seen.size, modifiedMs: seen.mtimeMs });
  }
  return looks;
}

async function childrenOf(folder: string): Promise<Dirent[]> {
  try {
    const children = await readdir(folder, { withFileTypes: true });
    return children.sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw say.folderUnreadable(folder, error);
  }
}
