import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { registerRefusal, emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { sql } from '../../../src/db/sql.ts';
import { type LetterAnswer } from '../../../src/8-campaign/mailer.ts';
import { emailOf } from '../../../prove/sending-stage.ts';
import { answerAll, hand, lost, type SendingCase, sendingCase, tuesday } from './sending-case.ts';

describe('letters of which nobody knows whether they left', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 20 });
  });
  afterAll(() => stage.close());

  it('letters whose outcome is lost are looked up, never resent blindly, and repeated under their key when absent', async () => {
    const { campaignId } = await stage.fresh(3);
    let isAway = true;
    const { mailer, batches, lookUps } = hand(
      (batch) => (isAway ? answerAll(batch.letters.length, lost) : undefined),
      () => ({ accepted: new Map(), isComplete: stage.at.getTime() - tuesday.getTime() >= 5 * 60_000 }),
    );
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'waiting', code: 'OUTCOME_UNKNOWN' });
    expect(await stage.states(campaignId)).toEqual({ 'unknown:TIMEOUT': 3 });
    isAway = false;
    stage.later(2);
    await stage.send(campaignId, mailer);
    expect({ calls: batches.length, lookUps: lookUps.length }).toEqual({ calls: 1, lookUps: 1 });
    stage.later(4);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 3 } });
    expect(batches[1]).toMatchObject({ batchId: batches[0]?.batchId, firstTriedAt: tuesday });
  });

  it('what the channel tells of was accepted; what it cannot tell in half an hour is held for a person', async () => {
    const { campaignId, firstClient } = await stage.fresh(2);
    const { mailer, batches } = hand(
      (batch) => answerAll(batch.letters.length, lost),
      () => ({ accepted: new Map([[emailOf(firstClient), { messageId: '<m1>' }]]), isComplete: true }),
    );
    await stage.send(campaignId, mailer);
    stage.later(2);
    await stage.send(campaignId, mailer);
    expect(await stage.states(campaignId)).toEqual({ accepted: 1, 'unknown:LOOKED_UP': 1 });
    stage.later(30);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 1, held: 1 } });
    expect(await stage.states(campaignId)).toEqual({ accepted: 1, 'held:UNKNOWN': 1 });
    expect(batches).toHaveLength(1);
  });

  it('letters in the hands of a sender that died are looked up when its lease has ended', async () => {
    const { campaignId } = await stage.fresh(2);
    const dead = hand(() => Promise.reject(new Error('killed')));
    await expect(stage.send(campaignId, dead.mailer)).rejects.toThrow('killed');
    expect(await stage.states(campaignId)).toEqual({ claimed: 2 });
    const { mailer, lookUps } = hand(undefined, () => ({ accepted: new Map(), isComplete: false }));
    await stage.send(campaignId, mailer);
    expect(lookUps).toEqual([]);
    stage.later(3);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'waiting' });
    expect({ lookUps: lookUps.length, states: await stage.states(campaignId) }).toEqual({
      lookUps: 1,
      states: { 'unknown:LOOKED_UP': 2 },
    });
  });

  it('two senders that look for lost calls at once do not wait for each other for ever', async () => {
    const { campaignId } = await stage.fresh(2);
    const { mailer } = hand(
      (batch) => answerAll(batch.letters.length, lost),
      () => ({ accepted: new Map(), isComplete: false }),
    );
    await stage.send(campaignId, mailer);
    stage.later(2);
    const { database } = stage.world;
    const [first, second] = await database.rows<{ id: string }>(
      sql(
        `select letter_id as id from crm.outbox where campaign_id = :'campaign'::uuid order by first_tried_at, letter_id`,
      ),
      { campaign: campaignId },
    );
    const lock = sql(`select from crm.outbox where letter_id = :'id'::uuid for update`);
    let other: Promise<unknown> | undefined;
    await database.transaction(async (session) => {
      await session.execute(lock, { id: first?.id ?? '' });
      other = stage.send(campaignId, mailer);
      await vi.waitFor(async () => {
        expect(await database.rows(sql(`select from pg_locks where not granted`))).not.toEqual([]);
      });
      await session.execute(lock, { id: second?.id ?? '' });
    });
    expect(await other).toMatchObject({ outcome: 'waiting' });
  });

  it('a refusal while a repeat waits takes its letter out; the repeat may tell that it had left before', async () => {
    const { campaignId, firstClient } = await stage.fresh(2);
    let answers: LetterAnswer = lost;
    const { mailer } = hand(
      (batch) => answerAll(batch.letters.length, answers),
      () => ({ accepted: new Map(), isComplete: true }),
    );
    await stage.send(campaignId, mailer);
    await registerRefusal(stage.world.database, {
      estate: 'domaine',
      about: { emailHash: emailHashOf(emailOf(firstClient)) },
      event: 'unsubscribe',
      evidence: 'letter:2',
      on: '2026-11-17',
    });
    stage.later(6);
    answers = { outcome: 'accepted', messageId: null };
    await stage.send(campaignId, mailer);
    expect(await stage.states(campaignId)).toEqual({ accepted: 1, 'unknown:TRIED_BEFORE_REFUSAL': 1 });
  });
});
