/** Values put into few bins, so that a tree is grown by counting (histograms as in LightGBM). */

/** Never more bins than this in a column. */
export const binCount = 64;

/** By column and bin: the largest value in it; the last is without limit. */
export type Limits = readonly Float32Array[];

/** Bins that hold about equally many of these rows, as far as values repeat themselves. `rows`: by row × column. */
export function limitsOf(rows: Float32Array, width: number): Limits {
  const count = rows.length / width;
  const values = new Float32Array(count);
  return Array.from({ length: width }, (_, column) => {
    for (let at = 0; at < count; at++) values[at] = rows[at * width + column] ?? 0;
    return quantilesOf(values.sort());
  });
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

/** Puts the first `count` rows into bins, by row × column, from the start of `into`. */
export type Binner = (rows: Float32Array, count: number, into: Uint8Array) => void;

/** Rows binned at a time, column after column: few enough that they stay at hand. */
const rowsAtOnce = 256;

export function binnerOf(limits: Limits): Binner {
  const scales = limits.map((of) => ({ limits: of, first: firstBins(of) }));
  return (rows, count, into) => {
    const bits = new Int32Array(rows.buffer, rows.byteOffset, rows.length);
    for (let from = 0; from < count; from += rowsAtOnce) {
      const to = Math.min(count, from + rowsAtOnce);
      scales.forEach((scale, column) => {
        binColumn({ rows, bits, width: limits.length, column, from, to }, scale, into);
      });
    }
  };
}

/** How a column is binned. */
interface Scale {
  readonly limits: Float32Array;
  /** By step: the first bin to look at. */
  readonly first: Uint8Array;
}

interface ColumnStretch {
  readonly rows: Float32Array;
  /** The same as whole numbers. */
  readonly bits: Int32Array;
  readonly width: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

function binColumn(stretch: ColumnStretch, { limits, first }: Scale, into: Uint8Array): void {
  const { rows, bits, width, column, from, to } = stretch;
  for (let at = from * width + column; at < to * width; at += width) {
    const value = rows[at] ?? 0;
    let bin = first[stepOf(bits[at] ?? 0)] ?? 0;
    while (value > (limits[bin] ?? Infinity)) bin++;
    into[at] = bin;
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
