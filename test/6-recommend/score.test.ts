import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/6-recommend/candidate.ts';
import type { ClientView } from '../../src/6-recommend/client-view.ts';
import type { EstateView } from '../../src/6-recommend/estate-view.ts';
import { componentColumns, componentsKept } from '../../src/6-recommend/components-record.ts';
import { componentsOf, ruleRanker } from '../../src/6-recommend/score.ts';
import { stableJson } from '../../src/values/stable-json.ts';
import { clientOf, smallEstate } from './small-estate.ts';

const built = smallEstate({
  cellar: [
    {
      wine: 'Riesling',
      family: 'Blancs secs',
      grape: 'Riesling',
      sweetness: 'sec',
      price: 12,
      aromas: [0.5, 0.5, 0, 1, 1, 0.5, 0],
    },
    {
      wine: 'Muscat',
      family: 'Aromatiques',
      grape: 'Muscat',
      sweetness: 'sec',
      price: 24,
      aromas: [1, 1, 0, 0, 0, 0.5, 0],
    },
    { wine: 'Unknown', price: null },
  ],
  sales: [{ client: 'ANNA', on: '2026-05-20', produit: 'Riesling', bottles: 6 }],
});
const facts = {
  clientCode: 'ANNA',
  families: [{ name: 'Blancs secs', share: 0.8 }],
  grapes: [{ name: 'Riesling', share: 0.6 }],
  sweetness: [{ name: 'sec', share: 0.9 }],
  gapDays: 360,
  taste: { axes: [0.5, 0.5, 0, 1, 1, 0.5, null], confidence: 0.5 },
};

function candidateFor(
  wine: string,
  { estate }: { estate: EstateView },
  client: ClientView,
  changes: Partial<Candidate> = {},
): Candidate {
  const produit = estate.produits.find(({ produitKey }) => produitKey === wine);
  if (!produit) throw new Error(`no ${wine}`);
  const purchase = client.purchases.get(produit.wine.index);
  return {
    scenario: purchase ? 'rebuy' : 'cross-sell',
    slot: purchase ? 'repeat' : 'discovery',
    produit,
    evidence: purchase ? { kind: 'bought', purchase } : { kind: 'popular', bottles12m: 0, shared: undefined },
    strength: 0,
    ...changes,
  };
}

function scored(wine: string, client = clientOf(built, facts), changes: Partial<Candidate> = {}) {
  const candidate = candidateFor(wine, built, client, changes);
  const score = ruleRanker.score(candidate, client, built.estate);
  return { score: score.score, components: componentsOf(score, candidate.scenario, built.estate.rules) };
}

/** The weight of the aromas in Anna's score of a Riesling, by how sure her taste profile is. */
const aromaWeight = (confidence: number): number | undefined =>
  scored('Riesling', clientOf(built, { ...facts, taste: { ...facts.taste, confidence } })).components.find(
    ({ dimension }) => dimension === 'aroma',
  )?.weight;

describe('the score', () => {
  it('has components that are kept column by column, and read again as they were, those of earlier versions too', () => {
    const { components } = scored('Riesling');
    const written = JSON.stringify(componentColumns(components));
    expect(written).toBe(stableJson(componentColumns(components)));
    expect(componentsKept(JSON.parse(written))).toEqual(components);
    expect(componentsKept(JSON.parse(JSON.stringify(components)))).toEqual(components);
  });

  it('weighs what is known, both sides, and takes off what comes too early', () => {
    // Known: family 2, grape 1, sweetness 2.5, budget 2, aroma 1.5 × 0.5, novelty 0.5: 8.75 in all. All fit but novelty;
    // 180 of 360 days have passed, so recency takes 0.5 off: (8.25 − 0.5) / 8.75.
    const { score, components } = scored('Riesling');
    expect(score).toBe(88.57);
    expect(components.map(({ dimension, value }) => [dimension, value])).toEqual([
      ['family', 1],
      ['grape', 1],
      ['sweetness', 1],
      ['budget', 1],
      ['aroma', 1],
      ['novelty', 0],
      ['recency', 0.5],
    ]);
    expect(components.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 1);
  });

  it('multiplies by scenario and stays between 0 and 100', () => {
    const client = clientOf(built, {
      ...facts,
      families: [{ name: 'Aromatiques', share: 1 }],
      grapes: [{ name: 'Muscat', share: 1 }],
      medianPrice75clTtc: 24,
      taste: null,
    });
    expect(scored('Muscat', client).score).toBe(100);
    expect(scored('Muscat', client, { scenario: 'nurture' }).score).toBe(100);
    expect(scored('Muscat', client, { scenario: 'winback' }).score).toBeLessThan(90);
  });

  it('leaves out what nobody knows: popularity speaks where the taste is silent', () => {
    const { components } = scored('Unknown');
    expect(components.map(({ dimension }) => dimension)).toEqual(['novelty', 'popularity']);
  });

  it('counts a family never bought as 0 when the client has families, and leaves it out when they have none', () => {
    expect(scored('Muscat').components.find(({ dimension }) => dimension === 'family')?.value).toBe(0);
    const unknown = clientOf(built, { ...facts, families: [] });
    expect(scored('Muscat', unknown).components.map(({ dimension }) => dimension)).not.toContain('family');
  });

  it('believes the aromas only as far as the taste profile is sure', () => {
    expect([aromaWeight(1), aromaWeight(0.4)]).toEqual([1.5, 0.6]);
  });
});
