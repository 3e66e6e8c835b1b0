/** A workbook read whole: what its tests share. */
import { type WorkbookLimits, workbookLimits } from '../../../src/2-staging/workbook/limits.ts';
import type { WriteSheet } from 'hucre';
import { openWorkbook } from '../../../src/2-staging/workbook/open-workbook.ts';
import type { RowLine } from '../../../src/2-staging/workbook/protocol.ts';
import { textRows } from '../../../src/2-staging/workbook/text-rows.ts';

/** What came out of a workbook. */
interface Read {
  readonly format: string;
  readonly sheet: string;
  readonly rows: readonly RowLine[];
  readonly errorCells: number;
  readonly formulasWithoutValue: number;
}

/** Reads the sheet of a workbook, or the one named. */
export async function read(bytes: Uint8Array, wanted?: string, limits: Partial<WorkbookLimits> = {}): Promise<Read> {
  const all = { ...workbookLimits, ...limits };
  const opened = await openWorkbook(Buffer.from(bytes), { wanted, limits: all, pause: async () => {} });
  const counts = { rows: 0, errorCells: 0 };
  const rows: RowLine[] = [];
  for await (const row of textRows(opened, all, counts)) rows.push(row);
  const { format, sheet, formulasWithoutValue } = opened;
  return { format, sheet, rows, errorCells: counts.errorCells, formulasWithoutValue };
}

const day = (iso: string): Date => new Date(`${iso}Z`);
/** A sheet of sales. */
export const ventes: WriteSheet = {
  name: 'Ventes',
  rows: [
    ['client_code', 'date_livraison', 'produit_label', 'qty_line', 'mt_ht', 'ean', 'bio'],
    ['00123', day('2025-12-27T00:00:00'), "Crémant d'Alsace", 1, 8.5, 3760012345678, true],
    ['CL002', day('2025-12-27T10:00:00'), 'Gewurztraminer\nVT', 2, 0.1 + 0.2, null, false],
    [null, null, null],
    ['#N/A', null, 'Riesling', -3, 1e-7],
  ],
  columns: [{}, { numFmt: 'dd/mm/yyyy hh:mm' }].map((column, index) => ({ ...column, key: String(index) })),
};
