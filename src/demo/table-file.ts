import { writeFile } from 'node:fs/promises';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import type { Dataset } from '../values/dataset.ts';
import type { Day } from '../values/day.ts';
import { type Dialect, dateMarks, fileMarks, quotingMarks, writeCell, writeDay } from './dialect.ts';
import { countMarks, type FlawName } from './flaws.ts';
import type { TruthLedger } from './ledger.ts';
import { FileSink } from './sink.ts';
import type { DemoFile } from './truth.ts';

/** A cell that every container writes its own way: a day, a number with so many decimals, or text as it stands. */
export type TableCell = string | { readonly day: number } | { readonly number: number; readonly decimals: number };

/** One row, what is unusual in it, and whether a reader must reject it. */
export interface TableRow {
  readonly cells: readonly TableCell[];
  readonly marks: readonly FlawName[];
  readonly reject?: string;
}

/** An export that is not the sales: written row by row, or in one piece when Excel wants it. */
export interface Table {
  readonly dataset: Dataset;
  readonly path: string;
  readonly absolutePath: string;
  readonly exportedOn: Day;
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: Iterable<TableRow>;
}

/** Writes the table in its dialect and gives what a reader should find in it. */
export async function writeTable(ledger: TruthLedger, dialect: Dialect, table: Table): Promise<DemoFile> {
  countMarks(ledger.flaws, fileMarks(dialect));
  const { rows, counts } = countingRows(ledger, dialect, table.rows);
  const bytes = await writerOf(dialect)(dialect, { ...table, rows });
  const around = { titleLines: dialect.hasTitle ? 1 : 0, totalLines: dialect.hasTotal ? 1 : 0 };
  const blankLines = dialect.hasBlankLines && isText(dialect) ? 2 : 0;
  countAround(ledger, dialect, { ...around, blankLines });
  return {
    path: table.path,
    dataset: table.dataset,
    exportedOn: table.exportedOn,
    dialect,
    bytes,
    ...counts,
    ...around,
    blankLines,
  };
}

function writerOf(dialect: Dialect): (dialect: Dialect, table: Table) => Promise<number> {
  if (dialect.container === 'xlsx') return writeWorkbook;
  return dialect.container === 'html.xls' ? writeWebPage : writeText;
}

function isText({ container }: Dialect): boolean {
  return container !== 'xlsx' && container !== 'html.xls';
}

function countAround(
  ledger: TruthLedger,
  dialect: Dialect,
  lines: { titleLines: number; totalLines: number; blankLines: number },
): void {
  ledger.flaws.title_row += lines.titleLines;
  ledger.flaws.total_row += lines.totalLines;
  ledger.flaws.blank_line += lines.blankLines;
  if (dialect.container === 'xlsx' && dialect.hasTitle) ledger.flaws.merged_cells++;
}

function countingRows(ledger: TruthLedger, dialect: Dialect, rows: Iterable<TableRow>) {
  const rejects: Record<string, number> = {};
  const counts = { dataLines: 0, rejects };
  function* counting(): Generator<TableRow> {
    for (const row of rows) {
      counts.dataLines++;
      countMarks(ledger.flaws, row.marks);
      for (const cell of row.cells) countMarks(ledger.flaws, cellMarks(cell, dialect));
      if (row.reject !== undefined) rejects[row.reject] = (rejects[row.reject] ?? 0) + 1;
      yield row;
    }
  }
  return { rows: counting(), counts };
}

function cellMarks(cell: TableCell, dialect: Dialect): readonly FlawName[] {
  if (typeof cell === 'string') return isText(dialect) ? quotingMarks(cell, dialect.delimiter) : [];
  if (!('day' in cell)) return [];
  if (dialect.container === 'xlsx') return ['excel_serial_date'];
  const mark = dateMarks[dialect.dates];
  return mark === undefined ? [] : [mark];
}

async function writeText(dialect: Dialect, table: Table): Promise<number> {
  const { delimiter, newline } = dialect;
  const sink = new FileSink(table.absolutePath, dialect.encoding, dialect.container === 'csv.gz');
  if (dialect.hasTitle) sink.add(table.title + newline);
  if (dialect.hasBlankLines) sink.add(newline);
  sink.add(table.headers.join(delimiter) + newline);
  for (const row of table.rows) {
    sink.add(row.cells.map((cell) => writeCell(textOf(cell, dialect), delimiter)).join(delimiter) + newline);
    if (sink.isFull) await sink.flush();
  }
  if (dialect.hasTotal) sink.add(`TOTAL${delimiter.repeat(table.headers.length - 1)}${newline}`);
  if (dialect.hasBlankLines) sink.add(newline);
  await sink.close();
  return sink.bytes;
}

function textOf(cell: TableCell, dialect: Dialect): string {
  if (typeof cell === 'string') return cell;
  if ('day' in cell) return writeDay(cell.day, dialect.dates);
  return cell.number.toFixed(cell.decimals).replace('.', ',');
}

/** A table of a web page: what many programs call an XLS. */
async function writeWebPage(dialect: Dialect, table: Table): Promise<number> {
  const sink = new FileSink(table.absolutePath, dialect.encoding, false);
  const add = (cells: readonly string[], tag: 'th' | 'td'): void =>
    sink.add(`<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>\r\n`);
  sink.add('<html><head><meta charset="utf-8"></head><body><table border="1">\r\n');
  add(table.headers, 'th');
  for (const row of table.rows) {
    add(
      row.cells.map((cell) => textOf(cell, dialect)),
      'td',
    );
    if (sink.isFull) await sink.flush();
  }
  if (dialect.hasTotal) add(['TOTAL', ...table.headers.slice(1).map(() => '')], 'td');
  sink.add('</table></body></html>\r\n');
  await sink.close();
  return sink.bytes;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

// Typed cells, a merged title, and a fixed date of writing: the same estate gives the same bytes.
async function writeWorkbook(dialect: Dialect, table: Table): Promise<number> {
  const rows: CellValue[][] = [[...table.headers]];
  for (const row of table.rows) rows.push(row.cells.map(valueOf));
  if (dialect.hasTitle) rows.unshift([table.title]);
  if (dialect.hasTotal) rows.push(['TOTAL', ...table.headers.slice(1).map(() => null)]);
  const merges = dialect.hasTitle ? [{ startRow: 0, endRow: 0, startCol: 0, endCol: table.headers.length - 1 }] : [];
  const writtenAt = new Date(`${table.exportedOn}T06:00:00Z`);
  const sheets = [{ name: 'Export', rows, merges }];
  const bytes = await writeXlsx({ sheets, properties: { created: writtenAt, modified: writtenAt } });
  await writeFile(table.absolutePath, bytes);
  return bytes.length;
}

function valueOf(cell: TableCell): CellValue {
  if (typeof cell === 'string') return cell === '' ? null : cell;
  return 'day' in cell ? new Date(cell.day * 86_400_000) : Number(cell.number.toFixed(cell.decimals));
}
