import { describe, expect, it } from 'vitest';
import { nurture } from '../../../src/6-recommend/scenarios/nurture.ts';
import { clientOf, smallEstate } from '../small-estate.ts';

const built = smallEstate({
  cellar: [
    { wine: 'Muscat', price: 9 },
    { wine: 'Gewurztraminer', price: 9.5 },
    { wine: 'Auxerrois', price: 8 },
    { wine: 'Riesling Grand Cru', price: 25 },
    { wine: 'Pinot Blanc', price: 8.5, free: 0 },
    { wine: 'Riesling', price: 9.5 },
    { wine: 'Pinot Noir Grand Cru', price: 30 },
  ],
  sales: [
    { client: null, on: '2026-06-02', produit: 'Auxerrois', bottles: 60 },
    { client: null, on: '2026-06-02', produit: 'Gewurztraminer', bottles: 6 },
    { client: null, on: '2026-06-02', produit: 'Riesling Grand Cru', bottles: 90 },
  ],
});
const prudence = { clientCode: 'PRUDENCE', lineCount: 0, orderCount: 0 };

describe('nurture', () => {
  it('shows easy wines of November, those in season first: no Muscat, no Grand Cru, nothing out of stock', () => {
    const outcome = nurture.evaluate(clientOf(built, prudence), built.estate, []);
    expect('candidates' in outcome && outcome.candidates.map(({ produit }) => produit.produitKey)).toEqual([
      'Gewurztraminer',
      'Auxerrois',
      'Riesling',
    ]);
  });

  it.each([
    ['a client with four lines', { lineCount: 4 }, [], 'KNOWN_CLIENT'],
    ['a client for whom another scenario applies', {}, ['cross-sell'] as const, 'ANOTHER_APPLIES'],
  ])('is refused to %s', (_, changes, applied, code) => {
    expect(nurture.evaluate(clientOf(built, { ...prudence, ...changes }), built.estate, applied)).toMatchObject({
      refusedBecause: code,
    });
  });
});
