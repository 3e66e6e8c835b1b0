/**
 * The process that reads one workbook: started by read-workbook.ts with little memory and nothing of our environment,
 * it writes what it reads to its standard output, one JSON per line, and ends.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { LikeSheets } from './like-sheets.ts';
import { openWorkbook } from './open-workbook.ts';
import { type Line, orderSchema, type RowLine } from './protocol.ts';
import { WorkbookStop } from './stops.ts';
import { type RowCounts, textRows } from './text-rows.ts';

/** Lines are gathered up to this many characters: a write per row would cost more than the row. */
const gatheredCharacters = 64 * 1024;

const output = process.stdout;
let gathered = '';

await run();

async function run(): Promise<void> {
  endWithParent();
  try {
    await sendWorkbook();
  } catch (error) {
    const stop = error instanceof WorkbookStop ? error : unexpected(error);
    await send({ stop: stop.code, detail: stop.detail });
  }
  output.write(gathered);
}

async function sendWorkbook(): Promise<void> {
  const { path, sheet: wanted, limits } = orderSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const file = await readFile(path);
  const opened = await openWorkbook(file, { wanted, limits, pause: drained });
  const { format, sheet, sheets } = opened;
  await send({ format, sheet, sheets });
  const counts: RowCounts = { rows: 0, errorCells: 0 };
  const others = sheets.filter(({ name, isHidden, filledCells }) => name !== sheet && !isHidden && filledCells > 0);
  const table = wanted === undefined && others.length > 0 ? new LikeSheets() : undefined;
  for await (const row of textRows(opened, limits, counts)) await send(table?.note(row) ?? row);
  const sheetsRead = [{ name: sheet, fromRow: 1 }];
  let { formulasWithoutValue } = opened;
  for (const { name } of table ? others : []) {
    const other = await openWorkbook(file, { wanted: name, limits, pause: drained });
    const otherCounts: RowCounts = { rows: counts.rows, errorCells: 0 };
    const lines: RowLine[] = [];
    for await (const row of textRows(other, limits, otherCounts)) lines.push(row);
    const continued = table?.continuedBy(lines);
    if (continued?.[0] === undefined) continue;
    for (const row of continued) await send(row);
    sheetsRead.push({ name, fromRow: continued[0][0] });
    formulasWithoutValue += other.formulasWithoutValue;
    counts.rows = otherCounts.rows;
    counts.errorCells += otherCounts.errorCells;
  }
  await send({ ...counts, formulasWithoutValue, sheetsRead });
}

/** No file may end the run: what a library did not foresee is a damaged file, and is said so. */
function unexpected(error: unknown): WorkbookStop {
  const isTooBig = error instanceof RangeError && /allocation|string length|call stack/i.test(error.message);
  return new WorkbookStop(isTooBig ? 'WORKBOOK_TOO_MUCH_MEMORY' : 'WORKBOOK_DAMAGED', String(error));
}

/** Nobody waits for our rows any more: our standard input ends with the process that started us. */
function endWithParent(): void {
  process.stdin.on('end', () => process.exit()).resume();
  process.stdin.unref();
  output.on('error', () => process.exit());
}

async function send(line: Line): Promise<void> {
  gathered += `${JSON.stringify(line)}\n`;
  if (gathered.length < gatheredCharacters) return;
  output.write(gathered);
  gathered = '';
  await drained();
}

/** Resolves when the other side has taken enough of what we wrote. */
async function drained(): Promise<void> {
  if (output.writableNeedDrain) await once(output, 'drain');
}
