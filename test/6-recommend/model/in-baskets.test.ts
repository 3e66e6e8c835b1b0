import { expect, test } from 'vitest';
import { inBasketsOf } from '../../../src/6-recommend/model/in-baskets.ts';
import type { ItemLinks } from '../../../src/6-recommend/model/together.ts';

/** Two clients: {0, 1} then {0, 2} then {3}; and {1} then {2}. The last basket of the first is not known. */
const history = {
  clientCount: 2,
  itemCount: 4,
  basketStarts: Uint32Array.of(0, 3, 5),
  lineStarts: Uint32Array.of(0, 2, 4, 5, 6, 7),
  items: Int32Array.of(0, 1, 0, 2, 3, 1, 2),
};
const links = inBasketsOf({ history, ends: Uint32Array.of(2, 5) });

test('every link is there once', () => {
  for (const { items, starts } of [links.company, links.following]) {
    const rows = Array.from({ length: history.itemCount }, (_, item) => [
      ...items.subarray(starts[item], starts[item + 1]),
    ]);
    expect(rows).toEqual(rows.map((row) => [...new Set(row)]));
  }
});

function of({ starts, items, strengths }: ItemLinks, item: number): Record<number, number> {
  const places = Array.from(
    { length: (starts[item + 1] ?? 0) - (starts[item] ?? 0) },
    (_, at) => (starts[item] ?? 0) + at,
  );
  return Object.fromEntries(places.map((at) => [items[at] ?? -1, strengths[at] ?? 0]));
}

test('wines of one order speak for each other, the less the longer the order and the rarer they are', () => {
  expect(of(links.company, 0)).toEqual({
    1: expect.closeTo(Math.SQRT1_2 / 12, 6),
    2: expect.closeTo(Math.SQRT1_2 / 12, 6),
  });
  expect(of(links.company, 3)).toEqual({});
});

test('what came with the order after speaks too, bought before or not; an order nobody knows of yet says nothing', () => {
  expect(of(links.following, 1)).toEqual({ 0: expect.closeTo(1 / 12, 6), 2: expect.closeTo(2 / 12, 6) });
  expect(of(links.following, 0)).toEqual({ 2: expect.closeTo(1 / 11, 6) });
  expect(of(links.following, 2)).toEqual({});
});
