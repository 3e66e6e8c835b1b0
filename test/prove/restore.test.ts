import { expect, it } from 'vitest';
import { restoreHolds, restoreProof } from '../../prove/restore.ts';
import { testDatabase } from '../support/database.ts';

it('a backup comes back whole, a changed byte is found, and a restored copy never writes to anybody', async () => {
  const database = await testDatabase();
  try {
    const proof = await restoreProof({ clients: 12, years: 1, corruptions: 4, seed: 5, databaseUrl: database.url });
    expect(proof).toMatchObject({ brevoCalls: 0, corruptionsFound: 4, drillFindings: [], replay: 'same' });
    expect(proof.copySaid).toMatch(/^refused/);
    expect(restoreHolds(proof)).toBe(true);
  } finally {
    await database.close();
  }
}, 120_000);
