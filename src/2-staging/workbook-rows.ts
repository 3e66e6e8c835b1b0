/** Workbooks as this room reads them: rows of text cells with their row number, whatever the format. */
import type { WorkbookSource } from './reading.ts';
import { stop } from './unreadable.ts';

export type WorkbookKind = 'xlsx' | 'xls' | 'ods' | 'html';

export async function sniffWorkbook(_path: string): Promise<WorkbookKind | undefined> {
  return undefined;
}

export async function* readWorkbookRows(
  _source: WorkbookSource,
): AsyncGenerator<{ readonly line: number; readonly cells: readonly string[] }> {
  throw stop('WORKBOOK', 'x', 'x');
}
