/** What every format gives once it is opened: the sheets there are, the one chosen, its rows as the library reads them. */
import type { CellValue } from './cell-text.ts';
import { WorkbookStop } from './stops.ts';

export type WorkbookFormat = 'xlsx' | 'ods' | 'xls' | 'html' | 'xml';

/** One sheet as a person sees it in the tabs. `filledCells` is close, not exact: it only ranks. */
export interface SheetInfo {
  readonly name: string;
  readonly isHidden: boolean;
  readonly filledCells: number;
}

export interface RawRow {
  /** From 1, as the spreadsheet shows it. */
  readonly row: number;
  readonly values: readonly CellValue[];
}

export interface RawSheet {
  readonly format: WorkbookFormat;
  readonly sheets: readonly SheetInfo[];
  readonly sheet: string;
  /** Formulas whose result the writing program did not keep: their cells look empty. */
  readonly formulasWithoutValue: number;
  readonly rows: AsyncIterable<RawRow> | Iterable<RawRow>;
}

/**
 * Which sheet is read: the one the profile names (compared without case nor outer spaces); else, of the visible ones,
 * that with the most filled cells, the first of equals.
 */
export function chooseSheet<Sheet extends SheetInfo>(sheets: readonly Sheet[], wanted: string | undefined): Sheet {
  if (wanted !== undefined) {
    const named = sheets.find((sheet) => nameKey(sheet.name) === nameKey(wanted));
    if (named) return named;
    throw new WorkbookStop('WORKBOOK_SHEET_MISSING', sheets.map((sheet) => sheet.name).join(', '));
  }
  const visible = sheets.filter((sheet) => !sheet.isHidden && sheet.filledCells > 0);
  const [first, ...others] = visible;
  if (!first) throw new WorkbookStop('WORKBOOK_EMPTY');
  return others.reduce((fullest, sheet) => (sheet.filledCells > fullest.filledCells ? sheet : fullest), first);
}

function nameKey(name: string): string {
  return name.trim().toLowerCase();
}
