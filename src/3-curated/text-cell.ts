import { cleanText } from '../values/clean-text.ts';
import { type EncodedCell, encodeLike } from './curated-rows.ts';

/** A cell of words, cleaned: as text, and as its own column is written. */
export interface TextCell {
  readonly text: string;
  readonly encoded: EncodedCell;
  readonly isRepaired: boolean;
}

/** One cell of words, cleaned. */
export function textCell(raw: string): TextCell {
  const { text, isRepaired } = cleanText(raw);
  return { text, encoded: encodeLike(raw, text), isRepaired };
}
