/**
 * Writes one archive: a single instant of the database (one repeatable-read snapshot) and the files that instant names, as
 * tar, packed by gzip, encrypted by age. Everything streams: memory stays flat however large the estate.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack as tarPack, type Pack } from 'tar-stream';
import { pathOnDisk, storedPath } from '../1-raw/folders.ts';
import { errorCode } from '../1-raw/write-atomically.ts';
import type { Database, Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import { erasureKey } from '../estate/forgotten.ts';
import { diskFailure } from '../values/own-csv.ts';
import type { EstateFolders } from '../world.ts';
import { type ArchiveHead, archiveFormat, type BackupReason, type Manifest } from './manifest.ts';
import { RowsHash } from './rows-hash.ts';
import { encrypted, flushFile } from './streams.ts';
import { copyOutOf, type EstateTable, estateTables } from './tables.ts';

const snapshotFiles = loadSql(import.meta.url, './snapshot-files.sql');
const selectEstate = sql(`select name, is_demo as "isDemo" from app.estates where estate_id = :'estate'`);
const schemaVersion = sql('select max(version) as version from app.migrations');
const oneSnapshot = sql('set transaction isolation level repeatable read, read only');

/** A piece of a table: large enough to pack well, small enough to hold. Cut between rows, so that each can be copied in alone. */
const partBytes = 4 * 1024 * 1024;

/** What an archive is made of. */
export interface ArchiveSource {
  readonly estate: string;
  readonly database: Database;
  readonly folders: EstateFolders;
  readonly codeVersion: string;
  readonly reason: BackupReason;
  readonly now: Date;
  /** The installation's secret: links of letters sent years ago are checked with it. */
  readonly secret: string;
}

export interface WrittenArchive {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly manifest: Manifest;
}

/** Writes the archive at `path`, whole or not at all. Throws the Failure of the disk or of the database. */
export async function writeArchive(source: ArchiveSource, path: string, recipient: string): Promise<WrittenArchive> {
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw diskFailure(error, path);
  });
  const draft = `${path}.tmp-${process.pid}`;
  try {
    const written = await stream(source, draft, recipient);
    await flushFile(draft);
    await rename(draft, path);
    return { path, ...written };
  } catch (error) {
    await rm(draft, { force: true });
    throw /^E[A-Z]+$/.test(errorCode(error)) ? diskFailure(error, path) : error;
  }
}

async function stream(source: ArchiveSource, path: string, recipient: string): Promise<Omit<WrittenArchive, 'path'>> {
  const pack = tarPack();
  const zip = createGzip({ level: 3 });
  const hash = createHash('sha256');
  let bytes = 0;
  const out = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of encrypted(zip, recipient)) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  const [manifest] = await Promise.all([
    fill(pack, source).catch((error: unknown) => {
      pack.destroy(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }),
    pipeline(Readable.from(pack), zip),
    pipeline(Readable.from(out()), createWriteStream(path, { mode: 0o600 })),
  ]);
  return { bytes, sha256: hash.digest('hex'), manifest };
}

async function fill(pack: Pack, source: ArchiveSource): Promise<Manifest> {
  // With the key of the erasures inside, a copy restored years later still recognises whom it must not know.
  await erasureKey(source.folders.config);
  const manifest = await source.database.transaction(async (session) => {
    await session.execute(oneSnapshot);
    const tables = await estateTables(session);
    const head = await headOf(session, source, tables);
    await addText(pack, 'head.json', JSON.stringify(head));
    await addText(pack, 'secrets.json', JSON.stringify({ secret: source.secret }));
    const written: Manifest['tables'] = [];
    for (const table of tables) written.push(await addTable(pack, session, table, source.estate));
    const named = await session.rows<NamedFile>(snapshotFiles, { estate: source.estate });
    return { ...head, tables: written, ...(await addFiles(pack, source.folders, named)) };
  });
  await addText(pack, 'manifest.json', JSON.stringify(manifest));
  pack.finalize();
  return manifest;
}

async function headOf(session: Session, source: ArchiveSource, tables: readonly EstateTable[]): Promise<ArchiveHead> {
  const { estate, reason, codeVersion, now } = source;
  const named = await session.one<{ name: string; isDemo: boolean }>(selectEstate, { estate });
  const applied = await session.one<{ version: number }>(schemaVersion);
  return {
    format: archiveFormat,
    estate,
    estateName: named?.name ?? estate,
    isDemo: named?.isDemo ?? false,
    createdAt: now.toISOString(),
    reason,
    schemaVersion: applied?.version ?? 0,
    codeVersion,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
}

async function addTable(
  pack: Pack,
  session: Session,
  table: EstateTable,
  estate: string,
): Promise<Manifest['tables'][number]> {
  const hash = createHash('sha256');
  const rows = new RowsHash();
  let parts = 0;
  let bytes = 0;
  for await (const part of rowsInParts(session.copyOut(copyOutOf(table, estate)))) {
    parts++;
    bytes += part.length;
    hash.update(part);
    rows.add(part);
    await addBytes(pack, `tables/${table.name}/${String(parts).padStart(6, '0')}`, part);
  }
  return {
    name: table.name,
    columns: [...table.columns],
    rows: rows.rows,
    parts,
    bytes,
    sha256: hash.digest('hex'),
    rowsHash: rows.digest(),
  };
}

async function* rowsInParts(rows: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of rows) {
    if (!Buffer.isBuffer(chunk)) continue;
    pending.push(chunk);
    size += chunk.length;
    if (size < partBytes) continue;
    const whole = Buffer.concat(pending, size);
    const end = whole.lastIndexOf(0x0a) + 1;
    if (end > 0) yield whole.subarray(0, end);
    pending = [whole.subarray(end)];
    size = whole.length - end;
  }
  if (size > 0) yield Buffer.concat(pending, size);
}

/** A file as the snapshot names it: `sha256` where its bytes never change. */
interface NamedFile {
  readonly path: string;
  readonly sha256: string | null;
}

async function addFiles(
  pack: Pack,
  folders: EstateFolders,
  named: readonly NamedFile[],
): Promise<Pick<Manifest, 'files' | 'missing' | 'damaged'>> {
  const files: Manifest['files'] = [];
  const missing: string[] = [];
  const damaged: string[] = [];
  const ofConfig = (await configFiles(folders)).map((path): NamedFile => ({ path, sha256: null }));
  for (const { path, sha256 } of [...named, ...ofConfig]) {
    const added = await addFile(pack, folders, path);
    if (!added) missing.push(path);
    else files.push(added);
    if (added && sha256 !== null && added.sha256 !== sha256) damaged.push(path);
  }
  return { files, missing, damaged };
}

/** The mark by which an installation may send stays with it: a copy must not inherit the leave to write to people. */
const ofThisInstallation = new Set(['config/sending-instance.json']);

async function configFiles(folders: EstateFolders): Promise<string[]> {
  const entries = await readdir(folders.config, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !/\.tmp-\d+$/.test(entry.name))
    .map((entry) => storedPath(folders, join(entry.parentPath, entry.name)))
    .filter((path) => !ofThisInstallation.has(path))
    .sort();
}

async function addFile(
  pack: Pack,
  folders: EstateFolders,
  path: string,
): Promise<Manifest['files'][number] | undefined> {
  const file = await open(pathOnDisk(folders, path), 'r').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!file) return undefined;
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256');
    await new Promise<void>((resolve, reject) => {
      const entry = pack.entry({ name: `files/${path}`, size, mode: 0o600 }, (error) =>
        error ? reject(error) : resolve(),
      );
      const source =
        size === 0 ? Readable.from([]) : file.createReadStream({ start: 0, end: size - 1, autoClose: false });
      pipeline(source, hashing(hash), entry).catch(reject);
    });
    return { path, bytes: size, sha256: hash.digest('hex') };
  } finally {
    await file.close().catch(() => {});
  }
}

function hashing(hash: Hash) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

function addText(pack: Pack, name: string, text: string): Promise<void> {
  return addBytes(pack, name, Buffer.from(text));
}

// Resolves once the pack has passed it on: a slow disk slows us down instead of filling memory.
function addBytes(pack: Pack, name: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const entry = pack.entry({ name, size: bytes.length, mode: 0o600 }, (error) => (error ? reject(error) : resolve()));
    entry.end(bytes);
  });
}

/** The bytes of an archive on disk. */
export function archiveBytes(path: string): Readable {
  return createReadStream(path, { highWaterMark: 256 * 1024 });
}
