import { describe, expect, it } from 'vitest';
import { crossSell } from '../../../src/6-recommend/scenarios/cross-sell.ts';
import { clientOf, type Sale, smallEstate } from '../small-estate.ts';

const pair = (client: string, ...produits: readonly string[]): Sale[] =>
  produits.map((produit) => ({ client, on: '2026-03-02', produit, bottles: 6 }));

const built = smallEstate({
  cellar: [
    { wine: 'Riesling' },
    { wine: 'Muscat' },
    { wine: 'Cremant' },
    { wine: 'Pinot Noir' },
    { wine: 'Gone', free: 0 },
  ],
  segments: { D: 'VIP', E: 'VIP', F: 'VIP' },
  sales: [
    ...['A', 'B', 'C', 'I'].flatMap((client) => pair(client, 'Riesling', 'Muscat', 'Gone')),
    ...['D', 'E', 'F', 'G', 'H'].flatMap((client) => pair(client, 'Pinot Noir')),
    { client: null, on: '2026-03-02', produit: 'Cremant', bottles: 60 },
    { client: 'ANNA', on: '2025-06-02', produit: 'Riesling', bottles: 12 },
    { client: 'RITA', on: '2025-06-02', produit: 'Riesling', bottles: 12 },
    { client: 'RITA', on: '2025-06-03', produit: 'Muscat', bottles: 6 },
    { client: 'RITA', on: '2025-06-20', produit: 'Muscat', bottles: -6 },
  ],
});

function found(clientCode: string, changes = {}) {
  const outcome = crossSell.evaluate(clientOf(built, { clientCode, ...changes }), built.estate, []);
  return 'candidates' in outcome
    ? outcome.candidates.map(({ produit, evidence }) => [produit.produitKey, evidence.kind])
    : outcome.refusedBecause;
}

describe('cross-sell', () => {
  it('puts what owners of the same wine took before what is merely popular, and nothing that is gone', () => {
    expect(found('ANNA')).toEqual([
      ['Muscat', 'bought_together'],
      ['Cremant', 'popular'],
      ['Pinot Noir', 'popular'],
    ]);
  });

  it('asks the segment first once enough of it bought the wine', () => {
    expect(found('ANNA', { segment: 'VIP' })).toContainEqual(['Pinot Noir', 'popular_in_segment']);
  });

  it('counts the clients who hold both wines', () => {
    const outcome = crossSell.evaluate(clientOf(built, { clientCode: 'ANNA' }), built.estate, []);
    const [first] = 'candidates' in outcome ? outcome.candidates : [];
    expect(first?.evidence).toMatchObject({ kind: 'bought_together', clients: 4, baskets: 4 });
  });

  it('calls nothing a discovery that was sent back', () => {
    expect(JSON.stringify(found('RITA'))).not.toContain('Muscat');
  });

  it('needs a first order', () => {
    expect(found('NOBODY', { orderCount: 0 })).toBe('NO_PURCHASE');
  });
});
