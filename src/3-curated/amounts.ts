/** The two sides of a line's amount, and the signs of what comes back. */
import { type Decimal4, decimalScale, divideDecimal, multiplyDecimal, roundDecimal } from '../values/decimal.ts';
import type { NoteSign } from './credit-notes.ts';
import { absent } from './decimal-column.ts';

/** Numbers as a line wrote them: ten-thousandths, `absent` or `unreadable`. */
export interface WrittenAmounts {
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
  readonly puHt: Decimal4;
  readonly qty: Decimal4;
}

export interface Amounts {
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
  readonly isHtDerived: boolean;
  readonly isTtcDerived: boolean;
  /** Neither side was written: unit price × quantity. */
  readonly isFromPrice: boolean;
}

/** Quantity and money as the ledger counts them. */
export interface Counted {
  readonly qty: Decimal4;
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
  /** -1 where the amount was turned, else 1: the margin follows its amount. */
  readonly turn: 1 | -1;
  /** Whether a sign of the line was not the one its document means. */
  readonly isTurned: boolean;
}

/**
 * HT and TTC of a line; a missing side is derived from the estate's VAT rate (2000 for 20 %), both from unit price × quantity.
 * `undefined` when nothing readable tells. What is derived from an amount in whole cents is rounded to the cent, which gives
 * back the side the software had (a rounding of half a cent shrinks below half a cent when VAT is taken off again); from a
 * finer amount it keeps four places. An unreadable side counts as missing here; whether the line is refused is decided elsewhere.
 */
export function settleAmounts(written: WrittenAmounts, vatRate: Decimal4): Amounts | undefined {
  const withVat = decimalScale + vatRate;
  const { mtHt, mtTtc, puHt, qty } = written;
  if (Number.isFinite(mtHt)) {
    const isTtcDerived = !Number.isFinite(mtTtc);
    const ttc = isTtcDerived ? asFineAs(mtHt, multiplyDecimal(mtHt, withVat)) : mtTtc;
    return { mtHt, mtTtc: ttc, isHtDerived: false, isTtcDerived, isFromPrice: false };
  }
  if (Number.isFinite(mtTtc)) {
    const ht = asFineAs(mtTtc, divideDecimal(mtTtc, withVat));
    return { mtHt: ht, mtTtc, isHtDerived: true, isTtcDerived: false, isFromPrice: false };
  }
  if (!Number.isFinite(puHt) || !Number.isFinite(qty)) return undefined;
  const ht = multiplyDecimal(puHt, qty);
  if (!Number.isSafeInteger(ht) || Math.abs(ht) > largestDerived) return undefined;
  const ttc = asFineAs(ht, multiplyDecimal(ht, withVat));
  return { mtHt: ht, mtTtc: ttc, isHtDerived: true, isTtcDerived: true, isFromPrice: true };
}

const tenThousandthsPerCent = 100;

function asFineAs(written: Decimal4, derived: Decimal4): Decimal4 {
  return written % tenThousandthsPerCent === 0 ? roundDecimal(derived, 2) : derived;
}

/** A derived amount must fit where a written one does: `numeric(14, 4)`, with room for VAT. */
const largestDerived = 4_000_000_000 * decimalScale;

/** Whether an amount that must be read cannot be: either side, or the unit price where neither side is written. */
export function isAmountUnreadable({ mtHt, mtTtc, puHt }: WrittenAmounts): boolean {
  if (mtHt === absent && mtTtc === absent) return Number.isNaN(puHt);
  return Number.isNaN(mtHt) || Number.isNaN(mtTtc);
}

/**
 * Returns stay negative in quantity and money, whichever sign the software wrote (formats.md), read by the sign of their credit
 * note where it is known: its discounts and what was taken in exchange keep their sense. All other lines as written.
 * A line without readable amount counts for nothing.
 */
export function countAmounts(
  qty: Decimal4,
  amounts: Amounts | undefined,
  note: { readonly isReturn: boolean; readonly sign: NoteSign },
): Counted {
  const mtHt = amounts?.mtHt ?? 0;
  const mtTtc = amounts?.mtTtc ?? 0;
  const asWritten = { qty, mtHt, mtTtc, turn: 1, isTurned: false } as const;
  if (!note.isReturn) return asWritten;
  const isWrittenPositive = mtHt > 0 || mtTtc > 0;
  const turn = note.sign ?? (isWrittenPositive ? -1 : 1);
  // Bottles go the way of their money; what has none comes back.
  const isTaken = mtHt * turn > 0 || mtTtc * turn > 0;
  const counted = isTaken ? Math.abs(qty) : -Math.abs(qty);
  if (turn === 1 && counted === qty) return asWritten;
  return { qty: counted + 0, mtHt: mtHt * turn + 0, mtTtc: mtTtc * turn + 0, turn, isTurned: true };
}
