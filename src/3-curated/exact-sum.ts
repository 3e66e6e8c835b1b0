import { decimalScale, type Decimal4, formatDecimal } from '../values/decimal.ts';

/** Beyond it a sum is put aside as a big integer, so that no addition is ever rounded. */
const largestSmallPart = 2 ** 52;

/** A sum of exact decimals that stays exact whatever is added. */
export class ExactSum {
  #small = 0;
  #large = 0n;

  add(value: Decimal4): void {
    this.#small += value;
    if (this.#small > largestSmallPart || this.#small < -largestSmallPart) {
      this.#large += BigInt(this.#small);
      this.#small = 0;
    }
  }

  /** Adds what another sum came to. */
  addTotal(total: bigint): void {
    this.#large += total;
  }

  /** In ten-thousandths. */
  total(): bigint {
    return this.#large + BigInt(this.#small);
  }

  /** As PostgreSQL reads a numeric: `-1234.5`. */
  format(): string {
    const total = this.total();
    if (total >= BigInt(Number.MIN_SAFE_INTEGER) && total <= BigInt(Number.MAX_SAFE_INTEGER))
      return formatDecimal(Number(total));
    const size = total < 0n ? -total : total;
    const scale = BigInt(decimalScale);
    return `${total < 0n ? '-' : ''}${size / scale}.${String(size % scale).padStart(4, '0')}`;
  }
}
