/** A list as a file for a spreadsheet: CSV as French programs read it, or XLSX; no cell can run as a formula in either. */
import type { FastifyReply } from 'fastify';
import { type CellValue, writeXlsx } from 'hucre/xlsx';
import { guardFormula, spreadsheetCsv } from '../../values/csv-safety.ts';

/** What a cell may hold; a day as `YYYY-MM-DD`. */
export type TableCell = string | number | boolean | null;

export interface TableFile {
  /** Without its ending: `clients-2026-11-23`. */
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
  readonly format: 'csv' | 'xlsx';
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Sends the table as a download. */
export async function sendTable(reply: FastifyReply, { name, header, rows, format }: TableFile): Promise<FastifyReply> {
  void reply.header('content-disposition', `attachment; filename="${name}.${format}"`);
  if (format === 'csv') {
    const words = rows.map((row) => row.map(asText));
    return reply.type('text/csv; charset=utf-8').send(spreadsheetCsv(header, words));
  }
  const cells: CellValue[][] = [[...header], ...rows.map((row) => row.map(asCell))];
  const bytes = await writeXlsx({ sheets: [{ name: 'Cuvée', rows: cells }] });
  return reply.type(xlsxType).send(Buffer.from(bytes));
}

function asText(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  return typeof cell === 'number' ? String(cell).replace('.', ',') : cell;
}

/** A text stays a text in a workbook; guarded all the same, for whoever saves it as CSV. */
function asCell(cell: TableCell): CellValue {
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  return typeof cell === 'string' ? guardFormula(cell) : cell;
}
