import { describe, expect, it } from 'vitest';
import { resumeCampaign } from '../../../src/8-campaign/outbox/control.ts';
import { fastSettings } from '../../../prove/sending-stage.ts';
import { hand, links, sendingCase, tuesday } from './sending-case.ts';

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

  it('letters in hand when the day of sending ends go back, and leave when the next one begins', async () => {
    const hours = { days: ['tuesday', 'wednesday'], from: '10:00', until: '18:00' };
    const stage = await sendingCase({ clients: 3, settings: { campaigns: { ...fastSettings.campaigns, ...hours } } });
    try {
      const campaignId = await stage.campaign({ letters: 3 });
      stage.at = new Date('2026-11-17T16:59:59Z');
      const { mailer, batches } = hand();
      const unsubscribe = (letterId: string) => {
        // Letters are written after they were claimed and before they are handed over.
        stage.at = new Date('2026-11-17T17:00:05Z');
        return links.unsubscribe(letterId);
      };
      const late = await stage.send(campaignId, mailer, { links: { ...links, unsubscribe } });
      expect(late).toMatchObject({
        outcome: 'waiting',
        code: 'WINDOW_CLOSED',
        until: new Date('2026-11-18T09:00:00Z'),
      });
      expect({ batches, states: await stage.states(campaignId) }).toEqual({ batches: [], states: { queued: 3 } });
      stage.at = new Date('2026-11-18T09:00:00Z');
      expect(await stage.send(campaignId, mailer)).toMatchObject({ outcome: 'sent', counts: { accepted: 3 } });
    } finally {
      await stage.close();
    }
  });
});
