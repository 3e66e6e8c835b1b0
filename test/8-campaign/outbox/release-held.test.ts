import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerRefusal, emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { heldLetters, type Release, releaseHeld } from '../../../src/8-campaign/outbox/release-held.ts';
import { sql } from '../../../src/db/sql.ts';
import { emailOf } from '../../../prove/sending-stage.ts';
import { answerAll, hand, lost, type SendingCase, sendingCase, tuesday } from './sending-case.ts';

describe('a letter held because nobody knows whether it left', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 80 });
  });
  afterAll(() => stage.close());

  const held = async () => {
    const { campaignId, firstClient } = await stage.fresh(2);
    const { mailer } = hand(
      (batch) => answerAll(batch.letters.length, lost),
      () => undefined,
    );
    await stage.send(campaignId, mailer);
    stage.later(31);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { held: 2 } });
    const letters = await heldLetters(stage.world.database, { estate: 'domaine', campaignId });
    return { campaignId, firstClient, letterIds: letters.map(({ letterId }) => letterId), letters };
  };
  const say = (campaignId: string, verdict: 'sent' | 'not_sent', more: Partial<Release> = {}) =>
    releaseHeld(stage.world, {
      campaignId,
      letterIds: 'all',
      verdict,
      reason: 'vu dans le compte Brevo',
      by: 'Claire',
      now: stage.at,
      ...more,
    });

  it('counts as sent on the word of a named person, from the day it was tried', async () => {
    const { campaignId, letters } = await held();
    expect(letters[0]).toMatchObject({ code: 'UNKNOWN', kind: 'rebuy', isToldOf: false, firstTriedAt: tuesday });
    expect(await say(campaignId, 'sent', { by: ' ' })).toMatchObject({ refusedBecause: 'NO_NAME' });
    expect(await say(campaignId, 'sent', { reason: '' })).toMatchObject({ refusedBecause: 'NO_REASON' });
    expect(await say(campaignId, 'sent')).toEqual({ released: 2, state: 'sent' });
    expect(await stage.states(campaignId)).toEqual({ 'accepted:SAID_SENT': 2 });
    const log = await stage.world.database.rows(
      sql(`select contacted_at, status from crm.contact_log where estate_id = 'domaine' and campaign_id = :'id'`),
      { id: campaignId },
    );
    expect(log).toEqual([
      { contacted_at: tuesday, status: 'sent' },
      { contacted_at: tuesday, status: 'sent' },
    ]);
    expect(await say(campaignId, 'not_sent')).toMatchObject({ refusedBecause: 'NOT_HELD' });
  });

  it('goes again when it surely never left, under a new key, and past every guardrail', async () => {
    const { campaignId, firstClient, letterIds } = await held();
    expect(await say(campaignId, 'not_sent', { letterIds: [...letterIds, campaignId] })).toMatchObject({
      refusedBecause: 'NOT_HELD',
    });
    expect(await say(campaignId, 'not_sent', { now: tuesday })).toMatchObject({ refusedBecause: 'TOO_EARLY' });
    expect(await say(campaignId, 'not_sent')).toEqual({ released: 2, state: 'sending' });
    await registerRefusal(stage.world.database, {
      estate: 'domaine',
      about: { emailHash: emailHashOf(emailOf(firstClient)) },
      event: 'unsubscribe',
      evidence: 'letter:3',
      on: '2026-11-17',
    });
    const { mailer, batches } = hand();
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 1 } });
    expect(batches[0]).not.toHaveProperty('firstTriedAt');
    expect(await stage.states(campaignId)).toEqual({ accepted: 1, 'excluded:OPTED_OUT': 1 });
  });

  it('is not sent again once the provider told of it, nor in a campaign that was stopped', async () => {
    const { campaignId, letterIds } = await held();
    await stage.run(
      `insert into crm.letter_events (estate_id, dedupe_key, letter_id, kind, happened_at, source)
       values ('domaine', '${letterIds[0]}', '${letterIds[0]}', 'delivered', now(), 'test')`,
    );
    expect(await say(campaignId, 'not_sent')).toMatchObject({ refusedBecause: 'CHANNEL_TOLD' });
    await stage.run(`update crm.campaigns set state = 'stopped' where campaign_id = '${campaignId}'`);
    expect(await say(campaignId, 'not_sent', { letterIds: letterIds.slice(1) })).toEqual({
      released: 1,
      state: 'stopped',
    });
    expect(await stage.states(campaignId)).toEqual({ 'held:STOPPED': 1, 'held:UNKNOWN': 1 });
  });

  it('silences its household in every other campaign, from the day it was tried until a person says it never left', async () => {
    const { campaignId, firstClient } = await held();
    const again = () => stage.campaign({ letters: 2, firstClient });
    const other = await again();
    const { mailer, batches } = hand();
    expect(await stage.send(other, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 0, excluded: 2 } });
    expect(await stage.states(other)).toEqual({ 'excluded:SILENCE_WINDOW': 2 });
    expect(batches).toEqual([]);
    expect(await say(campaignId, 'not_sent')).toMatchObject({ released: 2 });
    expect(await stage.send(await again(), mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 2 } });
  });

  it('silences no less while one sender holds it and another claims', async () => {
    const { campaignId, firstClient } = await stage.fresh(40);
    const losing = hand(
      (batch) => answerAll(batch.letters.length, lost),
      () => undefined,
    );
    await stage.send(campaignId, losing.mailer);
    const other = await stage.campaign({ letters: 40, firstClient });
    stage.later(31);
    const { mailer, batches } = hand();
    await Promise.all([stage.send(campaignId, losing.mailer), stage.send(other, mailer), stage.send(other, mailer)]);
    expect({ first: await stage.states(campaignId), second: await stage.states(other), batches }).toEqual({
      first: { 'held:UNKNOWN': 40 },
      second: { 'excluded:SILENCE_WINDOW': 40 },
      batches: [],
    });
  });

  it('silences nobody when it was a thank-you', async () => {
    const { campaignId, firstClient } = await stage.fresh(1);
    await stage.run(`update crm.campaigns set kind = 'thank_you', state = 'sent' where campaign_id = '${campaignId}'`);
    await stage.run(
      `update crm.outbox set state = 'held', state_code = 'UNKNOWN', first_tried_at = '${tuesday.toISOString()}'
       where campaign_id = '${campaignId}'`,
    );
    const other = await stage.campaign({ letters: 1, firstClient });
    expect(await stage.send(other, hand().mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 1 } });
  });
});
