import { expect, it } from 'vitest';
import { mixed } from '../../../src/6-recommend/model/mixed.ts';
import { keepLargest } from '../../../src/6-recommend/model/largest.ts';

it('keeps the largest, ties by the smaller id, whatever the order they come in', () => {
  for (const [size, count, kinds] of [
    [1000, 30, 1e6],
    [1000, 30, 4],
    [50, 30, 10],
    [200, 1, 1],
    [5, 9, 3],
  ] as const) {
    const value = (id: number) => Math.floor(mixed(id, size, 3) * kinds) / kinds;
    const ids = Int32Array.from({ length: size }, (_, id) => (id * 7) % size);
    const values = Float32Array.from(ids, value);
    const kept = keepLargest(ids, values, size, count);
    const wanted = Array.from({ length: size }, (_, id) => id)
      .sort((one, other) => Math.fround(value(other)) - Math.fround(value(one)) || one - other)
      .slice(0, count);
    expect([...ids.subarray(0, kept)].sort((one, other) => one - other)).toEqual(
      wanted.sort((one, other) => one - other),
    );
    expect(Array.from(values.subarray(0, kept))).toEqual(
      Array.from(ids.subarray(0, kept), (id) => Math.fround(value(id))),
    );
  }
});
