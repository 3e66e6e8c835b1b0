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

/** Examples binned at a time, column after column: few enough that their rows stay at hand. */
const rowsAtOnce = 256;

/** Bins hold about equally many examples, as far as values repeat themselves. */
export function binnedExamples(examples: Examples): Binned {
  const { width, count } = examples;
  const limits = limitsOf(examples);
  const scales = limits.map((of) => ({ limits: of, first: firstBins(of) }));
  const bins = new Uint8Array(count * width);
  for (let from = 0; from < count; from += rowsAtOnce) {
    const to = Math.min(count, from + rowsAtOnce);
    for (let column = 0; column < width; column++) binColumn(examples, { column, from, to }, scales[column], bins);
  }
  return { width, bins, limits };
}

/** How a column is binned. */
interface Scale {
  readonly limits: Float32Array;
  /** By step: the first bin to look at. */
  readonly first: Uint8Array;
}

function binColumn(
  { rows, width }: Examples,
  { column, from, to }: { readonly column: number; readonly from: number; readonly to: number },
  scale: Scale | undefined,
  bins: Uint8Array,
): void {
  if (scale === undefined) return;
  const { limits, first } = scale;
  const bits = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
  for (let at = from * width + column; at < to * width; at += width) {
    const value = rows[at] ?? 0;
    let bin = first[stepOf(bits[at] ?? 0)] ?? 0;
    while (value > (limits[bin] ?? Infinity)) bin++;
    bins[at] = bin;
  }
}

/** Steps all numbers are laid out on: sixteen or more between a number and its double, so that few limits share one. */
const stepBits = 13;

/** The step of the float with these bits: a larger float is never on a lower step. Below zero larger bits mean smaller floats. */
function stepOf(bits: number): number {
  return ((bits ^ ((bits >> 31) & 0x7fffffff)) >> (32 - stepBits)) + (1 << (stepBits - 1));
}

/** By step: the first bin that may hold a float of it. */
function firstBins(limits: Float32Array): Uint8Array {
  const bits = new Int32Array(limits.buffer, limits.byteOffset, limits.length);
  const first = new Uint8Array(1 << stepBits);
  let step = 0;
  for (let bin = 0; bin < limits.length; bin++)
    for (const last = stepOf(bits[bin] ?? 0); step <= last; step++) first[step] = bin;
  return first.fill(limits.length - 1, step);
}

/** By column: quantiles of a regular sample. */
function limitsOf({ rows, width, count }: Examples): readonly Float32Array[] {
  const step = Math.max(1, Math.floor(count / 20_000));
  const sampled = Math.ceil(count / step);
  const samples = new Float32Array(sampled * width);
  for (let at = 0; at < sampled; at++)
    for (let column = 0; column < width; column++)
      samples[column * sampled + at] = rows[at * step * width + column] ?? 0;
  return Array.from({ length: width }, (_, column) =>
    quantilesOf(samples.subarray(column * sampled, (column + 1) * sampled).sort()),
  );
}

function quantilesOf(sorted: Float32Array): Float32Array {
  const limits: number[] = [];
  const most = sorted[sorted.length - 1] ?? 0;
  for (let bin = 1; bin < binCount; bin++) {
    const value = sorted[Math.min(sorted.length - 1, Math.floor((bin * sorted.length) / binCount))] ?? 0;
    if (value < most && value > (limits[limits.length - 1] ?? -Infinity)) limits.push(value);
  }
  limits.push(Infinity);
  return Float32Array.from(limits);
}
