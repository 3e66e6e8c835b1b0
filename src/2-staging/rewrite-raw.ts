/**
 * A received export rewritten so that a person is forgotten in it: their cells are emptied, every other row keeps its words and
 * its line. What is written is UTF-8 text, whatever it was before (a workbook becomes the table that was read of it): STAGING
 * reads it as it read the original.
 */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Forgotten } from '../estate/forgotten.ts';
import type { CsvScanner } from './csv-reader.ts';
import { toUtf8 } from './decode.ts';
import { ForgottenRows, namesPeople } from './forgotten-rows.ts';
import { readRawBytes, startsPacked } from './raw-bytes.ts';
import { pastedCells } from './pasted-line.ts';
import { type ReadingPlan, scannerOf, type TextSource, type WorkbookSource } from './reading.ts';

const pieceCharacters = 256 * 1024;
/** Says that the text is UTF-8, whatever the profile of the source declares. */
const byteOrderMark = '\ufeff';

/** A row as it will stand on its line. */
interface Line {
  readonly line: number;
  readonly text: string;
  readonly isForgotten: boolean;
}

/**
 * Writes the export of a plan to `to` without the people forgotten; gives the lines of their rows. The file at `path`, the one
 * planned, is read and left alone. No line: nobody was in it, and what was written is worth nothing.
 */
export async function rewriteRaw(plan: ReadingPlan, path: string, to: string, forgotten: Forgotten): Promise<number[]> {
  const lines: number[] = [];
  if (!namesPeople(plan.dataset)) return lines;
  const rows = new ForgottenRows(
    forgotten,
    plan.dataset,
    plan.mapping.headers.map(({ column }) => column),
  );
  const written =
    plan.source.kind === 'text' ? textLines(plan, plan.source, rows) : sheetLines(plan, plan.source, rows);
  const text = Readable.from(piecesOf(written, lines));
  const out = createWriteStream(to, { mode: 0o644 });
  if (await startsPacked(path)) await pipeline(text, createGzip({ level: 6 }), out);
  else await pipeline(text, out);
  return lines;
}

async function* textLines(plan: ReadingPlan, source: TextSource, rows: ForgottenRows): AsyncGenerator<Line> {
  const scanner = scannerOf(source);
  const { encoding, bomBytes } = source.finding;
  for await (const chunk of toUtf8(readRawBytes(source.path), encoding, bomBytes)) {
    scanner.push(chunk);
    yield* recordsOf(scanner, plan, source, rows);
  }
  scanner.finish();
  yield* recordsOf(scanner, plan, source, rows);
}

function* recordsOf(
  scanner: CsvScanner,
  plan: ReadingPlan,
  { dialect }: TextSource,
  rows: ForgottenRows,
): Generator<Line> {
  while (scanner.next()) {
    const { line, bytes, start, end } = scanner;
    if (line === plan.headerLine) scanner.expectedFields = plan.headerCells.length;
    const cells = scanner.fields();
    const row = pastedCells(cells, plan.headerCells.length) ?? cells;
    const kept = line > plan.headerLine ? rows.without(row) : undefined;
    const text = kept
      ? kept.map((cell) => field(cell, dialect.delimiter, dialect.quote)).join(dialect.delimiter)
      : bytes.toString('utf8', start, end);
    yield { line, text, isForgotten: kept !== undefined };
  }
}

async function* sheetLines(plan: ReadingPlan, source: WorkbookSource, rows: ForgottenRows): AsyncGenerator<Line> {
  for await (const { row, cells } of source.open.allRows()) {
    const kept = row > plan.headerLine ? rows.without(cells) : undefined;
    // A line end inside a cell of a sheet is no line of the table: the rows keep their numbers.
    const text = (kept ?? cells).map((cell) => field(cell.replaceAll(/\r?\n/g, ' '), ';', '"')).join(';');
    yield { line: row, text, isForgotten: kept !== undefined };
  }
}

function field(cell: string, delimiter: string, quote: string): string {
  const isPlain = !cell.includes(delimiter) && !/[\r\n]/.test(cell) && (quote === '' || !cell.includes(quote));
  return isPlain || quote === '' ? cell : `${quote}${cell.replaceAll(quote, quote + quote)}${quote}`;
}

async function* piecesOf(lines: AsyncGenerator<Line>, forgottenLines: number[]): AsyncGenerator<string> {
  let piece = byteOrderMark;
  let next = 1;
  for await (const { line, text, isForgotten } of lines) {
    if (isForgotten) forgottenLines.push(line);
    piece += '\n'.repeat(Math.max(0, line - next)) + text + '\n';
    next = line + 1 + (text.match(/\n/g)?.length ?? 0);
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
