import { describe, expect, it } from 'vitest';
import { clientFavourites, medianPrice75clTtc } from '../../src/5-customer360/favourites.ts';
import type { CatalogueProduit, ProduitPurchase } from '../../src/5-customer360/purchases.ts';
import { clientTaste } from '../../src/5-customer360/taste.ts';

const none = [null, null, null, null, null, null, null];

function bought(produit: Partial<CatalogueProduit>, euros: number, bottles = 6, units = bottles): ProduitPurchase {
  const unknown = {
    family: null,
    grape: null,
    sweetness: null,
    colour: null,
    format: null,
    priceBand: null,
    aromas: none,
  };
  return {
    produit: { ...unknown, produitKey: 'P', wineKey: 'W', ...produit },
    netHt: euros * 10_000,
    netTtc: euros * 12_000,
    bottles: bottles * 10_000,
    units: units * 10_000,
    bought: null,
  };
}

describe('favourites', () => {
  it('are shares of all the spend, what nobody knows included, and returned wines left out', () => {
    const { families, grapes } = clientFavourites([
      bought({ family: 'Grands Crus', grape: 'Riesling' }, 60),
      bought({ family: 'GRANDS CRUS ', grape: 'Pinot Gris' }, 15),
      bought({ family: 'Rosés' }, 15.5, 3),
      bought({}, 9.5, 1),
      bought({ family: 'Rouges' }, -20, -2),
      bought({ family: 'Rouges' }, 0, 0),
    ]);
    expect(families).toEqual([
      { name: 'Grands Crus', share: 0.75, netHt: '75', bottles: 12 },
      { name: 'Rosés', share: 0.155, netHt: '15.5', bottles: 3 },
    ]);
    expect(grapes.map(({ name }) => name)).toEqual(['Riesling', 'Pinot Gris']);
  });

  it('hold the price of a 75-cl bottle that half of the bottles lie below, whatever their format', () => {
    // 6 at 12 €, 1 magnum at 48 € (24 € for 75 cl), 1 half bottle at 30 €.
    const purchases = [bought({}, 60, 6), bought({}, 40, 1, 2), bought({}, 12.5, 1, 0.5)];
    expect(medianPrice75clTtc(purchases)).toBe(120_000);
    expect(medianPrice75clTtc(purchases.slice(1))).toBe(240_000);
    expect(medianPrice75clTtc([])).toBeNull();
  });
});

describe('taste', () => {
  const dry = bought({ aromas: [0.5, 0.4, null, 0.9, 0.8, 0.4, null] }, 30);
  const sweet = bought({ aromas: [0.9, 0.8, 0.6, 0.1, 0.2, 1, null] }, 10);

  it('is weighted by amounts; an axis nobody knows is absent, not zero', () => {
    expect(clientTaste([dry, sweet], 5)).toEqual({
      fruit: 0.6,
      floral: 0.5,
      epice: 0.6,
      mineral: 0.7,
      acidite: 0.65,
      corps: 0.55,
      // Five axes wholly known, spice for a quarter of the spend: 5.25 of 7, times 5 of 7.
      confidence: 0.54,
      level: 'medium',
      axes: 6,
    });
  });

  it.each([
    [2, 0.5, 'medium'],
    [1, null, undefined],
    [5, 0.71, 'high'],
  ])('after %i orders with every axis known has a confidence of %s', (orders, confidence, level) => {
    const taste = clientTaste([bought({ aromas: [0, 0, 0, 0, 0, 0, 0] }, 30)], orders);
    expect(taste?.confidence ?? null).toBe(confidence);
    expect(taste?.level).toBe(level);
  });

  it('is low while most of the spend was never described, and nothing when none was', () => {
    const purchases = [bought({ aromas: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5] }, 30), bought({}, 70)];
    expect(clientTaste(purchases, 20)).toMatchObject({ confidence: 0.27, level: 'low', axes: 7 });
    expect(clientTaste([bought({}, 70)], 20)).toBeNull();
  });
});
