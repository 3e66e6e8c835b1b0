import { describe, expect, it } from 'vitest';
import { fit } from '../../../src/6-recommend/model/fit.ts';
import type { BasketHistory } from '../../../src/6-recommend/model/history.ts';
import { estateOf, families, familyOf, historyOf, wineCount } from './cast.ts';

const estate = estateOf(600);
const model = fit({ history: estate, attributes: families, seed: 1 });
const everything = { count: wineCount };

/** What is known on day 25. */
const listOf = (history: BasketHistory) =>
  fit({ history, asOfDay: 25, seed: 1 }).rank({ client: 0, count: 5, asOfDay: 25 });

function boughtBy(history: BasketHistory, client: number): Set<number> {
  const line = (basket: number) => history.lineStarts[basket] ?? 0;
  return new Set(
    history.items.subarray(line(history.basketStarts[client] ?? 0), line(history.basketStarts[client + 1] ?? 0)),
  );
}

describe('a model of the estate', () => {
  it('learns from a past that is long enough, and falls back to a plain blend on a short one', () => {
    expect(model.parameters['combiner']).toBe('learned');
    expect(fit({ history: estateOf(20), attributes: families, seed: 1 }).parameters['combiner']).toBe('plain');
  });

  it('says the same twice', () => {
    const again = fit({ history: estate, attributes: families, seed: 1 });
    for (const client of [0, 17, 599])
      expect(again.rank({ ...everything, client })).toEqual(model.rank({ ...everything, client }));
  });

  it('gives points that add up to the score of the list', () => {
    for (const { item, score } of model.rank({ client: 11, count: 8 })) {
      const { score: explained, parts } = model.explain({ client: 11 }, item);
      expect(explained).toBeCloseTo(score, 5);
      expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 5);
    }
  });

  it('tells what was bought before from what would be new, and ranks each apart when asked', () => {
    const bought = boughtBy(estate, 30);
    const all = model.rank({ ...everything, client: 30 });
    expect(all.map(({ slot }) => slot)).toEqual(all.map(({ item }) => (bought.has(item) ? 'repeat' : 'discovery')));
    for (const slot of ['repeat', 'discovery'] as const)
      expect(model.rank({ ...everything, client: 30, slot })).toEqual(all.filter((wine) => wine.slot === slot));
  });

  it('offers as discoveries the family a client keeps to', () => {
    const right = Array.from({ length: 60 }, (_, client) => model.rank({ client, count: 1, slot: 'discovery' })).filter(
      (list, client) => familyOf(list[0]?.item ?? -1) === client % 4 || boughtBy(estate, client).size >= 9,
    );
    expect(right.length).toBeGreaterThan(54);
  });

  it('ranks a wine never sold by its attributes: before the wines of other families nobody of its own buys', () => {
    const unsold = [36, 37, 38, 39];
    const allowed = Uint8Array.from({ length: wineCount }, (_, wine) => (unsold.includes(wine) ? 1 : 0));
    const first = Array.from({ length: 40 }, (_, client) => model.rank({ client, count: 1, allowed })[0]?.item);
    expect(first).toEqual(Array.from({ length: 40 }, (_, client) => 36 + (client % 4)));
  });

  it('does not leave a wine never sold behind those that are: its family speaks for it', () => {
    const places = Array.from({ length: 40 }, (_, client) =>
      model.rank({ ...everything, client, slot: 'discovery' }).findIndex(({ item }) => item === 36 + (client % 4)),
    );
    const early = places.filter((place) => place < 12);
    expect(early.length).toBeGreaterThan(36);
  });

  it('ranks nothing that is not allowed', () => {
    const allowed = Uint8Array.from({ length: wineCount }, (_, wine) => (wine === 5 || wine === 8 ? 1 : 0));
    expect(new Set(model.rank({ ...everything, client: 3, allowed }).map(({ item }) => item))).toEqual(new Set([5, 8]));
  });

  it('does not care in which order the clients come', () => {
    const clients = Array.from({ length: 24 }, (_, client) => [
      [client % 5, 5 + (client % 3)],
      [client % 5, 8 + (client % 4)],
    ]);
    const forward = fit({ history: historyOf(clients, 12), seed: 1 });
    const backward = fit({ history: historyOf([...clients].reverse(), 12), seed: 1 });
    for (let client = 0; client < 24; client++) {
      const turned = backward.rank({ client: 23 - client, count: 12 });
      for (const { item, score } of forward.rank({ client, count: 12 }))
        expect(turned.find((other) => other.item === item)?.score).toBeCloseTo(score, 4);
    }
  });

  it('knows nothing of what happens from its day on', () => {
    const days = [
      [10, 20],
      [12, 30],
      [11, 25],
    ];
    const before = historyOf(
      [
        [[0], [1]],
        [[0], [2]],
        [[1], [3]],
      ],
      5,
      days,
    );
    const otherwise = historyOf(
      [
        [[0], [1]],
        [[0], [4]],
        [[1], [2]],
      ],
      5,
      days,
    );
    expect(listOf(before)).toEqual(listOf(otherwise));
  });
});

describe('a history hardly worth the name', () => {
  const asksOfEach: readonly [string, BasketHistory][] = [
    ['no client at all', historyOf([], 3)],
    ['clients who never bought', historyOf([[], []], 3)],
    ['a single basket', historyOf([[[1]]], 3)],
    ['one wine', historyOf([[[0], [0]], [[0]]], 1)],
    ['two wines', historyOf([[[0], [0, 1]], [[1]], []], 2)],
    [
      'one day for everything',
      historyOf(
        [
          [[0], [1]],
          [[2], [0]],
        ],
        3,
        [
          [7, 7],
          [7, 7],
        ],
      ),
    ],
    [
      'empty baskets',
      historyOf(
        [
          [[], []],
          [[0], []],
        ],
        2,
      ),
    ],
  ];

  it.each(asksOfEach)('%s: every wine is ranked with a number, for a client unknown so far as well', (_, history) => {
    const small = fit({ history, seed: 1 });
    for (let client = 0; client <= history.clientCount; client++) {
      const list = small.rank({ client, count: 10 });
      expect(list.length).toBe(history.itemCount);
      expect(list.every(({ score }) => Number.isFinite(score))).toBe(true);
    }
  });

  it('offers a client of whom nothing is known what others buy most', () => {
    const history = historyOf([[[2], [2]], [[2]], [[1]], []], 3);
    expect(fit({ history, seed: 1 }).rank({ client: 3, count: 1 })[0]?.item).toBe(2);
  });
});
