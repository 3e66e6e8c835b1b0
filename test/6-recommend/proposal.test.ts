/** Who is served first between two clients with equal scores. */
import { describe, expect, it } from 'vitest';
import type { ClientFacts } from '../../src/6-recommend/client-view.ts';
import { proposalFor } from '../../src/6-recommend/proposal.ts';
import { ruleRanker } from '../../src/6-recommend/score.ts';
import { clientFacts, smallEstate } from './small-estate.ts';

const built = smallEstate({
  cellar: [{ wine: 'Riesling' }],
  sales: [{ client: 'X', on: '2024-03-02', produit: 'Riesling', bottles: 6 }],
});

function valueOf(changes: Partial<ClientFacts>): number {
  const facts = clientFacts({ clientCode: 'X', netHt: 900, ...changes });
  return proposalFor(facts, built.ledger, built.estate, ruleRanker).value;
}

describe('the value of a client at the counter', () => {
  it('is what somebody who left may still bring, and what they brought where nothing tells', () => {
    expect(valueOf({ segment: 'Churn', value12mHt: 40 })).toBe(40);
    expect(valueOf({ segment: 'Churn', value12mHt: null })).toBe(900);
  });

  it('is what they brought, for a client who is there', () => {
    expect(valueOf({ segment: 'Standard', value12mHt: 40 })).toBe(900);
  });
});
