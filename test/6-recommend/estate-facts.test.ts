import { describe, expect, it } from 'vitest';
import { popularityOf, percentileRanks } from '../../src/6-recommend/popularity.ts';
import { budgetFit, entryLevelPrice, tierLadder } from '../../src/6-recommend/price.ts';
import { seasonOf } from '../../src/6-recommend/season.ts';
import { type Bottle, clientOf, ledgerOf, type Sale, smallEstate } from './small-estate.ts';

describe('popularity', () => {
  it('is the percentile rank of what was sold, ties in the middle, 0 for what was not', () => {
    expect([...percentileRanks(Float64Array.of(10, 0, 30, 10, -6))]).toEqual([0.5, 0, 1, 0.5, 0]);
  });

  it('nets returns, looks back twelve months, and counts the till', () => {
    const { estate } = smallEstate({
      cellar: [{ wine: 'Riesling' }, { wine: 'Muscat' }],
      sales: [
        { client: 'A', on: '2026-05-02', produit: 'Riesling', bottles: 12 },
        { client: 'A', on: '2026-05-20', produit: 'Riesling', bottles: -5 },
        { client: 'A', on: '2025-11-16', produit: 'Riesling', bottles: 100 },
        { client: null, on: '2026-11-16', produit: 'Muscat', bottles: 6 },
      ],
    });
    expect([...estate.popularity.overall.bottles]).toEqual([6, 7]);
    expect([...(estate.popularity.bySegment.get('Standard')?.buyers ?? [])]).toEqual([0, 1]);
    expect(
      popularityOf({ bottles: Float64Array.of(1), buyers: Float64Array.of(1) }, new Map()).overall.percentiles,
    ).toEqual(Float64Array.of(1));
  });
});

const buys = (client: string, ...produits: string[]): Sale[] =>
  produits.map((produit) => ({ client, on: '2026-01-02', produit, bottles: 6 }));

describe('co-purchase', () => {
  const cellar: readonly Bottle[] = [{ wine: 'A' }, { wine: 'B' }, { wine: 'C' }];

  it('is the lift of clients and baskets, from a minimum support on', () => {
    const sales = [
      ...['1', '2', '3'].flatMap((client) => buys(client, 'A', 'B')),
      ...buys('4', 'C'),
      ...buys('5', 'C'),
      ...buys('6', 'A', 'C'),
    ];
    const { estate } = smallEstate({ cellar, sales });
    // A: 4 of 6 clients, B: 3 of 6, both: 3; lift = 3 × 6 / (4 × 3).
    expect(estate.coPurchase[0]?.details).toMatchObject([
      { wine: 1, clients: 3, clientLift: 1.5, baskets: 3, basketLift: 1.5 },
    ]);
    expect(estate.coPurchase[2]?.details).toEqual([]);
    const strict = smallEstate({ cellar, sales, changes: { scenarios: { cross_sell_minimum_support: 4 } } });
    expect(strict.estate.coPurchase.flatMap(({ details }) => details)).toEqual([]);
  });

  it('forgets what came back', () => {
    const sales = [...['1', '2', '3'].flatMap((client) => buys(client, 'A', 'B')), ...buys('4', 'C')];
    const returned: Sale = { client: '3', on: '2026-02-02', produit: 'B', bottles: -6 };
    expect(smallEstate({ cellar, sales }).estate.coPurchase[0]?.details).toHaveLength(1);
    expect(smallEstate({ cellar, sales: [...sales, returned] }).estate.coPurchase[0]?.details).toEqual([]);
  });
});

describe('the current vintage', () => {
  const cellar: readonly Bottle[] = [
    { wine: 'Riesling', millesime: 2019, free: 0 },
    { wine: 'Riesling', millesime: 2020, free: 0 },
    { wine: 'Riesling', millesime: 2021 },
    { wine: 'Riesling', millesime: 2022 },
    { wine: 'Riesling', millesime: 2021, format: 'MAGNUM' },
    { wine: 'Riesling', millesime: 2018, format: 'MAGNUM', free: 0 },
    { wine: 'Gone', millesime: 2019, isActive: false },
  ];
  const current = (key: string, successions: readonly (readonly [string, string])[]): string | undefined => {
    const { estate } = smallEstate({ cellar, successions });
    return estate.currentVintages[estate.produits.findIndex(({ produitKey }) => produitKey === key)]?.produitKey;
  };

  it.each<[string, string, readonly (readonly [string, string])[], string | undefined]>([
    ['is itself while on sale', 'Riesling 2021', [['Riesling 2021', 'Riesling 2022']], 'Riesling 2021'],
    [
      'follows the chain',
      'Riesling 2019',
      [
        ['Riesling 2019', 'Riesling 2020'],
        ['Riesling 2020', 'Riesling 2021'],
      ],
      'Riesling 2021',
    ],
    [
      'survives a circle',
      'Riesling 2019',
      [
        ['Riesling 2019', 'Riesling 2020'],
        ['Riesling 2020', 'Riesling 2019'],
      ],
      'Riesling 2022',
    ],
    ['keeps the format', 'Riesling 2018 MAGNUM', [], 'Riesling 2021 MAGNUM'],
    ['is nothing when the wine is gone', 'Gone 2019', [['Gone 2019', 'Nowhere']], undefined],
  ])('%s', (_, key, successions, expected) => {
    expect(current(key, successions)).toBe(expected);
  });
});

describe('what is on sale', () => {
  const cellar: readonly Bottle[] = [
    { wine: 'Plenty' },
    { wine: 'Reserved', free: 0 },
    { wine: 'Uncounted', free: null },
    { wine: 'Withdrawn', isActive: false },
  ];
  const onSale = (isStockKnown: boolean): readonly string[] =>
    smallEstate({ cellar, isStockKnown }).estate.winesOnSale.map(({ name }) => name);

  it('is active and in stock; what the stock export does not name is not there', () => {
    expect(onSale(true)).toEqual(['Plenty']);
  });

  it('is the price list of an estate that exports no stock', () => {
    expect(onSale(false)).toEqual(['Plenty', 'Reserved', 'Uncounted']);
  });
});

describe('prices', () => {
  const { estate } = smallEstate({
    cellar: [
      { wine: 'A', price: 8, tier: 'Entrée' },
      { wine: 'B', price: 12, tier: 'Standard' },
      { wine: 'C', price: 30, tier: 'Prestige' },
      { wine: 'M', price: 90, format: 'MAGNUM' },
      { wine: 'N', price: null },
    ],
  });

  it('order the estate’s own tiers and find what is entry-level', () => {
    expect([...tierLadder(estate.produits)]).toEqual([
      ['Entrée', 0],
      ['Standard', 1],
      ['Prestige', 2],
    ]);
    expect(entryLevelPrice(estate.produits)).toBe(12);
  });

  it.each([
    [12, 12, 1],
    [13.8, 12, 1],
    [24, 12, 0.2],
    [60, 12, 0],
    [null, 12, null],
    [12, null, null],
  ])('of %s € fit a budget of %s € by %s', (price, usual, expected) => {
    const fit = budgetFit(price, usual);
    expect(fit === null ? null : Math.round(fit * 100) / 100).toBe(expected);
  });
});

describe('seasons', () => {
  it.each([
    ['Gewurztraminer Vendanges Tardives', [11, 12]],
    ["Muscat d'Alsace", [4, 5, 6]],
    ["Crémant d'Alsace Rosé", [5, 6, 7, 8, 9, 12]],
    ['Pinot Noir Rosé', [5, 6, 7, 8]],
    ['Auxerrois', undefined],
    ['Rosenberg', undefined],
  ])('%s is of months %s', (name, months) => {
    const { estate } = smallEstate({ cellar: [{ wine: name }] });
    const [wine] = estate.wines;
    expect(wine && seasonOf(wine)?.months).toEqual(months);
  });
});

describe('the ledger', () => {
  const cellar: readonly Bottle[] = [{ wine: 'A', millesime: 2020 }, { wine: 'A', millesime: 2022 }, { wine: 'B' }];
  const sales: readonly Sale[] = [
    { client: 'X', on: '2025-03-02', produit: 'A 2020', bottles: 12, document: 91 },
    { client: 'Y', on: '2025-03-02', produit: 'B', bottles: 6, document: 82 },
    { client: 'X', on: '2026-03-02', produit: 'A 2022', bottles: 6, document: 73 },
    { client: 'X', on: '2026-03-02', produit: 'A 2022', bottles: 2, document: 73 },
    { client: 'X', on: '2026-04-02', produit: 'A 2022', bottles: -1, document: 64 },
    { client: null, on: '2026-04-02', produit: 'B', bottles: 1, document: 55 },
  ];

  it('is the same whatever the order of the lines', () => {
    const built = smallEstate({ cellar, sales });
    const backwards = ledgerOf([...sales].reverse(), built.estate.produits);
    const view = clientOf(built, { clientCode: 'X' });
    expect(clientOf({ ...built, ledger: backwards }, { clientCode: 'X' })).toEqual(view);
    expect(backwards).toEqual(built.ledger);
  });

  it('tells a purchase as the client remembers it', () => {
    const view = clientOf(smallEstate({ cellar, sales }), { clientCode: 'X' });
    expect([...view.purchases.values()]).toMatchObject([
      { bottles: 19, orders: 2, lastBottles: 8, produit: { produitKey: 'A 2022' } },
    ]);
    expect([view.usualBottles, view.meanPrice75clTtc]).toEqual([6, 12]);
  });
});
