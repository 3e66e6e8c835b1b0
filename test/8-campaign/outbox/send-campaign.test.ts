import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignResults, campaignsWithResults } from '../../../src/8-campaign/campaigns/campaign-results.ts';
import { createDryRunMailer } from '../../../src/8-campaign/mailers/dry-run-mailer.ts';
import { sql } from '../../../src/db/sql.ts';
import { emailOf } from '../../../prove/sending-stage.ts';
import { answerAll, hand, type SendingCase, sendingCase, tuesday, words } from './sending-case.ts';

describe('sending a campaign', () => {
  let stage: SendingCase;
  beforeAll(async () => {
    stage = await sendingCase({ clients: 150 });
  });
  afterAll(() => stage.close());

  it('each household gets one letter, and the campaign is sent when audience = sent + excluded + held', async () => {
    const { campaignId } = await stage.fresh(45, {}, 3);
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
    const { campaignId } = await stage.fresh(6, {}, 2);
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
    const { campaignId } = await stage.fresh(60);
    const { mailer, accepted } = hand();
    await Promise.all([1, 2, 3].map(() => stage.send(campaignId, mailer)));
    await stage.send(campaignId, mailer).catch(() => {});
    expect(await stage.states(campaignId)).toEqual({ accepted: 60 });
    expect(Math.max(...accepted.values())).toBe(1);
  });

  it('a call refused for one of its letters is made again letter by letter', async () => {
    const { campaignId, firstClient } = await stage.fresh(3);
    const { mailer } = hand((batch) => {
      if (batch.letters.length > 1) {
        return answerAll(batch.letters.length, { outcome: 'not_sent', reason: 'batch_refused', sentence: words });
      }
      if (batch.letters[0]?.to.email !== emailOf(firstClient + 1)) return undefined;
      return answerAll(1, { outcome: 'refused', code: 'invalid_parameter', sentence: words });
    });
    expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent' });
    expect(await stage.states(campaignId)).toEqual({ accepted: 2, 'failed:invalid_parameter': 1 });
  });

  it('a dry run goes the whole way but the last step, and changes nothing', async () => {
    const { campaignId, firstClient } = await stage.fresh(3, { is_dry_run: true });
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
