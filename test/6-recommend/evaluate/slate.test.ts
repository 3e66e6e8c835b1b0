import { assert, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diversified } from '../../../src/6-recommend/diversify.ts';
import { chance } from '../../../src/6-recommend/evaluate/bootstrap.ts';
import { chooseWines, type Slate, slateOf, weightNames } from '../../../src/6-recommend/evaluate/slate.ts';
import { type JudgedSlate, proposeWeights, vectorOf } from '../../../src/6-recommend/evaluate/weights-search.ts';
import { proposalFor } from '../../../src/6-recommend/proposal.ts';
import { ruleRanker } from '../../../src/6-recommend/score.ts';
import { parseSettings } from '../../../src/estate/settings.ts';
import { asOf, type Built, clientFacts, clientOf, type Sale, smallEstate } from '../small-estate.ts';
import { addDays } from '../../../src/values/day.ts';

const families = ['Riesling', 'Crémant', 'Pinot noir', 'Pinot gris'];
const tiers = ['Entrée', 'Standard', 'Premium'];
const cellar = Array.from({ length: 24 }, (_, number) => ({
  wine: `V${String(number).padStart(2, '0')}`,
  family: families[number % 4] ?? '',
  grape: families[(number >> 2) % 4] ?? '',
  sweetness: number % 3 === 0 ? 'doux' : 'sec',
  tier: tiers[number % 3] ?? '',
  price: 6 + number,
}));
const clientCodes = Array.from({ length: 40 }, (_, number) => `C${number}`);
const sales: Sale[] = clientCodes.flatMap((client, number) =>
  [0, 1, 2, 3].map((visit) => ({
    client,
    produit: `V${String((number * 5 + visit * 7) % 24).padStart(2, '0')}`,
    on: addDays(asOf, -(visit * 190 + number * 3 + 70)),
    bottles: 6,
  })),
);

function estateWith(weights: Readonly<Record<string, number>>): Built {
  return smallEstate({ cellar, sales, changes: { weights } });
}

function factsOf(clientCode: string, number: number) {
  const [first = '', second = ''] = [families[number % 4], families[(number + 1) % 4]];
  return clientFacts({
    clientCode,
    tier: ['VIP', 'Churn', 'At Risk', 'Standard'][number % 4] ?? 'Standard',
    segment: ['VIP', 'Churn', 'At Risk', 'Standard'][number % 4] ?? 'Standard',
    netHt: 100 * number,
    families: [
      { name: first, share: 0.7 },
      { name: second, share: 0.3 },
    ],
    medianPrice75clTtc: 8 + (number % 10),
  });
}

const built = estateWith({});
const slates = clientCodes.map((code, number) => slateOf(clientOf(built, factsOf(code, number)), built.estate));

describe('a slate', () => {
  it('makes the very list the week would make, under any weights', () => {
    const weight = integer({ min: 0, max: 500 }).map((hundredths) => hundredths / 100);
    const anyWeights = record(Object.fromEntries(weightNames.map((name) => [name, weight])));
    assert(
      property(anyWeights, (changed) => {
        const estate = estateWith(changed);
        const lists = clientCodes.map((code, number) => {
          const { candidates, rules } = proposalFor(factsOf(code, number), estate.ledger, estate.estate, ruleRanker);
          return diversified(candidates, rules).map(({ produit }) => produit.wine.index);
        });
        const weights = vectorOf(parseSettings({ weights: changed }).weights);
        expect(slates.map((slate) => chooseWines(slate, weights))).toEqual(lists);
      }),
      { numRuns: 12 },
    );
  });
});

describe('other weights', () => {
  const current = parseSettings({}).weights;
  // What clients take is what these weights would have proposed first.
  const truth = vectorOf({ ...current, family: 0, sweetness: 0, budget: 4, rebuy: 2 });
  const question = { clientCount: 200, current, places: 3, seed: 3 };

  it('are proposed when later months, which the search never saw, bear them out', () => {
    const slatesOfPast = past((place) => new Set(chooseWines(slateAt(place), truth).slice(0, 1)));
    const proposal = proposeWeights({ ...question, slates: slatesOfPast });
    expect(proposal).toMatchObject({
      status: 'better',
      fittedOn: { origins: 3, buyers: 210 },
      judgedOn: { origins: 3, buyers: 210 },
    });
    expect(proposal.gainHit3?.low).toBeGreaterThan(0);
    expect(proposal.hit3Proposed).toBeGreaterThan(proposal.hit3Current ?? 1);
    expect(proposeWeights({ ...question, slates: slatesOfPast })).toEqual(proposal);
  });

  it('are not when purchases have nothing to do with them', () => {
    const random = chance(5);
    const proposal = proposeWeights({ ...question, slates: past(() => new Set([Math.floor(24 * random())])) });
    expect(proposal.status).toBe('keep');
  });

  it('are not sought in a past too short to judge them', () => {
    const proposal = proposeWeights({ ...question, slates: past(() => new Set([1])).slice(0, 150) });
    expect(proposal).toMatchObject({ status: 'not_enough_history', proposed: null, tried: 0 });
  });
});

/** Six origins of seventy buyers, and what each of them took. */
function past(wantedBy: (place: number) => ReadonlySet<number>): readonly JudgedSlate[] {
  return Array.from({ length: 420 }, (_, place) => ({
    client: place % 200,
    originDay: Math.floor(place / 70),
    slate: slateAt(place),
    wanted: wantedBy(place),
  }));
}

function slateAt(place: number): Slate {
  const slate = slates[place % slates.length];
  if (!slate) throw new Error('no slate');
  return slate;
}
