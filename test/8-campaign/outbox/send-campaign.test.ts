import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerRefusal, emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { campaignResults, campaignsWithResults } from '../../../src/8-campaign/campaigns/campaign-results.ts';
import { createDryRunMailer } from '../../../src/8-campaign/mailers/dry-run-mailer.ts';
import type { LetterAnswer } from '../../../src/8-campaign/mailer.ts';
import { pauseCampaign, resumeCampaign, stopCampaign } from '../../../src/8-campaign/outbox/control.ts';
import { heldLetters, type Release, releaseHeld } from '../../../src/8-campaign/outbox/release-held.ts';
import { sql } from '../../../src/db/sql.ts';
import { sentence } from '../../../src/values/sentence.ts';
import { emailOf } from '../../../prove/sending-stage.ts';
import { hand, type SendingCase, sendingCase, tuesday } from './sending-case.ts';

const words = sentence('…', '…');
const all = (count: number, answer: LetterAnswer) =>
  ({ outcome: 'answered', letters: Array.from({ length: count }, () => answer) }) as const;
const lost: LetterAnswer = { outcome: 'unknown', reason: 'timeout', sentence: words };

describe('sending a campaign', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 400 });
  });
  afterAll(() => stage.close());
  let next = 1;
  /** Ten clients of their own, so that one test's letters are nobody's silence in another. */
  const fresh = async (letters = 10, change: Record<string, unknown> = {}, leftOut = 0) => {
    stage.at = tuesday;
    const firstClient = next;
    next += letters;
    const campaignId = await stage.campaign({ letters, firstClient, change, leftOut });
    return { campaignId, firstClient };
  };

  it('each household gets one letter, and the campaign is sent when audience = sent + excluded + held', async () => {
    const { campaignId } = await fresh(45, {}, 3);
    const { mailer, batches, accepted } = hand();
    const report = await stage.send(campaignId, mailer);
    expect(report).toMatchObject({ outcome: 'sent', counts: { audience: 48, leftOut: 3, included: 45, accepted: 45 } });
    expect(batches.map(({ letters }) => letters.length)).toEqual([20, 20, 5]);
    expect([...accepted.values()].every((count) => count === 1)).toBe(true);
    expect(await stage.stateOf(campaignId)).toBe('sent');
    const log = await stage.world.database.rows<{ scenario: string; status: string; is_marketing: boolean }>(
      sql(`select scenario, status, is_marketing from crm.contact_log
           where estate_id = 'domaine' and campaign_id = :'id' and contact_id = letter_id`),
      { id: campaignId },
    );
    expect(log).toHaveLength(45);
    expect(log[0]).toEqual({ scenario: 'rebuy', status: 'sent', is_marketing: true });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused', code: 'NOT_SENDING' });
    expect(batches).toHaveLength(3);
  });

  it('its page counts each letter once, whatever happened to it and however often', async () => {
    const { campaignId } = await fresh(6, {}, 2);
    await stage.send(campaignId, hand().mailer);
    const happened = (kind: string, letters: number, times = 1) =>
      stage.run(
        `insert into crm.letter_events (estate_id, dedupe_key, letter_id, kind, happened_at, source)
         select estate_id, letter_id::text || '${kind}' || round, letter_id, '${kind}', now(), 'test'
         from (select * from crm.outbox where campaign_id = '${campaignId}' order by letter_id limit ${letters}) as letters
         cross join generate_series(1, ${times}) as round`,
      );
    await happened('delivered', 4);
    await happened('click', 2, 3);
    await happened('unsubscribed', 1);
    const results = { audience: 8, letters: 6, accepted: 6, excluded: 2, delivered: 4, clicked: 2, unsubscribed: 1 };
    const { database } = stage.world;
    expect(await campaignResults(database, { estate: 'domaine', campaignId })).toMatchObject({
      ...results,
      waiting: 0,
      bounced: 0,
      lastAcceptedAt: tuesday,
    });
    const listed = (await campaignsWithResults(database, 'domaine')).find((row) => row.campaignId === campaignId);
    expect(listed).toMatchObject({ name: 'Noël', state: 'sent', results });
  });

  it('three senders at once share the letters, and nobody gets two', async () => {
    const { campaignId } = await fresh(60);
    const { mailer, accepted } = hand();
    await Promise.all([1, 2, 3].map(() => stage.send(campaignId, mailer)));
    await stage.send(campaignId, mailer).catch(() => {});
    expect(await stage.states(campaignId)).toEqual({ accepted: 60 });
    expect(Math.max(...accepted.values())).toBe(1);
  });

  it('at the claim the guardrails are asked anew: refusal, other address, other words, gone, written to meanwhile', async () => {
    const { campaignId, firstClient } = await fresh();
    const code = (at: number) => `C${String(firstClient + at).padStart(5, '0')}`;
    await registerRefusal(stage.world.database, {
      estate: 'domaine',
      about: { emailHash: emailHashOf(emailOf(firstClient)) },
      event: 'unsubscribe',
      evidence: 'letter:1',
      on: '2026-11-17',
    });
    await stage.run(`update etl.clients set email = 'autre@client.test' where client_code = '${code(1)}'`);
    await stage.run(`delete from etl.clients where client_code = '${code(3)}'`);
    await stage.run(
      `insert into crm.contact_log (estate_id, contact_id, client_code, household_key, channel, status, is_marketing, contacted_at)
       values ('domaine', gen_random_uuid(), '${code(4)}', 'x', 'email', 'delivered', true, '2026-10-01')`,
    );
    await stage.run(`update etl.clients set is_trade = true where client_code = '${code(5)}'`);
    await stage.run(`update etl.clients set date_naissance = '2012-01-01' where client_code = '${code(6)}'`);
    await stage.run(`update etl.clients set email = 'neant' where client_code = '${code(7)}'`);
    await stage.run(`update crm.customer_360 set legal_basis = 'none' where client_code = '${code(8)}'`);
    const { mailer } = hand();
    const report = await stage.send(campaignId, mailer);
    expect(await stage.states(campaignId)).toEqual({
      accepted: 2,
      'excluded:ADDRESS_CHANGED': 1,
      'excluded:CLIENT_GONE': 1,
      'excluded:MISSING_EMAIL': 1,
      'excluded:NO_LEGAL_BASIS': 1,
      'excluded:OPTED_OUT': 1,
      'excluded:SILENCE_WINDOW': 1,
      'excluded:TRADE_CLIENT': 1,
      'excluded:UNDER_AGE': 1,
    });
    expect(report).toMatchObject({ outcome: 'sent', counts: { accepted: 2, excluded: 8 } });
  });

  it('a letter another campaign handed over minutes ago silences this one', async () => {
    const { campaignId, firstClient } = await fresh();
    await stage.send(campaignId, hand().mailer);
    const second = await stage.campaign({ letters: 10, firstClient });
    await stage.send(second, hand().mailer);
    expect(await stage.states(second)).toEqual({ 'excluded:SILENCE_WINDOW': 10 });
  });

  it('a letter, an audience or a template changed after the approval: nothing leaves', async () => {
    for (const change of [
      `update crm.outbox set letter = letter || '{"language": "en"}' where campaign_id = `,
      `update crm.outbox set letter_hash = 'other' where campaign_id = `,
      `update crm.campaign_audience set is_included = false where campaign_id = `,
      `update crm.campaigns set template_hash = 'other' where campaign_id = `,
      `delete from crm.approvals where scope_key = `,
    ]) {
      const { campaignId } = await fresh(2);
      await stage.run(`${change} '${campaignId}'`);
      const { mailer, batches } = hand();
      expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'held' });
      expect({ batches: batches.length, state: await stage.stateOf(campaignId) }).toEqual({
        batches: 0,
        state: 'held',
      });
    }
  });

  it('a letter altered while the others leave stays behind, and they go on', async () => {
    const { campaignId } = await fresh(40);
    const { mailer, accepted } = hand(async ({ letters }) => {
      if (accepted.size > 0 || letters.length < 20) return undefined;
      await stage.run(
        `update crm.outbox set letter = jsonb_set(letter, '{client,nom}', '"AUTRE"')
         where campaign_id = '${campaignId}' and letter_id = (
           select letter_id from crm.outbox where campaign_id = '${campaignId}' and state = 'queued' order by letter_id limit 1
         )`,
      );
      return undefined;
    });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 39 } });
    expect(await stage.states(campaignId)).toEqual({ accepted: 39, 'excluded:LETTER_CHANGED': 1 });
  });

  it.each([
    ['an audience', `update crm.campaign_audience set is_included = not is_included where campaign_id = `],
    ['a letter with its hash', `update crm.outbox set letter_hash = 'other' where state = 'queued' and campaign_id = `],
  ])('%s altered while letters leave holds those that have not left', async (_, change) => {
    const { campaignId } = await fresh(40);
    const { mailer, accepted } = hand(async () => {
      if (accepted.size === 0) await stage.run(`${change} '${campaignId}'`);
      return undefined;
    });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'held', code: 'APPROVAL_VOID' });
    expect(await stage.states(campaignId)).toEqual({ accepted: 20, queued: 20 });
  });

  it('a phone number changed in the settings after the approval holds the campaign, unless all its letters have left', async () => {
    const change = (phone: string) =>
      stage.run(`update app.settings set changes = jsonb_set(changes, '{sender,phone}', '"${phone}"')`);
    const { campaignId } = await fresh(2);
    const lostOnes = hand(
      (batch) => all(batch.letters.length, lost),
      () => ({ accepted: new Map(), isComplete: false }),
    );
    await stage.send(campaignId, lostOnes.mailer);
    const other = (await fresh(2)).campaignId;
    await change('03 89 00 00 00');
    expect(await stage.send(campaignId, lostOnes.mailer)).toMatchObject({
      outcome: 'waiting',
      code: 'OUTCOME_UNKNOWN',
    });
    const { mailer, batches } = hand();
    expect(await stage.send(other, mailer)).toMatchObject({
      outcome: 'held',
      code: 'CHANGED_SINCE',
      sentence: { fr: expect.stringContaining('l’expéditeur a changé') },
    });
    expect({ batches, states: await stage.states(other) }).toEqual({ batches: [], states: { queued: 2 } });
    await stage.run(`update app.settings set changes = changes #- '{sender,phone}'`);
  });

  it('letters whose outcome is lost are looked up, never resent blindly, and repeated under their key when absent', async () => {
    const { campaignId } = await fresh(3);
    let isAway = true;
    const { mailer, batches, lookUps } = hand(
      (batch) => (isAway ? all(batch.letters.length, lost) : undefined),
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
    const { campaignId, firstClient } = await fresh(2);
    const { mailer, batches } = hand(
      (batch) => all(batch.letters.length, lost),
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

  const held = async () => {
    const { campaignId, firstClient } = await fresh(2);
    const { mailer } = hand(
      (batch) => all(batch.letters.length, lost),
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

  describe('a letter held because nobody knows whether it left', () => {
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
      const { campaignId, firstClient } = await fresh(40);
      const losing = hand(
        (batch) => all(batch.letters.length, lost),
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
      const { campaignId, firstClient } = await fresh(1);
      await stage.run(
        `update crm.campaigns set kind = 'thank_you', state = 'sent' where campaign_id = '${campaignId}'`,
      );
      await stage.run(
        `update crm.outbox set state = 'held', state_code = 'UNKNOWN', first_tried_at = '${tuesday.toISOString()}'
         where campaign_id = '${campaignId}'`,
      );
      const other = await stage.campaign({ letters: 1, firstClient });
      expect(await stage.send(other, hand().mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 1 } });
    });
  });

  it('letters in the hands of a sender that died are looked up when its lease has ended', async () => {
    const { campaignId } = await fresh(2);
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

  it('a refusal while a repeat waits takes its letter out; the repeat may tell that it had left before', async () => {
    const { campaignId, firstClient } = await fresh(2);
    let answers: LetterAnswer = lost;
    const { mailer } = hand(
      (batch) => all(batch.letters.length, answers),
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

  it('a call refused for one of its letters is made again letter by letter', async () => {
    const { campaignId, firstClient } = await fresh(3);
    const { mailer } = hand((batch) => {
      if (batch.letters.length > 1) {
        return all(batch.letters.length, { outcome: 'not_sent', reason: 'batch_refused', sentence: words });
      }
      if (batch.letters[0]?.to.email !== emailOf(firstClient + 1)) return undefined;
      return all(1, { outcome: 'refused', code: 'invalid_parameter', sentence: words });
    });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent' });
    expect(await stage.states(campaignId)).toEqual({ accepted: 2, 'failed:invalid_parameter': 1 });
  });

  it('a refused key, no credit, or refusals in a row hold the campaign until a person resumes it', async () => {
    const { campaignId } = await fresh(2);
    let isRefused = true;
    const { mailer } = hand(() => (isRefused ? { outcome: 'halt', code: 'NO_CREDIT', sentence: words } : undefined));
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'held', code: 'NO_CREDIT' });
    expect(await stage.states(campaignId)).toEqual({ queued: 2 });
    isRefused = false;
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused' });
    const now = stage.at;
    expect(await resumeCampaign(stage.world, { campaignId, by: 'Claire', now })).toEqual({ state: 'sending' });
    stage.later(1);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent' });

    const other = (await fresh(6)).campaignId;
    const refusing = hand(() => all(1, { outcome: 'refused', code: 'no', sentence: words }));
    const single = { ...refusing.mailer, lettersPerCall: 1 };
    expect(await stage.send(other, single)).toMatchObject({ outcome: 'held', code: 'REFUSED_IN_A_ROW' });
    expect(await stage.states(other)).toEqual({ 'failed:no': 3, queued: 3 });
  });

  it('stop waits for the call under way, and nothing is accepted after it has returned', async () => {
    const { campaignId } = await fresh(60);
    const stopped: string[] = [];
    let stopping: Promise<unknown> | undefined;
    const { mailer, accepted } = hand(async () => {
      stopping ??= stopCampaign(stage.world, { campaignId, by: 'Claire', now: stage.at }).then(() =>
        stopped.push(`after ${accepted.size}`),
      );
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(stopped).toEqual([]);
      return undefined;
    });
    await stage.send(campaignId, mailer);
    await stopping;
    expect(stopped).toEqual(['after 20']);
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused' });
    expect(await stage.states(campaignId)).toEqual({ accepted: 20, 'held:STOPPED': 40 });
  });

  it('paused it stands still, and resumed it goes on with the others', async () => {
    const { campaignId } = await fresh(3);
    const by = { campaignId, by: 'Claire', now: stage.at };
    expect(await pauseCampaign(stage.world, by)).toMatchObject({ refusedBecause: 'NOT_NOW' });
    const { mailer, batches } = hand(() => ({ outcome: 'wait', seconds: 30, sentence: words }));
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'waiting', code: 'CHANNEL_BUSY' });
    expect(await pauseCampaign(stage.world, by)).toEqual({ state: 'paused' });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'refused' });
    expect(batches).toHaveLength(1);
    expect(await resumeCampaign(stage.world, by)).toEqual({ state: 'sending' });
    stage.later(1);
    expect(await stage.send(campaignId, hand().mailer)).toMatchObject({ outcome: 'sent' });
  });

  it('a dry run goes the whole way but the last step, and changes nothing', async () => {
    const { campaignId, firstClient } = await fresh(3, { is_dry_run: true });
    await stage.run(
      `update etl.clients set is_trade = true where client_code = 'C${String(firstClient).padStart(5, '0')}'`,
    );
    const shown: string[] = [];
    const mailer = createDryRunMailer((batch) => shown.push(...batch.letters.map(({ to }) => to.email)));
    const report = await stage.send(campaignId, mailer);
    expect(report).toMatchObject({
      outcome: 'rehearsed',
      rehearsal: { wouldLeave: 2, wouldBeExcluded: [{ code: 'TRADE_CLIENT' }], gate: { verdict: 'open' } },
    });
    expect(shown.sort()).toEqual([emailOf(firstClient + 1), emailOf(firstClient + 2)]);
    expect({ states: await stage.states(campaignId), state: await stage.stateOf(campaignId) }).toEqual({
      states: { queued: 3 },
      state: 'approved',
    });
    const live = hand();
    expect(await stage.send(campaignId, live.mailer)).toMatchObject({ outcome: 'refused', code: 'DRY_RUN' });
    expect(live.batches).toEqual([]);
  });
});

describe('the pace of a campaign', () => {
  it('first letters are watched for an hour, then a warm-up day, over all campaigns; harm stops it', async () => {
    const stage = await sendingCase({
      clients: 200,
      settings: {
        campaigns: {
          canary_size: 5,
          warm_up: [60, 80],
          daily_limit: 100,
          days: ['tuesday', 'wednesday'],
          from: '10:00',
          until: '18:00',
          batch_size: 50,
          stop_minimum_letters: 50,
        },
      },
    });
    try {
      const { mailer, accepted } = hand();
      const campaignId = await stage.campaign({ letters: 150 });
      expect(await stage.send(campaignId, mailer)).toMatchObject({
        outcome: 'waiting',
        code: 'CANARY_WATCHED',
        until: new Date(tuesday.getTime() + 60 * 60_000),
      });
      expect(accepted.size).toBe(5);
      stage.later(61);
      expect(await stage.send(campaignId, mailer)).toMatchObject({
        outcome: 'waiting',
        code: 'DAY_FULL',
        until: new Date('2026-11-17T23:00:00Z'),
      });
      expect(accepted.size).toBe(60);
      const other = await stage.campaign({ letters: 5, firstClient: 180 });
      expect(await stage.send(other, mailer)).toMatchObject({ outcome: 'waiting', code: 'DAY_FULL' });
      stage.at = new Date('2026-11-17T23:30:00Z');
      expect(await stage.send(campaignId, mailer)).toMatchObject({
        code: 'WINDOW_CLOSED',
        until: new Date('2026-11-18T09:00:00Z'),
      });
      stage.at = new Date('2026-11-18T09:00:00Z');
      await stage.run(
        `insert into crm.letter_events (estate_id, dedupe_key, letter_id, kind, happened_at, source)
         select estate_id, letter_id::text, letter_id, 'hard_bounce', now(), 'test' from crm.outbox
         where campaign_id = '${campaignId}' and state = 'accepted' limit 1`,
      );
      expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'held', code: 'TOO_MANY_BOUNCES' });
      const now = stage.at;
      await resumeCampaign(stage.world, { campaignId, by: 'Claire', now });
      stage.later(1);
      expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'waiting', code: 'DAY_FULL' });
      expect(accepted.size).toBe(140);
    } finally {
      await stage.close();
    }
  });

  it('after its window nothing leaves late; a new end releases what was held', async () => {
    const stage = await sendingCase({ clients: 3 });
    try {
      const campaignId = await stage.campaign({ letters: 3, change: { send_before: '2026-11-17T09:59:00Z' } });
      const { mailer, batches } = hand();
      expect(await stage.send(campaignId, mailer)).toMatchObject({
        outcome: 'held',
        code: 'WINDOW_OVER',
        counts: { held: 3, audience: 3 },
      });
      const by = { campaignId, by: 'Claire', now: stage.at };
      expect(await resumeCampaign(stage.world, by)).toMatchObject({ refusedBecause: 'WINDOW_OVER' });
      await resumeCampaign(stage.world, { ...by, sendBefore: new Date('2026-11-19T10:00:00Z') });
      expect(batches).toEqual([]);
      expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 3 } });
    } finally {
      await stage.close();
    }
  });
});
