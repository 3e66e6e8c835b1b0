/**
 * The process that reads one workbook: started by read-workbook.ts with little memory and nothing of our environment,
 * it writes what it reads to its standard output, one JSON per line, and ends.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { openWorkbook } from './open-workbook.ts';
import { type Line, orderSchema } from './protocol.ts';
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
  const opened = await openWorkbook(await readFile(path), { wanted, limits, pause: drained });
  const { format, sheet, sheets, formulasWithoutValue } = opened;
  await send({ format, sheet, sheets });
  const counts: RowCounts = { rows: 0, errorCells: 0 };
  for await (const row of textRows(opened, limits, counts)) await send(row);
  await send({ ...counts, formulasWithoutValue });
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
