/** XLSX and XLSM: which sheets there are, by our own look at the list; the rows of one, by hucre, as a stream. */
import { posix } from 'node:path';
import { streamXlsxRows } from 'hucre/xlsx';
import { readSheet } from 'read-excel-file/node';
import type { CellValue } from './cell-text.ts';
import { chooseSheet, type RawRow, type RawSheet, type SheetInfo } from './raw-sheet.ts';
import { repackedPieces } from './repack.ts';
import { WorkbookStop } from './stops.ts';
import type { Parts } from './unpack.ts';
import { attributesOf, countIn } from './xml-attributes.ts';
import { withZeroFilledCells } from './zero-filled.ts';

interface XlsxSheet extends SheetInfo {
  /** Its place among the sheets the workbook lists. */
  readonly index: number;
  readonly partName: string;
}

/** `pause` resolves when the rows given so far have been taken: nothing more is read before. */
export function openXlsx(parts: Parts, wanted: string | undefined, pause: () => Promise<void>): RawSheet {
  const sheets = listSheets(parts);
  const sheet = chooseSheet(sheets, wanted);
  const content = partNamed(parts, sheet.partName);
  // A sheet cut inside a sound zip comes from a program that died while writing it; the library would read its half.
  if (!/<\/(?:\w+:)?worksheet\s*>\s*$/.test(content.toString('latin1', Math.max(0, content.length - 200)))) {
    throw new WorkbookStop('WORKBOOK_DAMAGED', `${sheet.partName} is cut`);
  }
  return {
    format: 'xlsx',
    sheets: sheets.map(({ name, isHidden, filledCells }) => ({ name, isHidden, filledCells })),
    sheet: sheet.name,
    formulasWithoutValue: unvaluedFormulas(content),
    rows: rowsOf(new Map(parts).set(sheet.partName, withZeroFilledCells(parts, content)), sheet, pause),
  };
}

/** Whether these parts are those of an XLSX at all. */
export function isXlsx(parts: Parts): boolean {
  return parts.has('[Content_Types].xml') && workbookPartName(parts) !== undefined;
}

function workbookPartName(parts: Parts): string | undefined {
  const name = relationsOf(parts, '').find((relation) => relation.type.endsWith('/officeDocument'))?.target;
  return name !== undefined && parts.has(name) && /<(?:\w+:)?workbook\b/.test(headOf(parts, name)) ? name : undefined;
}

function headOf(parts: Parts, name: string): string {
  return partNamed(parts, name).toString('utf8', 0, 4096);
}

function listSheets(parts: Parts): XlsxSheet[] {
  const workbookName = workbookPartName(parts) ?? '';
  const relations = relationsOf(parts, workbookName);
  const tags =
    partNamed(parts, workbookName)
      .toString('utf8')
      .match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? [];
  const listed = tags.map(attributesOf).filter((attributes) => attributes.get('name') && relationIdOf(attributes));
  return listed.flatMap((attributes, index) => {
    const relation = relations.find(({ id }) => id === relationIdOf(attributes));
    const content = relation?.type.endsWith('/worksheet') ? parts.get(relation.target) : undefined;
    if (!relation || !content) return [];
    return {
      name: attributes.get('name') ?? '',
      isHidden: ['hidden', 'veryHidden'].includes(attributes.get('state') ?? ''),
      filledCells: countFilledCells(content),
      index,
      partName: relation.target,
    };
  });
}

function relationIdOf(attributes: ReadonlyMap<string, string>): string | undefined {
  const [, id] = [...attributes].find(([name]) => /^\w+:id$/i.test(name)) ?? [];
  return id;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  /** The name of a part. */
  readonly target: string;
}

function relationsOf(parts: Parts, owner: string): Relation[] {
  const folder = posix.dirname(owner);
  const content = parts.get(posix.join(folder, '_rels', `${posix.basename(owner)}.rels`))?.toString('utf8') ?? '';
  const tags = content.match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? [];
  return tags.map(attributesOf).map((attributes) => {
    const target = attributes.get('Target') ?? '';
    return {
      id: attributes.get('Id') ?? '',
      type: attributes.get('Type') ?? '',
      target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
    };
  });
}

function partNamed(parts: Parts, name: string): Buffer {
  const content = parts.get(name);
  if (!content) throw new WorkbookStop('WORKBOOK_DAMAGED', `${name} is missing`);
  return content;
}

/** Every value stands in `<v>…</v>`, every text written in place in `<is>…</is>`, prefixed or not: half the marks. */
function countFilledCells(sheet: Buffer): number {
  let marks = 0;
  for (let at = 2; at < sheet.length; at++) {
    if (sheet[at] !== 0x3e) continue;
    const before = sheet[at - 1];
    if (before === 0x76 || (before === 0x73 && sheet[at - 2] === 0x69)) marks++;
  }
  return Math.ceil(marks / 2);
}

/** Formulas that no value follows: some programs write the formula and leave the counting to Excel. */
function unvaluedFormulas(content: Buffer): number {
  if (!content.includes('</f>')) return 0;
  return ['</f></c>', '</f><v></v>', '</f><v/>', '</f><v />'].reduce((sum, text) => sum + countIn(content, text), 0);
}

async function* rowsOf(parts: Parts, sheet: XlsxSheet, pause: () => Promise<void>): AsyncGenerator<RawRow> {
  let given = 0;
  try {
    for await (const { index, values } of streamXlsxRows(streamOf(parts, sheet, pause), { sheet: sheet.index })) {
      yield { row: index + 1, values };
      given++;
    }
  } catch (error) {
    if (error instanceof WorkbookStop) throw error;
    // hucre names a cell beyond column XFD; that is a limit of ours long before.
    if (error instanceof Error && error.message.startsWith('Cell column')) throw tooManyColumns(given, error);
    if (given > 0) throw new WorkbookStop('WORKBOOK_DAMAGED', sheet.partName, { cause: error });
    yield* rowsBySecondReader(parts, sheet, error);
  }
}

function tooManyColumns(given: number, cause: unknown): WorkbookStop {
  return new WorkbookStop('WORKBOOK_TOO_MANY_COLUMNS', String(given + 1), { cause });
}

/** Where the first library gives up before its first row, the second may know what it does not. */
async function* rowsBySecondReader(parts: Parts, sheet: XlsxSheet, cause: unknown): AsyncGenerator<RawRow> {
  try {
    const rows: readonly (readonly unknown[])[] = await readSheet(
      Buffer.concat([...repackedPieces([...parts])]),
      sheet.name,
      { trim: false },
    );
    for (const [index, values] of rows.entries()) yield { row: index + 1, values: values.map(asCellValue) };
  } catch {
    throw new WorkbookStop('WORKBOOK_DAMAGED', sheet.partName, { cause });
  }
}

function asCellValue(value: unknown): CellValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value instanceof Date ? value : null;
}

/** The parts one after the other, the sheet last: hucre then reads it piece by piece, and only when `pause` lets it. */
function streamOf(parts: Parts, sheet: XlsxSheet, pause: () => Promise<void>): ReadableStream<Uint8Array> {
  const others = [...parts].filter(([name]) => !/\/worksheets\//.test(name));
  const ordered = [...others, [sheet.partName, partNamed(parts, sheet.partName)] as const];
  const pieces = repackedPieces(ordered);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await pause();
        // hucre queues the rows of all it is given and takes them out slowly: let those of the last piece be taken first.
        await new Promise((resolve) => setImmediate(resolve));
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
    },
    { highWaterMark: 0 },
  );
}
