/**
 * Tables saved as a web page under the name `.xls`, as many programs do: every `<tr>` of every table is a row, in the
 * order of the page, so that none is lost whatever the page is made of. The text a person sees is what is read.
 */
import type { WorkbookLimits } from './limits.ts';
import { attribute, type Mark, marksOf } from './markup.ts';
import { decodePage } from './page-text.ts';
import type { RawRow, RawSheet } from './raw-sheet.ts';
import { openSpreadsheetXml, isSpreadsheetXml } from './open-spreadsheet-xml.ts';
import { WorkbookStop } from './stops.ts';

/** Reads an HTML page, or the XML that Excel 2003 wrote. Throws `WorkbookStop` when a limit is broken or nothing is there. */
export function openPage(bytes: Buffer, wanted: string | undefined, limits: WorkbookLimits): RawSheet {
  const page = decodePage(bytes);
  if (page.includes('<!ENTITY')) throw new WorkbookStop('WORKBOOK_DOCTYPE');
  if (isSpreadsheetXml(page)) return openSpreadsheetXml(page, wanted, limits);
  if (!/<t[dh]\b/i.test(page)) throw new WorkbookStop('WORKBOOK_EMPTY');
  return {
    format: 'html',
    sheets: [{ name: 'HTML', isHidden: false, filledCells: 1 }],
    sheet: 'HTML',
    formulasWithoutValue: 0,
    rows: rowsOfPage(page, limits),
  };
}

interface Table {
  /** For each column, how many more rows a cell above reaches down over it. */
  readonly covered: number[];
  cells: string[] | undefined;
  cell: OpenCell | undefined;
}

interface OpenCell {
  text: string;
  readonly columns: number;
  readonly rows: number;
}

function* rowsOfPage(page: string, limits: WorkbookLimits): Generator<RawRow> {
  const tables: Table[] = [];
  let row = 0;
  for (const mark of marksOf(page)) {
    const table = tables.at(-1);
    if (mark.kind === 'open' && mark.name === 'table') {
      tables.push({ covered: [], cells: undefined, cell: undefined });
      continue;
    }
    if (!table) continue;
    // HTML lets a row or a cell be closed by the next one.
    if (endsRow(mark)) {
      const values = closeRow(table, limits, row + 1);
      if (values) yield { row: ++row, values };
    }
    if (mark.kind === 'close' && mark.name === 'table') tables.pop();
    else applyMark(table, mark, limits, row + 1);
  }
  for (const table of tables.reverse()) {
    const values = closeRow(table, limits, row + 1);
    if (values) yield { row: ++row, values };
  }
}

function endsRow(mark: Mark): boolean {
  return mark.kind !== 'text' && (mark.name === 'tr' || (mark.kind === 'close' && mark.name === 'table'));
}

function applyMark(table: Table, mark: Mark, limits: WorkbookLimits, row: number): void {
  if (mark.kind === 'text') {
    if (table.cell) table.cell.text += mark.text.replaceAll(/[ \t\r\n]+/g, ' ');
  } else if (mark.name === 'tr') {
    if (mark.kind === 'open') table.cells = [];
  } else if (mark.name === 'td' || mark.name === 'th') {
    closeCell(table, limits, row);
    if (mark.kind === 'open') openCell(table, mark.attributes, limits);
  } else if (table.cell && lineElements.has(mark.name)) {
    table.cell.text += '\n';
  }
}

const lineElements = new Set(['br', 'p', 'div', 'li']);

function openCell(table: Table, attributes: string, limits: WorkbookLimits): void {
  // A cell before any row: browsers make the row.
  table.cells ??= [];
  table.cell = {
    text: '',
    columns: span(attribute(attributes, 'colspan'), limits.columns),
    rows: span(attribute(attributes, 'rowspan'), limits.rows),
  };
}

function span(text: string | undefined, most: number): number {
  const count = Number.parseInt(text ?? '1', 10);
  return Number.isNaN(count) || count < 1 ? 1 : Math.min(count, most + 1);
}

function closeCell(table: Table, limits: WorkbookLimits, row: number): void {
  const { cell, cells } = table;
  table.cell = undefined;
  if (!cell || !cells) return;
  skipCovered(table, cells);
  const column = cells.length;
  if (column + cell.columns > limits.columns) throw new WorkbookStop('WORKBOOK_TOO_MANY_COLUMNS', String(row));
  // A merged cell has its value at its top left, and nothing elsewhere.
  cells.push(tidy(cell.text), ...Array.from({ length: cell.columns - 1 }, () => ''));
  for (let covered = column; covered < cells.length; covered++) table.covered[covered] = cell.rows - 1;
}

function skipCovered(table: Table, cells: string[]): void {
  for (let column = cells.length; (table.covered[column] ?? 0) > 0; column++) {
    table.covered[column] = (table.covered[column] ?? 0) - 1;
    cells.push('');
  }
}

function closeRow(table: Table, limits: WorkbookLimits, row: number): string[] | undefined {
  closeCell(table, limits, row);
  const cells = table.cells;
  table.cells = undefined;
  if (!cells) return undefined;
  for (let column = cells.length; column < table.covered.length; column++) {
    table.covered[column] = Math.max(0, (table.covered[column] ?? 0) - 1);
  }
  return cells;
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
