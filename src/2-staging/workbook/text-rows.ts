/** The rows of an opened sheet as text, counted and held to the limits. */
import { type CellValue, cellText, isErrorText } from './cell-text.ts';
import type { WorkbookLimits } from './limits.ts';
import type { RowLine } from './protocol.ts';
import type { RawSheet } from './raw-sheet.ts';
import { WorkbookStop } from './stops.ts';

/** What is counted while rows go by. */
export interface RowCounts {
  rows: number;
  errorCells: number;
}

/** Every row that holds anything, its empty end cut off; `counts` grows with them. Throws `WorkbookStop` at a limit. */
export async function* textRows(sheet: RawSheet, limits: WorkbookLimits, counts: RowCounts): AsyncGenerator<RowLine> {
  for await (const { row, values } of sheet.rows) {
    const cells = rowText(row, values, limits, counts);
    if (cells.length === 0) continue;
    if (++counts.rows > limits.rows) throw new WorkbookStop('WORKBOOK_TOO_MANY_ROWS');
    yield [row, cells];
  }
}

function rowText(row: number, values: readonly CellValue[], limits: WorkbookLimits, counts: RowCounts): string[] {
  const cells: string[] = [];
  let filled = 0;
  for (const value of values) {
    const text = cellText(value);
    if (text.length > limits.cellCharacters) throw new WorkbookStop('WORKBOOK_CELL_TOO_LONG', String(row));
    const isError = isErrorText(text);
    if (isError) counts.errorCells++;
    cells.push(isError ? '' : text);
    if (!isError && text !== '') filled = cells.length;
  }
  if (filled > limits.columns) throw new WorkbookStop('WORKBOOK_TOO_MANY_COLUMNS', String(row));
  cells.length = filled;
  return cells;
}
