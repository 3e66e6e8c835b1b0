import { expect, it } from 'vitest';
import { binnerOf, limitsOf } from '../../../src/6-recommend/model/bins.ts';
import { mixed } from '../../../src/6-recommend/model/mixed.ts';

it('puts every value in the first bin whose limit it does not pass, whatever its size or sign', () => {
  const draws: readonly ((at: number) => number)[] = [
    (at) => Math.floor(mixed(at, 1, 1) * 4) - 1,
    (at) => mixed(at, 2, 1) * 1e-5,
    (at) => Math.exp(20 * mixed(at, 3, 1) - 10),
    (at) => -Math.exp(20 * mixed(at, 4, 1) - 10),
    () => 7,
  ];
  const [count, width] = [3000, draws.length];
  const rows = Float32Array.from({ length: count * width }, (_, at) => draws[at % width]?.(at) ?? 0);
  const limits = limitsOf(rows, width);
  const bins = new Uint8Array(count * width);
  binnerOf(limits)(rows, count, bins);
  const expected = Uint8Array.from(rows, (value, at) =>
    (limits[at % width] ?? []).findIndex((limit) => value <= limit),
  );
  expect(bins).toEqual(expected);
  expect(limits.map((of) => of.length > 1)).toEqual([true, true, true, true, false]);
});
