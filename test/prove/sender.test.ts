import { describe, expect, it } from 'vitest';
import { raceHolds, raceProof } from '../../prove/race.ts';
import { holds, senderProof } from '../../prove/sender/kills.ts';
import { testDatabase } from '../support/database.ts';

describe('the proofs of the sender, in short', () => {
  it('senders killed at random while calls go wrong write to nobody twice and skip nobody', async () => {
    const database = await testDatabase();
    try {
      const proof = await senderProof({ kills: 3, letters: 40, seed: 3, speed: 200, databaseUrl: database.url });
      expect({ holds: holds(proof), proof }).toMatchObject({
        holds: true,
        proof: { kills: 3, skipped: 0, doubled: 0 },
      });
    } finally {
      await database.close();
    }
  }, 180_000);

  it('nobody gets a letter after their refusal stood, and the last bottles are promised once', async () => {
    const database = await testDatabase();
    try {
      const proof = await raceProof({ unsubscribes: 60, letters: 120, seed: 1, databaseUrl: database.url });
      expect({ holds: raceHolds(proof), approvals: proof.approvals }).toEqual({
        holds: true,
        approvals: { people: 50, approved: 10, bottlesPromised: 60 },
      });
    } finally {
      await database.close();
    }
  }, 120_000);
});
