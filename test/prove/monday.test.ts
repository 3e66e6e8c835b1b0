import { expect, it } from 'vitest';
import { mondayProof } from '../../prove/monday.ts';
import { testDatabase } from '../support/database.ts';

it('a Monday run killed three times at random points ends like one nobody disturbed', async () => {
  const database = await testDatabase();
  try {
    const proof = await mondayProof({ kills: 3, seed: 5, clients: 40, databaseUrl: database.url });
    expect(proof.different).toEqual([]);
    expect(proof.identical).toBe(3);
  } finally {
    await database.close();
  }
}, 180_000);

it('a Monday run on an export that says nothing new, killed at a random point, ends like one nobody disturbed', async () => {
  const database = await testDatabase();
  try {
    const week = { clients: 20, isUnchanged: true, databaseUrl: database.url };
    const proof = await mondayProof({ kills: 1, seed: 6, ...week });
    expect(proof.different).toEqual([]);
    expect(proof.identical).toBe(1);
  } finally {
    await database.close();
  }
}, 180_000);
