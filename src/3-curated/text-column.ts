import { cleanText } from '../values/clean-text.ts';
import { CellMemo } from './cell-memo.ts';
import { type CurationContext, columnIndex } from './curator.ts';
import { type EncodedCell, encodeCell } from './curated-rows.ts';
import type { RowCursor } from './row-cursor.ts';

/** A cell of words, cleaned: as text, and as our files hold it. */
export interface TextCell {
  readonly text: string;
  readonly encoded: EncodedCell;
  readonly isRepaired: boolean;
}

/** The cleaned words of a canonical column whose cells repeat. */
export function textColumn(context: CurationContext, column: string): { readonly index: number; of(row: RowCursor): TextCell } {
  const memo = new CellMemo(columnIndex(context, column), textCell);
  return { index: memo.column, of: (row) => memo.of(row) };
}

/** One cell of words, cleaned. */
export function textCell(raw: string): TextCell {
  const { text, isRepaired } = cleanText(raw);
  return { text, encoded: encodeCell(text), isRepaired };
}
