import { expect, it } from 'vitest';
import { webhooksProof } from '../../prove/webhooks.ts';
import { testDatabase } from '../support/database.ts';

it('after a storm of lost, doubled and forged events and two hours without database, our records equal the truth', async () => {
  const database = await testDatabase();
  try {
    const proof = await webhooksProof({ letters: 40, seed: 7, databaseUrl: database.url });
    expect(proof.differences).toEqual([]);
    expect(proof).toMatchObject({ discarded: 0, factsOfSecondReconciliation: 0 });
    // The storm was one: events were lost, the database was away, and reconciling had something to mend.
    expect(proof.lostByBrevo).toBeGreaterThan(20);
    expect(proof.answers['429']).toBeGreaterThan(20);
    expect(proof.factsMended).toBeGreaterThan(0);
    expect(proof.refusals).toBeGreaterThan(3);
  } finally {
    await database.close();
  }
});
