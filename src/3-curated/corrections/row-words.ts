/**
 * The words of an export's row, by which a correction finds it again: every cell of a column we know, without its file, its line
 * or the columns nobody mapped (a print date or a running number would make last week's row another one). Empty cells and the
 * order of the columns change nothing.
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
    const cell = cellAt(index);
    if (cell !== '') words += column + fieldMark + cell + cellMark;
  }
  return createHash('sha256').update(words).digest('hex');
}
