/** The XML that Excel 2002 and 2003 wrote, and that cellar software still writes under the name `.xls`. */
import type { CellValue } from './cell-text.ts';
import type { WorkbookLimits } from './limits.ts';
import { attribute, marksOf } from './markup.ts';
import { chooseSheet, type RawRow, type RawSheet, type SheetInfo } from './raw-sheet.ts';
import { WorkbookStop } from './stops.ts';

/** Whether a page is such a workbook. */
export function isSpreadsheetXml(page: string): boolean {
  return (
    page.slice(0, 4096).includes('urn:schemas-microsoft-com:office:spreadsheet') && /<(?:\w+:)?Worksheet\b/.test(page)
  );
}

/** Throws `WorkbookStop`: cut short, no such sheet, too many columns. */
export function openSpreadsheetXml(page: string, wanted: string | undefined, limits: WorkbookLimits): RawSheet {
  if (!/<\/(?:\w+:)?Workbook\s*>\s*$/.test(page.slice(-200))) throw new WorkbookStop('WORKBOOK_DAMAGED', 'cut');
  const sheets = listSheets(page);
  const sheet = chooseSheet(sheets, wanted);
  return {
    format: 'xml',
    sheets: sheets.map(({ name, isHidden, filledCells }) => ({ name, isHidden, filledCells })),
    sheet: sheet.name,
    formulasWithoutValue: 0,
    rows: rowsOf(sheet.body, limits),
  };
}

function listSheets(page: string): (SheetInfo & { readonly body: string })[] {
  return page
    .split(/<(?=(?:\w+:)?Worksheet\b)/)
    .slice(1)
    .map((body, index) => ({
      name: attribute(/^[^>]*/.exec(body)?.[0] ?? '', 'name') ?? `Feuille${index + 1}`,
      isHidden: /<(?:\w+:)?Visible>\s*SheetHidden/.test(body),
      filledCells: body.split(/<(?:\w+:)?Data\b/).length - 1,
      body: `<${body}`,
    }));
}

/** Where we are in the sheet; `column` is where the next cell stands, from 0. */
interface Place {
  row: number;
  column: number;
  values: CellValue[];
  type: string | undefined;
  text: string;
}

function* rowsOf(body: string, limits: WorkbookLimits): Generator<RawRow> {
  const place: Place = { row: 0, column: 0, values: [], type: undefined, text: '' };
  for (const mark of marksOf(body)) {
    if (mark.kind === 'text') {
      if (place.type !== undefined) place.text += mark.text;
    } else if (mark.name === 'row') {
      if (mark.kind === 'open') startRow(place, mark.attributes);
      if (mark.kind === 'close' || mark.isClosed) yield { row: place.row, values: place.values };
    } else if (mark.name === 'cell' && mark.kind === 'open') {
      startCell(place, mark.attributes, limits);
    } else if (mark.name === 'data') {
      if (mark.kind === 'open') startData(place, mark.attributes);
      else endData(place);
    }
  }
}

function startRow(place: Place, attributes: string): void {
  place.row = indexOr(attributes, place.row + 1);
  place.column = 0;
  place.values = [];
}

function startCell(place: Place, attributes: string, limits: WorkbookLimits): void {
  const column = indexOr(attributes, place.column + 1) - 1;
  const across = Number.parseInt(attribute(attributes, 'mergeacross') ?? '0', 10) || 0;
  if (column >= limits.columns) throw new WorkbookStop('WORKBOOK_TOO_MANY_COLUMNS', String(place.row));
  while (place.values.length <= column) place.values.push(null);
  place.column = column + 1 + Math.max(0, across);
}

function indexOr(attributes: string, otherwise: number): number {
  const index = Number.parseInt(attribute(attributes, 'index') ?? '', 10);
  return index >= 1 ? index : otherwise;
}

function startData(place: Place, attributes: string): void {
  place.type = attribute(attributes, 'type') ?? 'String';
  place.text = '';
}

function endData(place: Place): void {
  if (place.type !== undefined && place.values.length > 0)
    place.values[place.values.length - 1] = typed(place.type, place.text);
  place.type = undefined;
}

function typed(type: string, text: string): CellValue {
  if (type === 'Number' && text.trim() !== '') {
    const value = Number(text);
    return Number.isNaN(value) ? text : value;
  }
  if (type === 'Boolean') return text.trim() === '1';
  if (type !== 'DateTime') return text;
  const day = new Date(`${text.trim().replace(/Z$/, '')}Z`);
  return Number.isNaN(day.getTime()) ? text : day;
}
