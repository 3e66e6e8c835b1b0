import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DemoFile, DemoTruth } from '../../src/demo/truth.ts';

/** A line of the sales as an independent reader understands it, with its rejects told apart. */
export interface ReadLine {
  readonly cells: Readonly<Record<string, string>>;
  readonly documentId: string;
  readonly type: string;
  readonly day: string | null;
  readonly quantity: number;
  readonly htCents: number | null;
  readonly ttcCents: number | null;
}

const columns =
  'client_code date_livraison produit_label qty_line pu_ht mt_ht mt_ttc marge document_type document_no order_detail_no article packaging email code_postal ville'.split(
    ' ',
  );

/** The text of a file, whatever it is encoded in. */
export async function textOf(out: string, file: DemoFile): Promise<string> {
  const bytes = await readFile(join(out, file.path));
  const plain = file.path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  if (plain[0] === 0xff && plain[1] === 0xfe) return plain.toString('utf16le').slice(1);
  if (plain[0] === 0xef && plain[1] === 0xbb) return plain.toString('utf8').slice(1);
  return new TextDecoder(file.dialect.encoding).decode(plain, { stream: true });
}

/** The records of a delimited text; an Excel guard is taken as it stands. */
export function recordsOf(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text.charAt(at + 1) === '"') cell += text.charAt(at++);
      else isQuoted = false;
    } else if (character === '"' && cell === '') isQuoted = true;
    else if (character === delimiter || character === '\n') {
      record.push(cell.replace(/\r$/, ''));
      cell = '';
      if (character === '\n') {
        records.push(record);
        record = [];
      }
    } else cell += character;
  }
  return records;
}

/** The sales lines of one export: titles, totals and blank lines left out. */
export async function salesOf(out: string, file: DemoFile): Promise<ReadLine[]> {
  const records = recordsOf(await textOf(out, file), file.dialect.delimiter);
  const header = records.findIndex((record) => record.length === columns.length);
  return records
    .slice(header + 1)
    .filter((record) => record.length === columns.length && !record[0]?.startsWith('TOTAL'))
    .map(readLine);
}

/** The exports of the sales in order, each document replaced or removed by the newer export that covers its day. */
export async function finalSales(out: string, truth: DemoTruth): Promise<ReadLine[]> {
  const documents = new Map<string, ReadLine[]>();
  for (const file of truth.files.filter(({ dataset }) => dataset === 'ventes_lignes')) {
    const lines = await salesOf(out, file);
    const days = lines.flatMap(({ day }) => day ?? []).toSorted();
    const covered = [...documents].filter(([, old]) => old.some(({ day }) => day !== null && day >= (days[0] ?? '')));
    for (const [documentId] of covered) documents.delete(documentId);
    for (const line of lines) documents.delete(line.documentId);
    for (const line of lines) documents.set(line.documentId, [...(documents.get(line.documentId) ?? []), line]);
  }
  return [...documents.values()].flat();
}

/** The lines of a register as rows named by its header. */
export async function rowsOf(out: string, file: DemoFile): Promise<Record<string, string>[]> {
  const records = recordsOf(await textOf(out, file), file.dialect.delimiter).filter((record) => record.length > 1);
  const [header = [], ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, position) => [name, row[position] ?? ''])));
}

function readLine(record: string[]): ReadLine {
  const cells = Object.fromEntries(columns.map((name, position) => [name, record[position] ?? '']));
  const cell = (name: string) => cells[name] ?? '';
  const [ht, ttc] = [readCents(cell('mt_ht')), readCents(cell('mt_ttc'))];
  return {
    cells,
    documentId: `${cell('document_type')} ${cell('document_no')}`,
    type: cell('document_type'),
    day: readDay(cell('date_livraison')),
    quantity: Number(cell('qty_line').replace(',', '.')),
    htCents: ht ?? (ttc === null ? null : Math.sign(ttc) * Math.round(Math.abs(ttc) / 1.2)),
    ttcCents: ttc ?? (ht === null ? null : Math.sign(ht) * Math.round(Math.abs(ht) * 1.2)),
  };
}

function readDay(text: string): string | null {
  const french = /^(\d\d)[/.-](\d\d)[/.-](\d{2}|\d{4})$/.exec(text);
  const iso = french === null ? text.slice(0, 10) : `${french[3]?.padStart(4, '20')}-${french[2]}-${french[1]}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== iso ? null : iso;
}

function readCents(text: string): number | null {
  const bare = text.replace(/[\s€.]/g, '');
  const isNegative = /^-|-$|^\(/.test(bare);
  const digits = bare.replace(/[-()]/g, '').replace(',', '.');
  if (digits === '' || digits === 'nan') return null;
  return (isNegative ? -1 : 1) * Math.round(Number(digits) * 100);
}
