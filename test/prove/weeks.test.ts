import { expect, it } from 'vitest';
import { weeksProof } from '../../prove/weeks.ts';
import { testDatabase } from '../support/database.ts';

it('from before 29 February to after the change of the hour, with two sleepy laptops, each slot runs once or is skipped and said', async () => {
  const database = await testDatabase();
  try {
    const proof = await weeksProof({ from: '2028-02-21', days: 42, seed: 2, databaseUrl: database.url });
    expect(proof.faults).toEqual([]);
    expect(proof).toMatchObject({ due: 6 * 25, hourChanges: 1, leapDays: 1 });
    expect(proof.done + proof.skipped).toBe(proof.due);
    // The life was hard enough to prove something.
    expect(proof.skipped + proof.late).toBeGreaterThan(0);
    expect(proof.deaths).toBeGreaterThan(0);
    expect(proof.looksAtOnce).toBeGreaterThan(50);
  } finally {
    await database.close();
  }
});
