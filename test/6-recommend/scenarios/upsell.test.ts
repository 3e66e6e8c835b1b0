import { describe, expect, it } from 'vitest';
import { upsell } from '../../../src/6-recommend/scenarios/upsell.ts';
import { clientOf, smallEstate } from '../small-estate.ts';

const built = smallEstate({
  cellar: [
    { wine: 'Riesling', family: 'Blancs secs', grape: 'Riesling', price: 10, tier: 'Standard' },
    { wine: 'Riesling Lieu-dit', family: 'Blancs secs', grape: 'Riesling', price: 14.5, tier: 'Standard' },
    { wine: 'Riesling Vieilles Vignes', family: 'Blancs secs', grape: 'Riesling', price: 13, tier: 'Standard' },
    { wine: 'Riesling Grand Cru', family: 'Grands crus', grape: 'Riesling', price: 24, tier: 'Grand Cru' },
    { wine: 'Riesling Prestige', family: 'Blancs secs', grape: 'Riesling', price: 60, tier: 'Icône' },
    { wine: 'Pinot Noir', family: 'Rouges', grape: 'Pinot Noir', price: 14, tier: 'Standard' },
    { wine: 'Sylvaner', family: 'Blancs secs', grape: 'Sylvaner', price: 11, tier: 'Standard' },
  ],
  sales: [{ client: 'ANNA', on: '2025-05-04', produit: 'Riesling', bottles: 60 }],
});
const anna = {
  clientCode: 'ANNA',
  netHt: 600,
  medianPrice75clTtc: 10,
  families: [{ name: 'blancs secs', share: 0.8 }],
  grapes: [{ name: 'Riesling', share: 0.8 }],
};

function evaluate(changes = {}) {
  return upsell.evaluate(clientOf(built, { ...anna, ...changes }), built.estate, []);
}

describe('upsell', () => {
  it('takes one step inside the family or the grape, the nearest price first', () => {
    const outcome = evaluate();
    // 13 and 14.5 € are 15–60 % above 10 €; the Grand Cru is the next tier; Prestige two tiers up, Sylvaner too near.
    // The mean price Anna paid is 12 €: 13 € is still above it.
    expect(
      'candidates' in outcome &&
        outcome.candidates.map(({ produit, evidence }) => [produit.produitKey, 'by' in evidence && evidence.by]),
    ).toEqual([
      ['Riesling Vieilles Vignes', 'price'],
      ['Riesling Lieu-dit', 'price'],
      ['Riesling Grand Cru', 'tier'],
    ]);
  });

  it.each([
    ['a client of 480 €', { netHt: 480 }, 'LIFETIME_TOO_LOW'],
    ['a taste that wanders', { families: [{ name: 'Blancs secs', share: 0.5 }] }, 'TASTE_NOT_STABLE'],
    ['a client whose prices nobody knows', { medianPrice75clTtc: null }, 'PRICE_UNKNOWN'],
    ['a client who is at the top already', { medianPrice75clTtc: 80 }, 'NO_STEP_UP'],
  ])('is refused to %s', (_, changes, code) => {
    expect(evaluate(changes)).toMatchObject({ refusedBecause: code });
  });
});
