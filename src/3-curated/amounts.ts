/** The two sides of a line's amount, and the signs of returns. */
import { type Decimal4, decimalScale, divideDecimal, multiplyDecimal } from '../values/decimal.ts';
import { absent } from './decimal-column.ts';

export interface Amounts {
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
  readonly isHtDerived: boolean;
  readonly isTtcDerived: boolean;
  /** Neither side was written: unit price × quantity. */
  readonly isFromPrice: boolean;
}

/**
 * HT and TTC of a line; a missing side is derived from the estate's VAT rate, both from unit price × quantity. `undefined` when
 * nothing tells. Derived amounts keep four places: rounding each line to the cent would drift from the invoice's total.
 */
export function settleAmounts(written: {
  readonly mtHt: Decimal4;
  readonly mtTtc: Decimal4;
  readonly puHt: Decimal4;
  readonly qty: Decimal4;
  /** As a decimal: 2000 for 20 %. */
  readonly vatRate: Decimal4;
}): Amounts | undefined {
  const { mtHt, mtTtc, puHt, qty } = written;
  const withVat = decimalScale + written.vatRate;
  if (mtHt !== absent) {
    const isDerived = mtTtc === absent;
    const ttc = isDerived ? multiplyDecimal(mtHt, withVat) : mtTtc;
    return { mtHt, mtTtc: ttc, isHtDerived: false, isTtcDerived: isDerived, isFromPrice: false };
  }
  if (mtTtc !== absent) {
    return { mtHt: divideDecimal(mtTtc, withVat), mtTtc, isHtDerived: true, isTtcDerived: false, isFromPrice: false };
  }
  if (puHt === absent || !Number.isFinite(puHt) || !Number.isFinite(qty)) return undefined;
  const ht = multiplyDecimal(puHt, qty);
  return { mtHt: ht, mtTtc: multiplyDecimal(ht, withVat), isHtDerived: true, isTtcDerived: true, isFromPrice: true };
}
