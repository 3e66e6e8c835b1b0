/**
 * Which of day, month and year comes first in a column: decided once over all its values, never row by row, since 03/04/2025
 * alone says nothing and 27/12/2025 three lines below says everything.
 */
import { type DayOrder as DayOrderName, isDaySerial } from '../values/day.ts';

export interface DayOrder {
  readonly order: DayOrderName;
  /**
   * `ambiguous`: no value could tell; `contradictory`: some say one order and some the other, the more frequent was taken;
   * `serials`: every value is a number such as spreadsheets keep of a day.
   */
  readonly evidence: 'decided' | 'ambiguous' | 'contradictory' | 'serials';
  /** How many values had two short numbers in front, and so needed an order; or were such numbers. */
  readonly days: number;
}

/** What a value looks like: short numbers in front that need an order, a spreadsheet's number, or neither. */
type Shape = 'day' | 'serial' | 'other';

/** Gathers the votes of a column, value by value. ISO values do not vote; serials count only where nothing else stands. */
export class DayOrderVotes {
  #days = 0;
  #dayFirst = 0;
  #monthFirst = 0;
  #yearFirst = 0;
  #serials = 0;
  /** Whether a value holds figures otherwise: a month in words, a lone 12. */
  #hasOthers = false;
  /** The value before, as bytes where it came so: exports come sorted by day, and most values repeat it. */
  #last: Buffer = Buffer.alloc(0);
  #lastShape: Shape = 'other';

  /** One value as the file has it, spaces and `="…"` guards included. */
  add(value: string): void {
    this.#count(this.#vote(value));
  }

  /** The same of a value between two places of the file's bytes. */
  addBytes(bytes: Buffer, start: number, stop: number): void {
    if (!this.#repeatsLast(bytes, start, stop)) {
      this.#last = Buffer.from(bytes.subarray(start, stop));
      this.#lastShape = this.#vote(bytes.toString('latin1', start, stop));
    }
    this.#count(this.#lastShape);
  }

  #count(shape: Shape): void {
    if (shape === 'day') this.#days++;
    else if (shape === 'serial') this.#serials++;
  }

  #repeatsLast(bytes: Buffer, start: number, stop: number): boolean {
    const last = this.#last;
    if (stop - start !== last.length) return false;
    for (let at = 0; at < last.length; at++) if (last[at] !== bytes[start + at]) return false;
    return true;
  }

  #vote(value: string): Shape {
    const parts = /^[\s="']*(\d{1,4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,4})(?!\d)/.exec(value);
    if (!parts) return this.#shapeOf(value);
    const [first, second] = [Number(parts[1]), Number(parts[2])];
    if ((parts[1] ?? '').length > 2) {
      this.#yearFirst++;
      return 'other';
    }
    if (first > 31) this.#yearFirst++;
    else if (first > 12 && second <= 12) this.#dayFirst++;
    else if (second > 12 && second <= 31 && first <= 12) this.#monthFirst++;
    return 'day';
  }

  #shapeOf(value: string): Shape {
    if (isDaySerial(value.replace(/[\s="']/g, ''))) return 'serial';
    this.#hasOthers ||= /\d/.test(value);
    return 'other';
  }

  /** The order of the column; `fallback` is what the profile says of an ambiguous one. */
  decide(fallback: DayOrderName): DayOrder {
    const days = this.#days;
    const isDated = days > 0 || this.#yearFirst > 0 || this.#hasOthers;
    if (this.#serials > 0 && !isDated) return { order: 'serial', evidence: 'serials', days: this.#serials };
    if (days === 0) return { order: this.#yearFirst > 0 ? 'ymd' : fallback, evidence: 'decided', days };
    if (this.#dayFirst === 0 && this.#monthFirst === 0) {
      const isYearFirst = this.#yearFirst > 0 && this.#yearFirst === days;
      return isYearFirst
        ? { order: 'ymd', evidence: 'decided', days }
        : { order: fallback, evidence: 'ambiguous', days };
    }
    const order = this.#dayFirst >= this.#monthFirst ? 'dmy' : 'mdy';
    const evidence = this.#dayFirst > 0 && this.#monthFirst > 0 ? 'contradictory' : 'decided';
    return { order, evidence, days };
  }
}
