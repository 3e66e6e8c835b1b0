/** The old binary XLS (Excel 97 to 2003), by hucre. It keeps no trace of hidden sheets: all count as visible. */
import { readXls } from 'hucre';
import { chooseSheet, type RawRow, type RawSheet } from './raw-sheet.ts';
import { WorkbookStop } from './stops.ts';

const containerMark = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** The first record of a workbook of Excel 97 and later, and the one that says a password follows. */
const firstRecord = Buffer.from('09081000000605', 'hex');
const passwordRecord = 0x2f;
const writeProtectRecord = 0x86;

/** Throws `WorkbookStop`: encrypted, older than 1997, no workbook, damaged, no such sheet. */
export async function openXls(bytes: Buffer, wanted: string | undefined): Promise<RawSheet> {
  if (!bytes.subarray(0, 8).equals(containerMark)) throw new WorkbookStop('WORKBOOK_OLD_FORMAT');
  if (isEncrypted(bytes)) throw new WorkbookStop('WORKBOOK_ENCRYPTED');
  const workbook = await readXls(bytes).catch((error: unknown) => {
    throw explain(error);
  });
  const sheets = workbook.sheets.map((sheet) => ({
    name: sheet.name,
    isHidden: false,
    filledCells: sheet.rows.reduce(
      (sum, row) => sum + (row?.filter((value) => value !== null && value !== '').length ?? 0),
      0,
    ),
    rows: sheet.rows,
  }));
  const chosen = chooseSheet(sheets, wanted);
  return {
    format: 'xls',
    sheets: sheets.map(({ name, isHidden, filledCells }) => ({ name, isHidden, filledCells })),
    sheet: chosen.name,
    formulasWithoutValue: 0,
    rows: rowsOf(chosen.rows),
  };
}

/** XLSX behind a password is such a container too, with a part of that name; XLS says it in its second or third record. */
function isEncrypted(bytes: Buffer): boolean {
  if (bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'))) return true;
  const start = bytes.indexOf(firstRecord);
  if (start < 0 || start + 26 > bytes.length) return false;
  const second = start + 20;
  const next = bytes.readUInt16LE(second) === writeProtectRecord ? second + 4 : second;
  return bytes.readUInt16LE(next) === passwordRecord;
}

function explain(error: unknown): WorkbookStop {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('missing Workbook stream')) return new WorkbookStop('WORKBOOK_UNKNOWN', '', { cause: error });
  if (message.includes('Unsupported XLS version')) return new WorkbookStop('WORKBOOK_OLD_FORMAT', '', { cause: error });
  return new WorkbookStop('WORKBOOK_DAMAGED', '', { cause: error });
}

function* rowsOf(rows: readonly (RawRow['values'] | undefined)[]): Generator<RawRow> {
  // Rows nobody wrote to are holes in the list.
  for (const [index, values] of rows.entries()) if (values) yield { row: index + 1, values };
}
