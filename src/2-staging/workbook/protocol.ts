/** What goes between the process that asks for a workbook and the one that reads it. */
import { z } from 'zod';
import { workbookStopCodes } from './stops.ts';

/** The one argument of the reading process. */
export const orderSchema = z.object({
  path: z.string(),
  sheet: z.string().optional(),
  limits: z.object({
    fileBytes: z.number(),
    unpackedBytes: z.number(),
    packingRatio: z.number(),
    parts: z.number(),
    rows: z.number(),
    columns: z.number(),
    cellCharacters: z.number(),
    timeMs: z.number(),
    memoryMb: z.number(),
  }),
});

/** The first line: what was opened. */
export const openingSchema = z.object({
  format: z.enum(['xlsx', 'ods', 'xls', 'html', 'xml']),
  sheet: z.string(),
  sheets: z.array(z.object({ name: z.string(), isHidden: z.boolean(), filledCells: z.number() })).readonly(),
});

/** Instead of anything else: why it cannot be read. */
export const stopSchema = z.object({ stop: z.enum(workbookStopCodes), detail: z.string() });

/** The last line: nothing was lost on the way. */
export const endingSchema = z.object({
  rows: z.number(),
  errorCells: z.number(),
  formulasWithoutValue: z.number(),
  sheetsRead: z.array(z.object({ name: z.string(), fromRow: z.number() })).readonly(),
});

/** Every line between the first and the last: the number of a row, and its cells. */
export type RowLine = readonly [row: number, cells: readonly string[]];

export type Line = z.infer<typeof openingSchema> | z.infer<typeof stopSchema> | z.infer<typeof endingSchema> | RowLine;

/** A row checked by hand: zod would double the time of a large sheet. */
export function asRowLine(line: unknown): RowLine | undefined {
  if (!Array.isArray(line)) return undefined;
  const [row, cells]: readonly unknown[] = line;
  const areCells = Array.isArray(cells) && cells.every((cell): cell is string => typeof cell === 'string');
  return typeof row === 'number' && areCells ? [row, cells] : undefined;
}
