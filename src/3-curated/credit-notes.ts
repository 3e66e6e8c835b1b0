/**
 * Whether a credit note is written in positive or in negative amounts: its first wine says so, and the lines that follow are read
 * by it. Else a discount on what comes back would be given back twice, and a bottle taken in exchange would count as one returned.
 */
import type { Decimal4 } from '../values/decimal.ts';

/** -1: what is written is turned; 1: it is counted as written; undefined: nothing of this note told yet, the line speaks alone. */
export type NoteSign = 1 | -1 | undefined;

/** What some rows that were read together asked and told of one note. */
export interface NoteUse {
  readonly note: string;
  /** What the first line that asked was told. */
  readonly first: NoteSign;
  /** What is known of the note after the last. */
  readonly told: NoteSign;
}

/**
 * The notes of a file, some rows at a time. Rows may be read apart from those before them: whoever puts the parts together in the
 * order of the file asks `agrees`, and reads anew those rows that would have been told otherwise.
 */
export class CreditNotes {
  readonly #before = new Map<string, 1 | -1>();
  readonly #uses = new Map<string, { readonly first: NoteSign; told: NoteSign }>();

  /** The sign of a note, by the words that name it, once this line of it was read. Goods written without amount say nothing. */
  signOf(note: string, { isGoods, mtHt }: { readonly isGoods: boolean; readonly mtHt: Decimal4 }): NoteSign {
    const use = this.#uses.get(note);
    const known = use?.told ?? this.#before.get(note);
    const isTelling = known === undefined && isGoods && Number.isFinite(mtHt) && mtHt !== 0;
    const sign = isTelling ? (mtHt > 0 ? -1 : 1) : known;
    if (use === undefined) this.#uses.set(note, { first: sign, told: sign });
    else use.told = sign;
    return sign;
  }

  /** What was asked and told since the last time. */
  takeUses(): readonly NoteUse[] {
    const uses = Array.from(this.#uses, ([note, { first, told }]) => ({ note, first, told }));
    this.#uses.clear();
    return uses;
  }

  /** Whether rows that used notes so would have been told the same after all that was learned. */
  agrees(uses: readonly NoteUse[]): boolean {
    return uses.every(({ note, first }) => {
      const known = this.#before.get(note);
      return known === undefined || known === first;
    });
  }

  /** Keeps what rows told of their notes, for the rows that follow them in the file. */
  learn(uses: readonly NoteUse[]): void {
    for (const { note, told } of uses) if (told !== undefined) this.#before.set(note, told);
  }
}
