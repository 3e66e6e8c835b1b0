/** Reads an archive from its beginning to its end, and checks every byte on the way against what the archive says of itself. */
import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as tarExtract } from 'tar-stream';
import { basename } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../1-raw/write-atomically.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { archiveBytes } from './archive-writer.ts';
import { type ArchiveHead, archiveFormat, archiveHeadSchema, type Manifest, manifestSchema } from './manifest.ts';
import { decrypted } from './streams.ts';

/** Where the bytes of an archive go. Each gets whole pieces, in the order of the archive. */
export interface ArchiveReceiver {
  /** First of all; may refuse the archive by throwing. */
  head?(head: ArchiveHead): Promise<void>;
  /** Some rows of a table, as COPY wrote them. */
  rows?(table: string, part: Buffer): Promise<void>;
  /** A file of the estate; all of its bytes must be read. */
  file?(path: string, bytes: AsyncIterable<Buffer>): Promise<void>;
  secrets?(secrets: { readonly secret: string }): Promise<void>;
}

interface Tally {
  readonly hash: Hash;
  bytes: number;
}

const secretsSchema = z.object({ secret: z.string() });

/**
 * Reads the archive at `path` with the secret half of its key. Throws a Failure that names the archive and the part of it
 * that is damaged, as soon as it is met; what was received until then is not to be trusted.
 */
export async function readArchive(path: string, identity: string, receiver: ArchiveReceiver = {}): Promise<Manifest> {
  const place = { part: '' };
  try {
    return await walk(path, identity, receiver, place);
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (isWrongKey(error)) throw wrongKey(path);
    if (errorCode(error) === 'ENOENT') throw archiveGone(path, error);
    throw damagedArchive(path, place.part, error);
  }
}

/** What an archive is, without reading further than its first words. */
export async function readHead(path: string, identity: string): Promise<ArchiveHead> {
  let found: ArchiveHead | undefined;
  const enough = new Error('enough');
  await readArchive(path, identity, {
    async head(head) {
      found = head;
      throw new Failure('ENOUGH', sentence('', ''), { cause: enough });
    },
  }).catch((error: unknown) => {
    if (!(error instanceof Failure && error.code === 'ENOUGH')) throw error;
  });
  if (!found) throw damagedArchive(path, 'head.json');
  return found;
}

async function walk(
  path: string,
  identity: string,
  receiver: ArchiveReceiver,
  place: { part: string },
): Promise<Manifest> {
  const extract = tarExtract();
  const source = pipeline(Readable.from(decrypted(archiveBytes(path), identity)), createGunzip(), extract);
  source.catch(() => {});
  const tallies = new Map<string, Tally>();
  let manifest: Manifest | undefined;
  for await (const entry of extract) {
    const { name } = entry.header;
    place.part = name;
    const tally = tallyOf(tallies, name);
    const bytes = counted(entry, tally);
    if (name === 'head.json') {
      await receiver.head?.(readable(path, archiveHeadSchema.parse(JSON.parse(await textOf(bytes)))));
    } else if (name === 'manifest.json') {
      manifest = manifestSchema.parse(JSON.parse(await textOf(bytes)));
    } else if (name === 'secrets.json') {
      await receiver.secrets?.(secretsSchema.parse(JSON.parse(await textOf(bytes))));
    } else if (name.startsWith('tables/')) {
      await receiver.rows?.(name.split('/')[1] ?? '', await whole(bytes));
    } else if (name.startsWith('files/') && isInside(name)) {
      if (receiver.file) await receiver.file(name.slice('files/'.length), bytes);
    } else {
      throw damagedArchive(path, name);
    }
    for await (const _rest of bytes);
  }
  await source;
  if (!manifest) throw damagedArchive(path, 'manifest.json');
  check(path, manifest, tallies);
  return manifest;
}

/** No path of an archive leads out of the estate's folder, whoever made the archive. */
function isInside(name: string): boolean {
  return name.split('/').every((step) => step !== '..' && step !== '.' && step !== '') && !/[\\:\0]/.test(name);
}

function readable(path: string, head: ArchiveHead): ArchiveHead {
  if (head.format <= archiveFormat) return head;
  throw new Failure(
    'BACKUP_NEWER',
    sentence(
      `${basename(path)} a été fait par une version plus récente de Cuvée (${head.codeVersion}). Installez la dernière version, puis recommencez.`,
      `${basename(path)} was made by a newer Cuvée (${head.codeVersion}). Install the latest version, then try again.`,
    ),
  );
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const key = name.startsWith('tables/') ? name.split('/').slice(0, 2).join('/') : name;
  const known = tallies.get(key) ?? { hash: createHash('sha256'), bytes: 0 };
  tallies.set(key, known);
  return known;
}

async function* counted(entry: AsyncIterable<unknown>, tally: Tally): AsyncGenerator<Buffer> {
  for await (const chunk of entry) {
    if (!(chunk instanceof Uint8Array)) continue;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    tally.hash.update(bytes);
    tally.bytes += bytes.length;
    yield bytes;
  }
}

async function whole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  return (await whole(bytes)).toString('utf8');
}

function check(path: string, manifest: Manifest, tallies: ReadonlyMap<string, Tally>): void {
  const expected = [
    ...manifest.tables.map(({ name, bytes, sha256 }) => ({ part: `tables/${name}`, bytes, sha256 })),
    ...manifest.files.map(({ path: file, bytes, sha256 }) => ({ part: `files/${file}`, bytes, sha256 })),
  ];
  for (const { part, bytes, sha256 } of expected) {
    const tally = tallies.get(part);
    const found = tally ? tally.hash.copy().digest('hex') : emptyHash;
    if (found !== sha256 || (tally?.bytes ?? 0) !== bytes) throw damagedArchive(path, part);
  }
}

const emptyHash = createHash('sha256').digest('hex');

/** The failure of an archive that is not as it was written; `part` is the last thing read before, or the one that differs. */
export function damagedArchive(path: string, part: string, cause?: unknown): Failure {
  const near =
    part === '' ? { fr: 'dès son début', en: 'at its very beginning' } : { fr: `vers ${part}`, en: `near ${part}` };
  return new Failure(
    'BACKUP_DAMAGED',
    sentence(
      `La sauvegarde ${basename(path)} est abîmée ${near.fr} : elle ne peut pas être restaurée. Prenez-en une autre (cuvee backup list) et faites vérifier le disque.`,
      `The backup ${basename(path)} is damaged ${near.en}: it cannot be restored. Take another one (cuvee backup list) and have the disk checked.`,
    ),
    { facts: { file: basename(path), part }, cause },
  );
}

function isWrongKey(error: unknown): boolean {
  return error instanceof Error && /no identity matched/i.test(error.message);
}

function wrongKey(path: string): Failure {
  return new Failure(
    'BACKUP_KEY_WRONG',
    sentence(
      `La clé donnée n'ouvre pas ${basename(path)} : il a été fait pour une autre. Donnez celle de l'installation qui l'a fait (--key FICHIER).`,
      `The key given does not open ${basename(path)}: it was made for another one. Give that of the installation that made it (--key FILE).`,
    ),
    { facts: { file: basename(path) } },
  );
}

/** The failure of an archive that is no longer where it was. */
export function archiveGone(path: string, cause: unknown): Failure {
  return new Failure(
    'BACKUP_GONE',
    sentence(
      `La sauvegarde ${basename(path)} n'est plus à sa place. Prenez sa copie, ou une autre (cuvee backup list).`,
      `The backup ${basename(path)} is no longer where it was. Take its copy, or another one (cuvee backup list).`,
    ),
    { facts: { file: basename(path) }, cause },
  );
}
