/** One file of a sending: put down under a name of ours, judged, and handed to room 1. Its own name is a word, never a path. */
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ReceivedUpload, receiveUpload } from '../../../1-raw/receive.ts';
import { duplicate } from '../../../1-raw/sentences.ts';
import { guessDataset } from '../../../2-staging/guess-dataset.ts';
import { testProfile } from '../../../2-staging/preview.ts';
import { chooseProfile } from '../../../2-staging/profile.ts';
import { Failure } from '../../../errors.ts';
import type { Dataset } from '../../../values/dataset.ts';
import { type Sentence, sentence } from '../../../values/sentence.ts';
import { uuidV7 } from '../../../values/uuid.ts';
import type { World } from '../../../world.ts';
import type { Received } from '../../contract/exports.ts';
import { Problem } from '../../problem.ts';

/** A text of ten years of lines; a workbook beyond this is no export, and would be unpacked in memory. */
export const largestTextBytes = 2 * 1024 ** 3;
const largestWorkbookBytes = 25 * 1024 ** 2;
/** What a sending that was cut off may have left. */
const abandonedAfterMs = 24 * 3_600_000;

export interface Upload {
  readonly name: string;
  readonly content: Readable;
  readonly source: string;
  /** When nobody says it, the columns do, or the name. */
  readonly dataset: Dataset | undefined;
  /** When the sender's file was last written; dates the export where its name does not. */
  readonly modifiedAt: Date | undefined;
}

/** Takes one file. What a person can mend is in the answer; throws a Problem when it is too large. */
export async function takeUpload(world: World, upload: Upload): Promise<Received> {
  const folder = join(world.folders.root, 'incoming');
  await mkdir(folder, { recursive: true });
  await removeAbandoned(folder, world.clock());
  // Room 1 and 2 look at the content alone: the name on disk says nothing.
  const path = join(folder, uuidV7(world.clock()));
  try {
    await pipeline(upload.content, limit(upload.name), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    if (upload.modifiedAt) await utimes(path, upload.modifiedAt, upload.modifiedAt);
    return await judge(world, upload, path);
  } finally {
    await rm(path, { force: true });
  }
}

async function judge(world: World, upload: Upload, path: string): Promise<Received> {
  const name = shownName(upload.name);
  const { source } = upload;
  const nothing = { name, source, dataset: null, hash: null, isNew: false, needsMapping: false };
  try {
    const dataset = upload.dataset ?? (await guessDataset(world.settings, { path, name, source }));
    if (dataset === undefined) return { ...nothing, state: 'unknown_dataset', sentence: tellWhat(name) };
    const kept = await receiveUpload(world, { path, name, source, dataset });
    const needsMapping = await isUnknown(world, path, source, dataset);
    return {
      name,
      source,
      dataset,
      hash: kept.fileHash,
      isNew: kept.isNew,
      needsMapping,
      state: kept.isNew ? 'received' : 'known',
      sentence: said(name, dataset, kept, needsMapping),
    };
  } catch (error) {
    if (!(error instanceof Failure) || error.retry === 'later') throw error;
    return { ...nothing, state: 'refused', sentence: error.sentence };
  }
}

/** Whether the columns of a file are not understood, so that a run would stop it. */
async function isUnknown(world: World, path: string, source: string, dataset: Dataset): Promise<boolean> {
  const { profile } = chooseProfile(world.settings, source, dataset);
  const { ok, headers } = await testProfile(path, dataset, profile);
  return !ok && headers.length > 0;
}

const datasetWords: Readonly<Record<Dataset, Sentence>> = {
  ventes_lignes: sentence('les ventes', 'the sales'),
  clients: sentence('les clients', 'the clients'),
  produits: sentence('les produits', 'the products'),
  stock: sentence('le stock', 'the stock'),
  contacts: sentence('les contacts', 'the contacts'),
};

function said(name: string, dataset: Dataset, kept: ReceivedUpload, needsMapping: boolean): Sentence {
  const what = datasetWords[dataset];
  if (!kept.isNew) return duplicate(name, kept.knownAs, kept.counts);
  if (needsMapping) {
    return sentence(
      `${name} : reçu (${what.fr}), mais ses colonnes sont inconnues. Dites ce qu’elles veulent dire.`,
      `${name}: received (${what.en}), but its columns are unknown. Say what they mean.`,
    );
  }
  return sentence(`${name} : reçu (${what.fr}).`, `${name}: received (${what.en}).`);
}

function tellWhat(name: string): Sentence {
  return sentence(
    `${name} : ni son nom ni ses colonnes ne disent ce qu’il contient. Dites-le.`,
    `${name}: neither its name nor its columns say what it holds. Say it.`,
  );
}

/** The last piece of what a sender calls a file, on one line: some send the whole path. */
function shownName(name: string): string {
  const last =
    decodedWord(name)
      .replaceAll(/[\p{Cc}]/gu, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  return last.trim().slice(-120) || 'export';
}

/** .NET writes a name with accents as one word of RFC 2047: `=?utf-8?B?…?=`. */
function decodedWord(name: string): string {
  const base64 = /^=\?utf-8\?B\?([A-Za-z0-9+/=]+)\?=$/i.exec(name)?.[1];
  return base64 === undefined ? name : Buffer.from(base64, 'base64').toString('utf8');
}

/** Lets through what a file may hold: its first bytes tell whether it is a workbook, whatever its name says. */
function limit(name: string): Transform {
  let total = 0;
  let largest: number | undefined;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      largest ??=
        isPackedTable(chunk) || /\.(xlsx|xlsm|xls|ods)$/i.test(name) ? largestWorkbookBytes : largestTextBytes;
      total += chunk.length;
      done(total > largest ? tooLarge(shownName(name), largest) : null, chunk);
    },
  });
}

/** ZIP (xlsx, ods) or the compound file of old Office (xls). */
function isPackedTable(first: Buffer): boolean {
  const mark = first.subarray(0, 4).toString('hex');
  return mark === '504b0304' || mark === 'd0cf11e0';
}

export function tooLarge(name: string, largestBytes: number): Problem {
  const size = largestBytes >= 1024 ** 3 ? `${largestBytes / 1024 ** 3} Go` : `${largestBytes / 1024 ** 2} Mo`;
  return new Problem(
    'tooLarge',
    'FILE_TOO_LARGE',
    sentence(
      `${name} dépasse ${size}. Exportez une période plus courte, ou en CSV.`,
      `${name} is larger than ${size.replace('o', 'B')}. Export a shorter period, or as CSV.`,
    ),
  );
}

async function removeAbandoned(folder: string, now: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const seen = await stat(path).catch(() => undefined);
    if (seen && now.getTime() - seen.mtimeMs > abandonedAfterMs) await rm(path, { force: true });
  }
}
