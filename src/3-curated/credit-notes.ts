/**
 * Whether a credit note is written in positive or in negative amounts: its first wine says so, and the lines that follow are read
 * by it. Else a discount on what comes back would be given back twice, and a bottle taken in exchange would count as one returned.
 */
import type { Decimal4 } from '../values/decimal.ts';

/** -1: what is written is turned; 1: it is counted as written; undefined: nothing of this note told yet, the line speaks alone. */
export type NoteSign = 1 | -1 | undefined;

export class CreditNotes {
  readonly #signs = new Map<string, 1 | -1>();

  /** The sign of a note, by the words that name it, once this line of it was read. Goods written without amount say nothing. */
  signOf(note: string, { isGoods, mtHt }: { readonly isGoods: boolean; readonly mtHt: Decimal4 }): NoteSign {
    const known = this.#signs.get(note);
    if (known !== undefined || !isGoods || !Number.isFinite(mtHt) || mtHt === 0) return known;
    const sign = mtHt > 0 ? -1 : 1;
    this.#signs.set(note, sign);
    return sign;
  }
}
