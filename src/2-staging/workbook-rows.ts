/** A workbook as this room reads it: its first rows looked at, then all of them walked, in one pass of its process. */
import { countEn, countFr, sentence } from '../values/sentence.ts';
import { readFirstBytes } from './raw-bytes.ts';
import type { ReadingWarning } from './reading.ts';
import { isWorkbookKind, sniffKind } from './workbook/kind.ts';
import { readWorkbook, type WorkbookReading, type WorkbookRow } from './workbook/read-workbook.ts';

const sniffedBytes = 8192;

export interface OpenWorkbook {
  readonly reading: WorkbookReading;
  /** The rows looked at so far, from the top. */
  readonly firstRows: readonly WorkbookRow[];
  /** Every row, the first ones included; to be gone through once. */
  allRows(): AsyncGenerator<WorkbookRow>;
}

/** Whether a file (absolute path, `.gz` or not) is a workbook, by its bytes. */
export async function isWorkbook(path: string): Promise<boolean> {
  return isWorkbookKind(sniffKind(await readFirstBytes(path, sniffedBytes)));
}

/** Opens a workbook and looks at its first rows. Whoever opens it closes it: `reading.close()`. */
export async function openWorkbook(
  path: string,
  sheet: string | undefined,
  firstRowCount: number,
): Promise<OpenWorkbook> {
  const reading = await readWorkbook(path, { sheet });
  const rows = reading.rows[Symbol.asyncIterator]();
  const firstRows: WorkbookRow[] = [];
  try {
    for (let next = await rows.next(); !next.done; next = await rows.next()) {
      firstRows.push(next.value);
      if (firstRows.length >= firstRowCount) break;
    }
  } catch (error) {
    reading.close();
    throw error;
  }
  return { reading, firstRows, allRows: () => continueRows(firstRows, rows) };
}

async function* continueRows(
  first: readonly WorkbookRow[],
  rest: AsyncIterator<WorkbookRow>,
): AsyncGenerator<WorkbookRow> {
  yield* first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** What a person should know of a workbook that was walked to its end. */
export function workbookWarnings(reading: WorkbookReading, name: string): ReadingWarning[] {
  const { errorCells, formulasWithoutValue, sheetsRead } = reading.ending();
  const read = new Set(sheetsRead.map((sheet) => sheet.name));
  const others = reading.sheets.map((sheet) => sheet.name).filter((sheet) => !read.has(sheet));
  const list = others.join(', ');
  const [, ...further] = sheetsRead;
  return [
    {
      code: 'SHEETS_JOINED',
      count: further.length,
      sentence: sentence(
        `${name} : les feuilles ${quoted(sheetsRead)} ont le même tableau et ont été lues à la suite (${further.map((sheet) => `« ${sheet.name} » : à partir de la ligne ${sheet.fromRow}`).join(', ')}).`,
        `${name}: the sheets ${sheetsRead.map((sheet) => `"${sheet.name}"`).join(', ')} hold one table and were read one after the other (${further.map((sheet) => `"${sheet.name}" from line ${sheet.fromRow}`).join(', ')}).`,
      ),
    },
    {
      code: 'OTHER_SHEETS',
      count: others.length,
      sentence: sentence(
        `${name} : ${further.length === 0 ? `seule la feuille ${quoted(sheetsRead)} a été lue` : `seules les feuilles ${quoted(sheetsRead)} ont été lues`}, pas ${list}.`,
        `${name}: only ${sheetsRead.map((sheet) => `"${sheet.name}"`).join(', ')} ${further.length === 0 ? 'was' : 'were'} read, not ${list}.`,
      ),
    },
    {
      code: 'ERROR_CELLS',
      count: errorCells,
      sentence: sentence(
        `${name} : ${countFr(errorCells, 'cellule')} en erreur (#N/A, #REF! …), lues comme vides.`,
        `${name}: ${countEn(errorCells, 'cell')} in error (#N/A, #REF! …), read as empty.`,
      ),
    },
    {
      code: 'FORMULAS_WITHOUT_VALUE',
      count: formulasWithoutValue,
      sentence: sentence(
        `${name} : ${countFr(formulasWithoutValue, 'formule enregistrée', 'formules enregistrées')} sans résultat, lues comme vides. Ouvrez le classeur, enregistrez-le et déposez-le à nouveau.`,
        `${name}: ${countEn(formulasWithoutValue, 'formula')} saved without a result, read as empty. Open the workbook, save it and drop it again.`,
      ),
    },
  ].filter(({ count }) => count > 0);
}

function quoted(sheets: readonly { readonly name: string }[]): string {
  return sheets.map(({ name }) => `« ${name} »`).join(', ');
}
