/** Values put into few bins, so that a tree is grown by counting (histograms as in LightGBM). */
import type { Examples } from './boost.ts';

/** Never more bins than this in a column. */
export const binCount = 64;

/** Examples with each value put into one of a few bins. */
export interface Binned {
  readonly width: number;
  /** By example × column. */
  readonly bins: Uint8Array;
  /** By column and bin: the largest value in it; the last is without limit. */
  readonly limits: readonly Float32Array[];
}

/** Bins hold about equally many examples, as far as values repeat themselves. */
export function binnedExamples(examples: Examples): Binned {
  const { width, count } = examples;
  const limits = Array.from({ length: width }, (_, column) => limitsOf(examples, column));
  const bins = new Uint8Array(count * width);
  limits.forEach((columnLimits, column) => binColumn(examples, column, columnLimits, bins));
  return { width, bins, limits };
}

function binColumn({ rows, width, count }: Examples, column: number, limits: Float32Array, bins: Uint8Array): void {
  for (let at = column; at < count * width; at += width) {
    const value = rows[at] ?? 0;
    let low = 0;
    let high = limits.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (limits[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    bins[at] = low;
  }
}

/** Quantiles of a regular sample. */
function limitsOf({ rows, width, count }: Examples, column: number): Float32Array {
  const step = Math.max(1, Math.floor(count / 20_000));
  const sample = new Float32Array(Math.ceil(count / step));
  for (let at = 0; at < sample.length; at++) sample[at] = rows[at * step * width + column] ?? 0;
  sample.sort();
  const limits: number[] = [];
  for (let bin = 1; bin < binCount; bin++) {
    const value = sample[Math.min(sample.length - 1, Math.floor((bin * sample.length) / binCount))] ?? 0;
    if (limits.length === 0 || value > (limits[limits.length - 1] ?? 0)) limits.push(value);
  }
  limits.push(Infinity);
  return Float32Array.from(limits);
}
