/** The letters rules ask for: bound to what a person approved, under the same guardrails as any other. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaignApproval } from '../../../src/7-audit/approvals/decide-campaign.ts';
import { decideRuleLetter } from '../../../src/8-campaign/automation/approve-letters.ts';
import { runAutomation } from '../../../src/8-campaign/automation/run-automation.ts';
import { confirmInstance } from '../../../src/8-campaign/instance/sending-instance.ts';
import { sendCampaign } from '../../../src/8-campaign/outbox/send-campaign.ts';
import { fingerprintOf } from '../../../src/8-campaign/outbox/fingerprint.ts';
import { sql } from '../../../src/db/sql.ts';
import { settingsFrom } from '../../../src/estate/settings-store.ts';
import type { World } from '../../../src/world.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate, sender } from '../campaigns/approved-estate.ts';
import { hand, links } from '../outbox/sending-case.ts';
import {
  allOn,
  approve,
  bought,
  domaineOf,
  estate,
  later,
  lettersOf,
  monday,
  said,
  titles,
} from './automation-case.ts';

let testing: TestEstate;
beforeAll(async () => {
  testing = await approvedEstate({ approve: ['SIMON'] });
});
afterAll(() => testing.close());

const domaine = (changes?: Record<string, unknown>): Promise<World> => domaineOf(testing, changes);

describe('the letter of a rule', () => {
  it('is bound to what Élise approved: letters join it and it still holds; another sender asks her again', async () => {
    const world = await domaine();
    const approved = await approve(world, 'achat', monday);
    if (!('campaignId' in approved)) throw new Error(approved.sentence.fr);
    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    const hashes = await fingerprintOf(world.database, { estate, campaignId: approved.campaignId });
    if (!hashes) throw new Error('the campaign is gone');
    const question = { estate, campaignId: approved.campaignId, ...hashes };
    expect(await campaignApproval(world.database, { ...question, at: later(60) })).toBe('effective');
    const inAMonth = later(31 * 24 * 60);
    expect(await campaignApproval(world.database, { ...question, at: inAMonth })).toBe('expired');

    const changes = { ...allOn, sender: { ...sender, phone: '03 89 00 00 00' }, guardrails: { holdout_share: 0 } };
    const moved: World = { ...world, ...settingsFrom(changes) };
    await bought(moved, 'MARCEL', { from: 950 });
    await runAutomation(moved, { now: later(10) });
    expect(await said(moved, 'MARCEL')).toContain('achat › send_letter: waiting NOT_APPROVED');
  });

  it('rejected by Paul is not sent, and one nobody looked at in two weeks is no longer wanted', async () => {
    const world = await domaine();
    await bought(world, 'NATHAN');
    await bought(world, 'MARCEL', { from: 950 });
    await runAutomation(world, { now: monday });
    expect(await runAutomation(world, { now: later(14 * 24 * 60) })).toMatchObject({ refused: 2 });
    expect(await said(world, 'NATHAN')).toContain('achat › send_letter: refused TOO_LATE');
    const paul = { decision: 'rejected', by: 'Paul', reason: 'pas de lettres à Noël' } as const;
    const now = later(14 * 24 * 60);
    await decideRuleLetter(world, { ruleName: 'achat', person: paul, isLive: false, now });
    await bought(world, 'SIMON', { on: '2026-11-29', from: 970 });
    await runAutomation(world, { now });
    expect(await said(world, 'SIMON')).toContain('achat › send_letter: refused REJECTED');
  });

  it('cannot be approved by a stranger, by nobody, or before the estate says who writes', async () => {
    const world = await domaine();
    const by = (name: string) =>
      decideRuleLetter(world, {
        ruleName: 'achat',
        person: { decision: 'approved', by: name },
        isLive: true,
        now: monday,
      });
    expect(await by('Gaston')).toMatchObject({ refusedBecause: 'NOT_AN_APPROVER' });
    expect(await by('cuvee')).toMatchObject({ refusedBecause: 'NO_NAME' });
    const anonymous = { ...world, ...settingsFrom(allOn) };
    expect(await approve(anonymous, 'achat', monday)).toMatchObject({ refusedBecause: 'SENDER_NOT_SET' });
    expect(await approve(world, 'clic', monday)).toMatchObject({ refusedBecause: 'NO_LETTER' });
  });
});

describe('a thank-you in the outbox', () => {
  it('leaves in the midst of the silence after a letter, begins none, and its campaign is ready for the next', async () => {
    const campaigns = { from: '00:00', until: '23:59', days: ['monday'], warm_up: [300] };
    const world = await domaine({ ...allOn, campaigns });
    await confirmInstance(world, 'Élise', monday);
    const person = { decision: 'approved', by: 'Élise' } as const;
    const approved = await decideRuleLetter(world, { ruleName: 'achat', person, isLive: true, now: monday });
    if (!('campaignId' in approved)) throw new Error(approved.sentence.fr);
    const { mailer, accepted } = hand();
    const send = (at: Date) =>
      sendCampaign(world, { campaignId: approved.campaignId, mailer, links, now: () => at, workerId: 'w' });

    await bought(world, 'MARCEL');
    await runAutomation(world, { now: later(1) });
    expect(await send(later(2))).toMatchObject({ outcome: 'sent', counts: { audience: 1, accepted: 1 } });
    await bought(world, 'NATHAN', { from: 950 });
    await runAutomation(world, { now: later(3) });
    expect(await send(later(4))).toMatchObject({ outcome: 'sent', counts: { audience: 2, accepted: 2 } });
    expect(Object.fromEntries(accepted)).toEqual({ 'marcel@exemple.test': 1, 'nathan@exemple.test': 1 });
    const logged = await world.database.rows(
      sql(`select distinct is_marketing from crm.contact_log where estate_id = :'estate'`),
      { estate },
    );
    expect(logged).toEqual([{ is_marketing: false }]);
  });
});

describe('a score that rises', () => {
  it('asks for an offer with the wines Élise approved, once on the way up, and again after a fall', async () => {
    const world = await domaine();
    await approve(world, 'client très engagé', monday);
    const scoresOf = async (now: Date) => (await runAutomation(world, { now })).scoresRisen;
    expect(await scoresOf(monday)).toBe(0);
    await bought(world, 'SIMON');
    await world.database.execute(
      sql(`insert into crm.lead_score_events (estate_id, client_code, event_key, delta, reason, happened_at)
           values (:'estate', 'SIMON', 'visit', 20, 'visite au salon', '2026-11-16T10:00:00Z')`),
      { estate },
    );
    expect([await scoresOf(later(1)), await scoresOf(later(2)), await scoresOf(later(24 * 60))]).toEqual([1, 0, 0]);
    expect((await lettersOf(world)).map(({ client_code: code, kind, wines }) => [code, kind, wines > 0])).toEqual([
      ['SIMON', 'vip_offer', true],
    ]);
    expect(await titles(world)).toContain('Appeler ce client (SIMON)');

    const fall = (delta: number, key: string, at: string) =>
      world.database.execute(
        sql(`insert into crm.lead_score_events (estate_id, client_code, event_key, delta, reason, happened_at)
             values (:'estate', 'SIMON', :'key', :'delta'::numeric, 'essai', :'at'::timestamptz)`),
        { estate, key, delta, at },
      );
    await fall(-80, 'fall', '2026-11-17T12:00:00Z');
    expect(await scoresOf(later(26 * 60))).toBe(0);
    await fall(80, 'rise', '2026-11-17T14:00:00Z');
    expect(await scoresOf(later(28 * 60))).toBe(1);
  });

  it('brings no offer to a client whose wines nobody approved', async () => {
    const world = await domaine();
    await approve(world, 'client très engagé', monday);
    await runAutomation(world, { now: monday });
    await bought(world, 'NATHAN');
    await runAutomation(world, { now: later(1) });
    expect(await said(world, 'NATHAN')).toContain('client très engagé › send_letter: refused NOTHING_TO_PROPOSE');
  });
});
