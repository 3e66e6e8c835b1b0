/**
 * The one format of our own files, STAGING and CURATED: UTF-8, `;`, `\n`, a header line, quotes only where RFC 4180 asks
 * for them, an empty field is a missing one; gzip level 1 under the name `….gz` once the text is longer than 1 MB.
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createGunzip, gzip as gzipWithCallback } from 'node:zlib';
import { Failure } from '../errors.ts';
import { sentence } from './sentence.ts';

/** Text longer than this is compressed. */
const gzipAboveBytes = 1_000_000;
/** Characters gathered before they are encoded and handed on: a write per row would cost more than the row. */
const chunkCharacters = 256 * 1024;
/** Blocks being compressed or written before the caller is asked to wait: what keeps memory flat. */
const blocksUnderWay = 3;
/** Room for what 1 MB of text packs to: fewer trips to the thread pool than the usual 16 kB at a time. */
const gzipChunkBytes = 512 * 1024;
const gzip = promisify(gzipWithCallback);
const needsQuotes = /[;"\n\r]/;

/** Some rows of one of our files, with the header of the file: one field per column, all text, quotes undone. */
export interface OwnCsvBatch {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a closed writer leaves on disk: the final path (with `.gz` where compressed), its rows and its bytes of text. */
export interface OwnCsvFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Reads one of our own files (absolute path, `.gz` or not) in batches of some thousand rows; a file with a header alone
 * gives one batch without rows. The fields are slices of a large text: copy those that are kept for long. Throws a
 * `Failure` when the file is missing, cut short or not ours.
 */
export async function* readOwnCsv(path: string): AsyncGenerator<OwnCsvBatch> {
  let header: readonly string[] | undefined;
  for await (const text of recordTexts(path)) {
    const rows = parseRecords(text);
    if (header === undefined) {
      header = rows.shift() ?? [];
      yield { header, rows };
    } else if (rows.length > 0) {
      yield { header, rows };
    }
  }
}

async function* recordTexts(path: string): AsyncGenerator<string> {
  for await (const bytes of readOwnCsvBytes(path)) yield bytes.toString('utf8');
}

/**
 * The bytes of one of our own files, header included, cut between records: every piece ends with the `\n` of a record, and
 * belongs to the reader. For who reads a million rows and more; throws as `readOwnCsv` does.
 */
export async function* readOwnCsvBytes(path: string): AsyncGenerator<Buffer> {
  let carried: Buffer = Buffer.alloc(0);
  for await (const bytes of fileBytes(path)) {
    const whole: Buffer = carried.length === 0 ? bytes : Buffer.concat([carried, bytes]);
    const end = endOfLastRecord(whole);
    if (end > 0) yield whole.subarray(0, end);
    carried = whole.subarray(end);
  }
  if (carried.length > 0) throw damaged(path, undefined);
}

// A line end (0x0A is never part of a longer UTF-8 character) closes a record when an even number of quotes came before.
function endOfLastRecord(bytes: Buffer): number {
  const lastLineEnd = bytes.lastIndexOf(0x0a);
  if (lastLineEnd < 0) return 0;
  let isOpen = false;
  for (let at = bytes.indexOf(0x22); at >= 0 && at < lastLineEnd; at = bytes.indexOf(0x22, at + 1)) isOpen = !isOpen;
  return isOpen ? endOfLastClosed(bytes, lastLineEnd) : lastLineEnd + 1;
}

/** The same, byte by byte, where the last line end stands within quotes. */
function endOfLastClosed(bytes: Buffer, lastLineEnd: number): number {
  let end = 0;
  let quotes = 0;
  for (let position = 0; position <= lastLineEnd; position++) {
    const byte = bytes[position];
    if (byte === 0x22) quotes++;
    else if (byte === 0x0a && quotes % 2 === 0) end = position + 1;
  }
  return end;
}

async function* fileBytes(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  try {
    if (!path.endsWith('.gz')) {
      for await (const bytes of file) if (Buffer.isBuffer(bytes)) yield bytes;
      return;
    }
    const unpacked = createGunzip({ chunkSize: 256 * 1024 });
    file.on('error', (error) => unpacked.destroy(error));
    file.pipe(unpacked);
    for await (const bytes of unpacked) if (Buffer.isBuffer(bytes)) yield bytes;
  } catch (error) {
    throw damaged(path, error);
  } finally {
    file.destroy();
  }
}

function parseRecords(text: string): string[][] {
  const lines = text.split('\n');
  lines.pop();
  const rows: string[][] = [];
  for (let index = 0; index < lines.length; index++) {
    let line = lines[index] ?? '';
    if (!line.includes('"')) {
      rows.push(line.split(';'));
      continue;
    }
    while (hasOpenQuote(line)) line += `\n${lines[++index] ?? ''}`;
    rows.push(parseQuotedRecord(line));
  }
  return rows;
}

function hasOpenQuote(record: string): boolean {
  let quotes = 0;
  for (let at = record.indexOf('"'); at >= 0; at = record.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}

function parseQuotedRecord(record: string): string[] {
  const fields: string[] = [];
  let position = 0;
  while (position <= record.length) {
    const isQuoted = record[position] === '"';
    const end = isQuoted ? closingQuote(record, position) + 1 : position;
    const next = record.indexOf(';', end);
    const stop = next < 0 ? record.length : next;
    fields.push(isQuoted ? record.slice(position + 1, end - 1).replaceAll('""', '"') : record.slice(position, stop));
    position = stop + 1;
  }
  return fields;
}

function closingQuote(record: string, opening: number): number {
  let at = record.indexOf('"', opening + 1);
  while (at >= 0 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at < 0 ? record.length : at;
}

/** One record of our files, with its line end. Empty text is a missing value. */
export function ownCsvRecord(fields: readonly string[]): string {
  let record = '';
  for (let index = 0; index < fields.length; index++) {
    if (index > 0) record += ';';
    record += ownCsvField(fields[index] ?? '');
  }
  // A record of one empty field would be an empty line, which no reader can tell from no record.
  return record === '' ? '""\n' : `${record}\n`;
}

/** One field as our files write it: quoted only when it holds `;`, `"` or a line end. */
export function ownCsvField(value: string): string {
  return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/**
 * Writes one of our files so that it is there whole or not at all: the text goes to `<path>.tmp-<pid>`, is flushed to the
 * disk and renamed by `close`. `path` is given without `.gz`. Await `ready` after each batch, so that a slow disk slows the
 * writer down instead of filling memory; `abandon` when the work fails.
 *
 * Compressed files are a series of gzip members of 1 MB of text, which every gzip reader takes as one: the members are
 * compressed side by side in the thread pool while the caller makes the next ones.
 */
export class OwnCsvWriter {
  readonly #path: string;
  readonly #temporaryPath: string;
  #text = '';
  #block: Buffer[] = [];
  #blockBytes = 0;
  #rows = 0;
  #bytes = 0;
  #file: Promise<FileHandle> | undefined;
  #lastWrite: Promise<void> = Promise.resolve();
  #writes: Promise<void>[] = [];
  #failure: unknown;

  constructor(path: string) {
    this.#path = path;
    this.#temporaryPath = `${path}.tmp-${process.pid}`;
  }

  /** One record (the header is the first one; it counts as no row). */
  write(fields: readonly string[]): void {
    this.writeRaw(ownCsvRecord(fields), 1);
  }

  /** Text that already is `rows` whole records in our format. */
  writeRaw(text: string, rows: number): void {
    this.#text += text;
    this.#rows += rows;
    if (this.#text.length >= chunkCharacters) this.#encodeText();
  }

  /** UTF-8 bytes that already are `rows` whole records in our format; the writer keeps the buffer. */
  writeBytes(bytes: Buffer, rows: number): void {
    this.#encodeText();
    this.#rows += rows;
    this.#take(bytes);
  }

  /** Resolves once enough was written for more to come; throws the `Failure` of the disk. */
  async ready(): Promise<void> {
    while (this.#writes.length > blocksUnderWay) await this.#writes.shift();
    this.#throwFailure();
  }

  /** Flushes, renames, and says what is on disk. The row count leaves the header out. */
  async close(): Promise<OwnCsvFile> {
    try {
      this.#encodeText();
      const isPacked = this.#file !== undefined;
      this.#writeBlock(isPacked);
      const finalPath = isPacked ? `${this.#path}.gz` : this.#path;
      await this.#flush();
      await rename(this.#temporaryPath, finalPath);
      await rm(isPacked ? this.#path : `${this.#path}.gz`, { force: true });
      await flushFolder(dirname(finalPath));
      return { path: finalPath, rows: Math.max(0, this.#rows - 1), bytes: this.#bytes };
    } catch (error) {
      await this.abandon();
      throw diskFailure(error, this.#path);
    }
  }

  /** Leaves nothing behind. */
  async abandon(): Promise<void> {
    this.#failure ??= new Error('abandoned');
    await this.#lastWrite;
    const file = await this.#file?.catch(() => undefined);
    await file?.close().catch(() => undefined);
    this.#file = undefined;
    await rm(this.#temporaryPath, { force: true }).catch(() => undefined);
  }

  #encodeText(): void {
    if (this.#text === '') return;
    const bytes = Buffer.from(this.#text, 'utf8');
    this.#text = '';
    this.#take(bytes);
  }

  #take(bytes: Buffer): void {
    this.#block.push(bytes);
    this.#blockBytes += bytes.length;
    this.#bytes += bytes.length;
    if (this.#blockBytes > gzipAboveBytes) this.#writeBlock(true);
  }

  #writeBlock(isPacked: boolean): void {
    const block = Buffer.concat(this.#block);
    this.#block = [];
    this.#blockBytes = 0;
    const file = (this.#file ??= openForWriting(this.#temporaryPath));
    if (block.length === 0) return;
    const ready = isPacked ? gzip(block, { level: 1, chunkSize: gzipChunkBytes }) : Promise.resolve(block);
    const before = this.#lastWrite;
    this.#lastWrite = this.#append(file, ready, before).catch((error: unknown) => {
      this.#failure ??= error;
    });
    this.#writes.push(this.#lastWrite);
  }

  async #append(file: Promise<FileHandle>, bytes: Promise<Buffer>, before: Promise<void>): Promise<void> {
    const [handle, ready] = await Promise.all([file, bytes, before]);
    if (this.#failure === undefined) await handle.writeFile(ready);
  }

  async #flush(): Promise<void> {
    await this.#lastWrite;
    if (this.#failure !== undefined) throw this.#failure;
    const file = await this.#file;
    await file?.sync();
    await file?.close();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw diskFailure(this.#failure, this.#path);
  }
}

async function openForWriting(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, 'w');
}

/** Removes what killed processes left half written in a folder: `….tmp-<pid>` of a process that is no more, or of this one. */
export async function removeAbandonedFiles(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = /\.tmp-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAnotherLiveProcess(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function isAnotherLiveProcess(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

// A rename is only certain after a crash once its folder is flushed; Windows cannot open folders and needs no such thing.
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The failure a person understands for an error met while writing `path`; anything unknown keeps its cause. */
export function diskFailure(error: unknown, path: string): Failure {
  if (error instanceof Failure) return error;
  const name = basename(path);
  const options = { facts: { path, errno: errorCode(error) }, cause: error, retry: 'later' } as const;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure(
        'DISK_FULL',
        sentence(
          `Le disque est plein : ${name} n’a pas pu être écrit. Faites de la place puis relancez ; rien n’est perdu.`,
          `The disk is full: ${name} could not be written. Make room and run again; nothing is lost.`,
        ),
        options,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure(
        'FOLDER_READ_ONLY',
        sentence(
          `Le dossier ${dirname(path)} refuse l’écriture : ${name} n’a pas pu y être écrit. Donnez-y le droit d’écrire puis relancez.`,
          `The folder ${dirname(path)} cannot be written to: ${name} was not written. Allow writing there and run again.`,
        ),
        options,
      );
    default:
      return new Failure(
        'FILE_NOT_WRITTEN',
        sentence(
          `${name} n’a pas pu être écrit (${errorCode(error)}). Vérifiez le disque puis relancez.`,
          `${name} could not be written (${errorCode(error)}). Check the disk and run again.`,
        ),
        options,
      );
  }
}

function damaged(path: string, cause: unknown): Failure {
  const name = basename(path);
  return new Failure(
    'OWN_FILE_DAMAGED',
    sentence(
      `Le fichier de travail ${name} manque ou est abîmé. Supprimez-le puis relancez : il sera refait à partir de l’original.`,
      `The working file ${name} is missing or damaged. Delete it and run again: it is made anew from the original.`,
    ),
    { facts: { path }, cause },
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN';
}
