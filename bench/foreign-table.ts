/** A foreign table of text, record by record: CSV of any dialect and encoding, or columns set apart by blanks as CDNOW's are. */
import { Buffer, isUtf8 } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import { CsvScanner } from '../src/2-staging/csv-reader.ts';
import { singleByteToUtf8 } from '../src/2-staging/decode.ts';
import { detectDialect } from '../src/2-staging/dialect.ts';

/** What cannot be measured, in a sentence for whoever gave the file. */
export class UnusableFile extends Error {}

/** The records of a file (gzip or not), blank ones left out; cells are trimmed and lose a byte order mark. */
export function* recordsOf(file: Buffer): Generator<readonly string[]> {
  const bytes = withoutBlanks(asUtf8(isGzip(file) ? gunzipSync(file) : file));
  if (bytes.includes(0)) throw new UnusableFile('The file is no text: it holds zero bytes. A CSV is needed.');
  const scanner = new CsvScanner(detectDialect(bytes, true));
  scanner.push(bytes);
  scanner.finish();
  while (scanner.next()) {
    const cells = scanner.fields().map((cell) => cell.trim());
    if (cells.some((cell) => cell !== '')) yield cells;
  }
}

function isGzip(file: Buffer): boolean {
  return file[0] === 0x1f && file[1] === 0x8b;
}

function asUtf8(file: Buffer): Buffer {
  if (file[0] === 0xff && file[1] === 0xfe) return Buffer.from(file.subarray(2).toString('utf16le'));
  const utf8 = isUtf8(file) ? file : singleByteToUtf8(file, 'windows-1252');
  return utf8[0] === 0xef && utf8[1] === 0xbb && utf8[2] === 0xbf ? utf8.subarray(3) : utf8;
}

/** Columns set apart by runs of blanks become a CSV. A file whose first line holds a usual separator stays as it is. */
function withoutBlanks(bytes: Buffer): Buffer {
  const end = bytes.indexOf(0x0a);
  const first = bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
  if (/[;,\t|]/.test(first) || !/\S +\S/.test(first.trim())) return bytes;
  return Buffer.from(
    bytes
      .toString('utf8')
      .replaceAll(/^ +| +$/gm, '')
      .replaceAll(/ +/g, ';'),
  );
}

/** A column's name without case, accents and signs: `Customer ID`, `customer_id` and `CustomerID` are the same. */
export function plainName(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}

/** The column that bears one of the names, the likeliest first; else one whose name holds the pattern; -1 where none does. */
export function columnNamed(header: readonly string[], names: readonly string[], pattern?: RegExp): number {
  const exact = names.map((name) => header.indexOf(name)).find((place) => place >= 0);
  return exact ?? (pattern === undefined ? -1 : header.findIndex((name) => pattern.test(name)));
}
