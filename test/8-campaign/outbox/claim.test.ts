import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerRefusal, emailHashOf } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { emailOf } from '../../../prove/sending-stage.ts';
import { answerAll, hand, lost, type SendingCase, sendingCase } from './sending-case.ts';

describe('what may leave is asked once more at each claim', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 200 });
  });
  afterAll(() => stage.close());

  it('at the claim the guardrails are asked anew: refusal, other address, other words, gone, written to meanwhile', async () => {
    const { campaignId, firstClient } = await stage.fresh();
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

  it.each([
    ['in one call', 500, 'DUPLICATE_HOUSEHOLD'],
    ['in two', 1, 'SILENCE_WINDOW'],
  ])('two households that became one since the approval get one letter, %s', async (_, lettersPerCall, code) => {
    const { campaignId, firstClient } = await stage.fresh(2);
    const household = `HC${String(firstClient).padStart(5, '0')}`;
    await stage.run(
      `update etl.clients set household_key = '${household}' where client_code = 'C${String(firstClient + 1).padStart(5, '0')}'`,
    );
    const { mailer } = hand();
    const report = await stage.send(campaignId, { ...mailer, lettersPerCall });
    expect(report).toMatchObject({ outcome: 'sent', counts: { accepted: 1, excluded: 1 } });
    expect(await stage.states(campaignId)).toEqual({ accepted: 1, [`excluded:${code}`]: 1 });
  });

  it('a letter another campaign handed over minutes ago silences this one', async () => {
    const { campaignId, firstClient } = await stage.fresh();
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
      const { campaignId } = await stage.fresh(2);
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
    const { campaignId } = await stage.fresh(40);
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
    const { campaignId } = await stage.fresh(40);
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
    const { campaignId } = await stage.fresh(2);
    const lostOnes = hand(
      (batch) => answerAll(batch.letters.length, lost),
      () => ({ accepted: new Map(), isComplete: false }),
    );
    await stage.send(campaignId, lostOnes.mailer);
    const other = (await stage.fresh(2)).campaignId;
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
});
