import { describe, expect, test } from 'vitest';
import { basketWeights, tifuKnn } from '../../bench/nbr/baselines/tifu-knn.ts';
import {
  globalTopFrequency,
  personalThenGlobalFrequency,
  personalThenRecent,
  personalTopFrequency,
} from '../../bench/nbr/baselines/top-frequency.ts';
import { tuneTifu } from '../../bench/nbr/baselines/tune-tifu.ts';
import { upCf } from '../../bench/nbr/baselines/up-cf.ts';
import { historyOf, withoutLastBasket } from '../../bench/nbr/basket-history.ts';
import { measureFolds } from '../../bench/nbr/measure.ts';
import type { FittedModel } from '../../src/6-recommend/model/model.ts';

// Four clients, six wines. Wine 0 is bought by all; clients 0 and 1 are alike; wine 5 is client 3's alone.
const history = historyOf(
  [
    [{ items: [2, 1] }, { items: [0] }, { items: [1, 3] }],
    [{ items: [1, 2] }, { items: [4, 0] }, { items: [1] }],
    [{ items: [0] }, { items: [0, 4] }],
    [{ items: [5] }, { items: [0, 5] }],
  ],
  6,
);
const itemsFor = (model: FittedModel, client: number, count = 10) =>
  model.rank({ client, count }).map(({ item }) => item);

describe('the baselines on four clients and six wines', () => {
  test('best sellers are the same for everybody', () => {
    // Wine 0 in 5 baskets, wine 1 in 4, wines 2, 4 and 5 in 2, wine 3 in 1.
    expect(itemsFor(globalTopFrequency(history), 3)).toEqual([0, 1, 2, 4, 5, 3]);
  });

  test('what a client buys most comes first, of equal wines the one listed first', () => {
    expect(itemsFor(personalTopFrequency(history), 0)).toEqual([1, 2, 0, 3]);
  });

  test('best sellers fill the places a client leaves', () => {
    expect(itemsFor(personalThenGlobalFrequency(history), 3)).toEqual([5, 0, 1, 2, 4, 3]);
  });

  test('of wines bought equally often the latest comes first', () => {
    expect(itemsFor(personalThenRecent(history), 0, 4)).toEqual([1, 3, 0, 2]);
  });

  test('repeats and discoveries can be asked for apart, and a wine not on sale is not named', () => {
    const model = personalThenGlobalFrequency(history);
    expect(model.rank({ client: 2, count: 10, slot: 'repeat' }).map(({ item }) => item)).toEqual([0, 4]);
    const allowed = Uint8Array.of(1, 0, 1, 1, 1, 1);
    expect(model.rank({ client: 2, count: 2, slot: 'discovery', allowed })).toMatchObject([
      { item: 2, slot: 'discovery' },
      { item: 5, slot: 'discovery' },
    ]);
  });

  test('UP-CF adds what the likest client bought lately to what the client did', () => {
    const settings = { recency: 2, asymmetry: 0.5, locality: 1, neighbours: 1, shrink: 0 };
    const model = upCf(history, settings);
    // Client 1 is at a cosine of (2·2 + 1 + 1) / 7 = 6/7 of client 0; in his last two baskets: 0, 1 and 4 in one of two each.
    expect(model.explain({ client: 0 }, 4).score).toBeCloseTo((6 / 7) * 0.5, 5);
    expect(model.explain({ client: 0 }, 1).score).toBeCloseTo(0.5 + (6 / 7) * 0.5, 5);
    expect(model.explain({ client: 0 }, 2).score).toBe(0);
  });

  test('TIFU-KNN fades baskets within and between groups, the larger groups last', () => {
    const weights = basketWeights(3, { withinDecay: 0.5, groupDecay: 0.1, groups: 2 });
    // Groups of one and two baskets: 0.1/1/2 · 0.5², 1/2/2 · 0.5, 1/2/2 · 1.
    expect(weights).toEqual([0.0125, 0.125, 0.25]);
    // With fewer baskets than groups, each is a group of its own, and the oldest ones: 0.1², 0.1 of three groups.
    expect(basketWeights(2, { withinDecay: 1, groupDecay: 0.1, groups: 3 })).toEqual([
      expect.closeTo(0.005, 12),
      expect.closeTo(0.05, 12),
    ]);
  });

  test('TIFU-KNN blends a client with the nearest other one', () => {
    const settings = { neighbours: 1, withinDecay: 1, groupDecay: 1, ownShare: 0.75, groups: 1 };
    const model = tifuKnn(history, settings);
    // Vectors are shares of baskets. Clients 0 and 1 are each other's nearest; wine 4 is in a third of client 1's baskets.
    expect(model.explain({ client: 0 }, 4).score).toBeCloseTo(0.25 / 3, 12);
    expect(model.explain({ client: 0 }, 1).score).toBeCloseTo(0.75 * (2 / 3) + 0.25 * (2 / 3), 12);
  });

  test('settings are chosen on penultimate baskets: the target changes nothing', () => {
    const hideAll = new Uint8Array(4).fill(1);
    const chosen = tuneTifu(withoutLastBasket(history, hideAll), 'full');
    const otherTargets = historyOf(
      [
        [{ items: [2, 1] }, { items: [0] }, { items: [5] }],
        [{ items: [1, 2] }, { items: [4, 0] }, { items: [5] }],
        [{ items: [0] }, { items: [5] }],
        [{ items: [5] }, { items: [1] }],
      ],
      6,
    );
    expect(tuneTifu(withoutLastBasket(otherTargets, hideAll), 'full')).toEqual(chosen);
  });
});

test('the evaluator parts what was bought before from what was not, and sees no target', () => {
  const past = withoutLastBasket(history, new Uint8Array(4).fill(1));
  const fold = {
    name: '0',
    history: past,
    testClients: Int32Array.of(0, 2),
    truths: [Int32Array.of(1, 3), Int32Array.of(0, 4)],
  };
  const seen: number[] = [];
  const method = {
    name: 'personal',
    fit: (known: typeof past) => {
      seen.push(known.items.length);
      return personalTopFrequency(known);
    },
  };
  const [first, second] = measureFolds(method, [fold, fold], 'full');
  expect(seen).toEqual([past.items.length]);
  expect(second).toMatchObject({ 'recall@10': 0.5 });
  // Client 0 knows 2, 1, 0 and buys 1 and 3; client 2 knows 0 and buys 0 and 4: half of each basket, all of what was known.
  expect(first).toMatchObject({
    users: 2,
    items: 6,
    'recall@10': 0.5,
    'phr@10': 1,
    repeat: { users: 2, 'recall@10': 1, 'slotRecall@10': 1, 'share@10': 1 },
    explore: { users: 2, 'recall@10': 0, 'share@10': 0 },
  });
});
