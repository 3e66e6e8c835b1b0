import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/6-recommend/candidate.ts';
import type { Purchase } from '../../src/6-recommend/client-view.ts';
import type { CommonGround } from '../../src/6-recommend/common-ground.ts';
import type { EstateProduit } from '../../src/6-recommend/estate-view.ts';
import { bottlesInWords } from '../../src/6-recommend/french.ts';
import { longestReason, reasonOf } from '../../src/6-recommend/reason.ts';
import { toDayNumber } from '../../src/values/day.ts';
import { smallEstate } from './small-estate.ts';

const { estate } = smallEstate({
  cellar: [
    { wine: 'Riesling Grand Cru', millesime: 2019 },
    { wine: 'Riesling Grand Cru', millesime: 2021 },
    { wine: 'Edelzwicker' },
    { wine: 'Coffret Découverte' },
    { wine: 'Pinot Gris', millesime: 2022 },
    { wine: 'Pinot Gris', millesime: 2022, format: 'MAGNUM' },
  ],
});
const asOfDay = estate.asOfDay;

function produit(key: string, changes: Partial<EstateProduit> = {}): EstateProduit {
  const known = estate.produits.find(({ produitKey }) => produitKey === key);
  if (!known) throw new Error(`no ${key}`);
  return { ...known, ...changes };
}

function purchase(key: string, changes: Partial<Purchase> = {}): Purchase {
  const bought = produit(key);
  return {
    wine: bought.wine,
    produit: bought,
    bottles: 12,
    orders: 1,
    firstDay: toDayNumber('2023-11-04'),
    lastDay: toDayNumber('2023-11-04'),
    lastBottles: 12,
    ...changes,
  };
}

const sharedGrape: CommonGround = {
  common: 'grape',
  name: 'Riesling',
  bottles: 30,
  firstDay: toDayNumber('2021-03-02'),
  lastDay: toDayNumber('2025-03-02'),
};
const bought = (own: Purchase): Evidence => ({ kind: 'bought', purchase: own });

describe('the reason', () => {
  it.each<[string, EstateProduit, Evidence, number, string]>([
    [
      'a new vintage first sold this season has just arrived',
      produit('Riesling Grand Cru 2021', { firstSoldDay: asOfDay - 20 }),
      bought(purchase('Riesling Grand Cru 2019')),
      5,
      "Vous avez pris 12 bouteilles de Riesling Grand Cru 2019 en novembre 2023\u00a0; le 2021 vient d'arriver.",
    ],
    [
      'a new vintage sold for long is on the list',
      produit('Riesling Grand Cru 2021', { firstSoldDay: asOfDay - 400 }),
      bought(purchase('Riesling Grand Cru 2019', { orders: 4 })),
      5,
      'Vous avez pris 12 bouteilles de Riesling Grand Cru 2019 en novembre 2023, pour la 4e fois\u00a0; le 2021 est à la carte.',
    ],
    [
      'the same product, with its elision',
      produit('Edelzwicker'),
      bought(purchase('Edelzwicker', { lastBottles: 1 })),
      1,
      "Vous avez pris 1 bouteille d'Edelzwicker en novembre 2023\u00a0; ce vin est toujours à la carte.",
    ],
    [
      'a gift box, whose bottles are in it, not of it',
      produit('Coffret Découverte'),
      bought(purchase('Coffret Découverte')),
      2,
      'Vous avez pris 12 bouteilles en Coffret Découverte en novembre 2023\u00a0; ce vin est toujours à la carte.',
    ],
    [
      'another size of the same vintage',
      produit('Pinot Gris 2022 MAGNUM'),
      bought(purchase('Pinot Gris 2022')),
      2,
      'Vous avez pris 12 bouteilles de Pinot Gris 2022 en novembre 2023\u00a0; Pinot Gris 2022 en magnum est à la carte.',
    ],
    [
      'what other clients took beside it, said to rest on few orders',
      produit('Pinot Gris 2022'),
      { kind: 'bought_together', with: purchase('Edelzwicker'), clients: 23, baskets: 9, lift: 2 },
      3,
      "Vous avez pris 12 bouteilles d'Edelzwicker en novembre 2023\u00a0; 23 clients qui en ont pris ont aussi choisi Pinot Gris, nouveau pour vous (d'après 3 achats seulement).",
    ],
    [
      'a step up inside a grape',
      produit('Riesling Grand Cru 2021'),
      { kind: 'step_up', by: 'price', shared: sharedGrape, price75clTtc: 15, usualPrice75clTtc: 12 },
      9,
      'Vous avez pris 30 bouteilles de Riesling depuis mars 2021\u00a0; Riesling Grand Cru 2021 est un cran au-dessus.',
    ],
    [
      'an easy wine of the season',
      produit('Pinot Gris 2022'),
      { kind: 'entry_level', served: 'avec les volailles et le gibier', month: 11, bottles12m: 340 },
      0,
      'De saison en novembre, avec les volailles et le gibier\u00a0: Pinot Gris 2022, dont 340 bouteilles sont parties en un an.',
    ],
    [
      'a popular wine, without a number when the number is small',
      produit('Edelzwicker'),
      { kind: 'popular', bottles12m: 6, shared: undefined },
      9,
      'Nouveau pour vous\u00a0: Edelzwicker.',
    ],
  ])('says %s', (_, proposed, evidence, orderCount, expected) => {
    expect(reasonOf({ produit: proposed, evidence, orderCount, asOfDay })).toBe(expected);
  });

  it('holds 255 characters at most, whole words and one sentence, however long the names', () => {
    const name = fc
      .array(fc.string({ minLength: 1, maxLength: 14, unit: fc.constantFrom('a', 'é', 'R', 'œ') }), {
        minLength: 1,
        maxLength: 40,
      })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 99_999 }), (long, bottles) => {
        const named = { ...produit('Edelzwicker'), wine: { ...produit('Edelzwicker').wine, name: long } };
        const own = { ...purchase('Edelzwicker', { lastBottles: bottles }), produit: named };
        const reason = reasonOf({ produit: named, evidence: bought(own), orderCount: 2, asOfDay });
        expect(reason.length).toBeLessThanOrEqual(longestReason);
        expect(reason).toMatch(/[^\s,;:][.…]$/u);
        // A text that was cut ends with a word of the name, or before the name began.
        const words = new Set(`bouteille bouteilles d ${bottlesInWords(bottles)} ${long}`.split(/[ ']/));
        const last = reason.slice(0, -1).split(/[ ']/).at(-1) ?? '';
        expect(reason.endsWith('.') || words.has(last)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
