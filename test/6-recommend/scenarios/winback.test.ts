import { describe, expect, it } from 'vitest';
import { winback } from '../../../src/6-recommend/scenarios/winback.ts';
import { clientOf, smallEstate } from '../small-estate.ts';

const built = smallEstate({
  cellar: [
    { wine: 'Riesling', millesime: 2020, free: 0, family: 'Blancs secs' },
    { wine: 'Riesling', millesime: 2023, family: 'Blancs secs' },
    { wine: 'Sylvaner', millesime: 2024, family: 'Blancs secs' },
    { wine: 'Pinot Noir', millesime: 2022, family: 'Rouges' },
  ],
  successions: [['Riesling 2020', 'Riesling 2023']],
  sales: [
    { client: 'LEON', on: '2023-05-04', produit: 'Riesling 2020', bottles: 12 },
    { client: 'LEON', on: '2024-05-04', produit: 'Riesling 2020', bottles: 12 },
    { client: null, on: '2026-05-04', produit: 'Sylvaner 2024', bottles: 30 },
    { client: null, on: '2026-05-04', produit: 'Pinot Noir 2022', bottles: 90 },
  ],
});
const leon = { clientCode: 'LEON', segment: 'Churn', tier: 'Churn', families: [{ name: 'Blancs secs', share: 1 }] };

describe('winback', () => {
  it('shows who left their favourite in its current vintage, then what is asked for in its family', () => {
    const outcome = winback.evaluate(clientOf(built, leon), built.estate, []);
    const found = 'candidates' in outcome ? outcome.candidates : [];
    expect(found.map(({ produit, slot }) => [produit.produitKey, slot])).toEqual([
      ['Riesling 2023', 'repeat'],
      ['Sylvaner 2024', 'discovery'],
    ]);
  });

  it.each([
    ['a client who still comes', { segment: 'Loyal' }, 'NOT_LAPSED'],
    ['a client who never bought for 100 €', { netHt: 84 }, 'LIFETIME_TOO_LOW'],
    ['a client whose wines are gone', { clientCode: 'AUTRE', families: [] }, 'NOTHING_ON_SALE'],
  ])('is refused to %s', (_, changes, code) => {
    const outcome = winback.evaluate(clientOf(built, { ...leon, ...changes }), built.estate, []);
    expect(outcome).toMatchObject({ refusedBecause: code });
  });

  it('says the amounts of its refusal in French', () => {
    expect(winback.evaluate(clientOf(built, { ...leon, netHt: 84 }), built.estate, [])).toMatchObject({
      sentence: "Ses achats nets (84,00\u00a0€ HT) n'atteignent pas 100,00\u00a0€.",
    });
  });
});
