import { describe, expect, it } from 'vitest';
import { allocate, type Chooser, openCellar } from '../../src/6-recommend/allocation.ts';
import { diversified, type ListRules } from '../../src/6-recommend/diversify.ts';
import type { Ranked } from '../../src/6-recommend/rank.ts';
import { slotPlan } from '../../src/6-recommend/preference.ts';
import { type Bottle, smallEstate } from './small-estate.ts';

const { estate } = smallEstate({
  cellar: [
    { wine: 'Rare', family: 'Grands crus', free: 60 },
    { wine: 'Brand', family: 'Grands crus', free: 600 },
    { wine: 'Hengst', family: 'Grands crus', free: 600 },
    { wine: 'Muscat', family: 'Aromatiques', free: 600 },
    { wine: 'Mystery', free: 600 },
    { wine: 'Riddle', free: 600 },
    { wine: 'Enigma', free: 600 },
  ] satisfies readonly Bottle[],
});

function wine(key: string, score: number, slot: Ranked['slot'] = 'discovery'): Ranked {
  const produit = estate.produits.find(({ produitKey }) => produitKey === key);
  if (!produit) throw new Error(`no ${key}`);
  return {
    scenario: 'cross-sell',
    slot,
    produit,
    evidence: { kind: 'popular', bottles12m: 1, shared: undefined },
    strength: 0,
    score: { score, values: [], confidence: 0 },
  };
}

const rules: ListRules = { plan: slotPlan('Standard', 3), perFamily: 2 };

function chooser(clientCode: string, candidates: readonly Ranked[], changes: Partial<Chooser> = {}): Chooser {
  return { clientCode, value: 0, candidates, rules, usualBottles: null, ...changes };
}

const cellar = () => openCellar(estate.produits, { isStockKnown: true, promisedStockShare: 1 });
/** Who gets the sixty bottles of Rare when each asks for all of them. */
const first = (...crowd: readonly Chooser[]): readonly string[] =>
  [...allocate(crowd, cellar(), 60)].filter(([, list]) => list.length > 0).map(([clientCode]) => clientCode);
const keys = (list: readonly Ranked[]): readonly string[] => list.map(({ produit }) => produit.produitKey);

describe('a list', () => {
  it('has places for known wines and for one discovery, who leads depends on the tier', () => {
    const candidates = [
      wine('Brand', 90, 'repeat'),
      wine('Muscat', 80, 'repeat'),
      wine('Mystery', 70),
      wine('Riddle', 60),
    ];
    expect(keys(diversified(candidates, rules))).toEqual(['Mystery', 'Brand', 'Muscat']);
    expect(keys(diversified(candidates, { ...rules, plan: slotPlan('Churn', 3) }))).toEqual([
      'Brand',
      'Muscat',
      'Mystery',
    ]);
    expect(keys(diversified(candidates, { ...rules, plan: slotPlan('At Risk', 2) }))).toEqual(['Brand', 'Mystery']);
  });

  it('fills a place nobody fits with the best of the others', () => {
    expect(keys(diversified([wine('Mystery', 70), wine('Riddle', 60)], rules))).toEqual(['Mystery', 'Riddle']);
  });

  it('holds two of a family at most, and counts wines of no known family apart', () => {
    const crus = [wine('Rare', 90), wine('Brand', 80), wine('Hengst', 70), wine('Muscat', 10)];
    expect(keys(diversified(crus, rules))).toEqual(['Rare', 'Brand', 'Muscat']);
    const unknown = [wine('Mystery', 90), wine('Riddle', 80), wine('Enigma', 70)];
    expect(keys(diversified(unknown, rules))).toHaveLength(3);
  });

  it('never holds a wine twice', () => {
    expect(keys(diversified([wine('Rare', 90), wine('Rare', 80, 'repeat')], rules))).toEqual(['Rare']);
  });
});

describe('the allocation', () => {
  it('never promises the last 60 bottles to 300 people: ten get six, the others get the next wine', () => {
    const crowd = Array.from({ length: 300 }, (_, index) =>
      chooser(`C${String(index).padStart(3, '0')}`, [wine('Rare', 90), wine('Brand', 50)]),
    );
    const grants = [...allocate(crowd, cellar(), 6).values()];
    const promised = (key: string): number =>
      grants
        .flat()
        .reduce(
          (sum, { candidate, promisedBottles }) =>
            sum + (candidate.produit.produitKey === key ? (promisedBottles ?? 0) : 0),
          0,
        );
    expect(promised('Rare')).toBe(60);
    expect(promised('Brand')).toBeLessThanOrEqual(600);
    expect(grants.filter((list) => list[0]?.candidate.produit.produitKey === 'Rare')).toHaveLength(10);
    // 600 bottles of Brand serve a hundred: those who came for Rare are not served twice before the others once.
    expect(grants.filter((list) => list.length > 0)).toHaveLength(110);
  });

  it('serves the better score, then the better client, then by code', () => {
    expect(first(chooser('A', [wine('Rare', 50)]), chooser('B', [wine('Rare', 60)]))).toEqual(['B']);
    expect(
      first(chooser('A', [wine('Rare', 50)], { value: 1 }), chooser('B', [wine('Rare', 50)], { value: 2 })),
    ).toEqual(['B']);
    expect(first(chooser('B', [wine('Rare', 50)]), chooser('A', [wine('Rare', 50)]))).toEqual(['A']);
  });

  it('counts what the client usually takes', () => {
    const big = allocate([chooser('BIG', [wine('Rare', 50), wine('Brand', 40)], { usualBottles: 72 })], cellar(), 6);
    expect(
      big.get('BIG')?.map(({ candidate, promisedBottles }) => [candidate.produit.produitKey, promisedBottles]),
    ).toEqual([['Brand', 72]]);
  });

  it('promises no more than the share of the stock the estate lends to letters', () => {
    const half = openCellar(estate.produits, { isStockKnown: true, promisedStockShare: 0.5 });
    const crowd = Array.from({ length: 20 }, (_, index) => chooser(`C${index}`, [wine('Rare', 90)]));
    expect([...allocate(crowd, half, 6).values()].flat()).toHaveLength(5);
  });

  it('counts nothing where the estate exports no stock', () => {
    const open = openCellar(estate.produits, { isStockKnown: false, promisedStockShare: 1 });
    const grants = allocate([chooser('A', [wine('Rare', 50)])], open, 6);
    expect(grants.get('A')?.[0]?.promisedBottles).toBeNull();
  });
});
