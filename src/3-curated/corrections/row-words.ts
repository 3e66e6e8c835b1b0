/**
 * The words of an export's row, by which a correction finds it again: every cell of a column we know, without its file, its line
 * or the columns nobody mapped (a print date or a running number would make last week's row another one). Empty cells and the
 * order of the columns change nothing, nor does the way an export writes a day or a number: the same cellar writes `31/02/2026` in
 * a CSV and `2026-02-31 00:00:00` in a workbook.
 */
import { createHash } from 'node:crypto';

const fieldMark = '\u001f';
const cellMark = '\u001e';

/** A column whose cells are part of a row's words, with its place in the staging file. */
export interface WordColumn {
  readonly column: string;
  readonly index: number;
}

/** The columns of a staging header that make a row's words, by name. */
export function wordColumns(header: readonly string[]): readonly WordColumn[] {
  return header
    .map((column, index) => ({ column, index }))
    .filter(({ column }) => !column.startsWith('source_') && !column.startsWith('x_'))
    .sort((one, other) => (one.column < other.column ? -1 : 1));
}

/** SHA-256 (hex) of a row's words; `cellAt` gives the cell of a place in the header. */
export function rowHash(columns: readonly WordColumn[], cellAt: (index: number) => string): string {
  let words = '';
  for (const { column, index } of columns) {
    const cell = plainWords(cellAt(index));
    if (cell !== '') words += column + fieldMark + cell + cellMark;
  }
  return createHash('sha256').update(words).digest('hex');
}

const guarded = /^="(.*)"$/;
const spaces = /[\s\u00a0\u202f]+/g;
const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T][\d:.]+Z?)?$/;
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[ T][\d:.]+Z?)?$/;
const decimal = /^[-+]?\d+(?:[.,]\d+)?(?: ?€)?$/;

/** A cell as it reads aloud, whichever program wrote it: only for comparing, never for computing. */
function plainWords(cell: string): string {
  if (cell === '') return '';
  const text = cell.replace(guarded, '$1').replace(spaces, ' ').trim();
  const first = text.charCodeAt(0);
  const isFigure = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d;
  if (!isFigure) return text;
  const [, year, month, day] = yearFirst.exec(text) ?? [];
  if (year && month && day) return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const [, one, two, last] = yearLast.exec(text) ?? [];
  if (last && one && two) return `${last}-${two.padStart(2, '0')}-${one.padStart(2, '0')}`;
  const bare = text.replace(/(?<=\d) (?=\d{3})/g, '');
  // A code such as 00123 keeps its zeros.
  if (!decimal.test(bare) || /^[-+]?0\d/.test(bare)) return text;
  return String(Number.parseFloat(bare.replace(',', '.')));
}
