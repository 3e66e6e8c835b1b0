import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approvedItems, approvalCounts } from '../../../src/7-audit/approvals/approved-items.ts';
import { campaignApproval, decideCampaign } from '../../../src/7-audit/approvals/decide-campaign.ts';
import { decideRecommendations } from '../../../src/7-audit/approvals/decide-recommendations.ts';
import { proposeBottles } from '../../../prove/proposed-bottles.ts';
import { sql } from '../../../src/db/sql.ts';
import { verifyJournal } from '../../../src/journal/verify-journal.ts';
import { type TestEstate, testEstate } from '../../support/estate-world.ts';

const now = new Date('2026-11-16T09:00:00Z');
const yes = (by: string, confirmation?: string) =>
  ({ decision: 'approved', by, ...(confirmation === undefined ? {} : { confirmation }) }) as const;

describe('deciding on recommendations', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await testEstate();
  });
  afterAll(() => estate.close());

  /** One wine of which `free` bottles are left, proposed to so many clients, six bottles each. */
  async function propose(clients: number, free: number, options: { isOpen?: boolean; blocked?: number } = {}) {
    const { database } = estate.world;
    for (const table of [
      'crm.recommendation_runs',
      'crm.recommendations',
      'crm.recommendation_details',
      'crm.audits',
      'crm.audit_verdicts',
      'crm.approval_items',
      'crm.bottle_reservations',
      'etl.stock',
    ])
      await database.execute(sql(`delete from ${table} where estate_id = 'petit-domaine'`));
    const codes = Array.from({ length: clients }, (_, at) => `C${String(at + 1).padStart(4, '0')}`);
    await proposeBottles(database, { estate: 'petit-domaine', clientCodes: codes, free, ...options });
    return codes;
  }

  const reserved = async (): Promise<number> =>
    (
      await estate.world.database.one<{ bottles: number }>(
        sql(`select coalesce(sum(bottles), 0)::integer as bottles from crm.bottle_reservations where estate_id = :'e'`),
        { e: 'petit-domaine' },
      )
    )?.bottles ?? 0;

  it('fifty people approving the last 60 bottles at once give away ten promises of six, not one more', async () => {
    const codes = await propose(50, 60);
    const answers = await Promise.all(
      codes.map((clientCode) =>
        decideRecommendations(estate.world, { scope: 'client', clientCode }, yes('Élise'), now),
      ),
    );
    expect(answers.filter((answer) => 'approvalId' in answer)).toHaveLength(10);
    expect(answers.filter((answer) => 'refusedBecause' in answer)).toHaveLength(40);
    expect(await reserved()).toBe(60);
    expect(await approvedItems(estate.world.database, { estate: 'petit-domaine', at: now })).toHaveLength(10);
    expect(await verifyJournal(estate.world.database, 'petit-domaine')).toMatchObject({ isWhole: true });
  });

  it('a client for whom next Monday leaves no bottles loses the promise, and the approval with it', async () => {
    const codes = await propose(3, 18);
    for (const clientCode of codes) {
      await decideRecommendations(estate.world, { scope: 'client', clientCode }, yes('Élise'), now);
    }
    expect(await reserved()).toBe(18);
    await estate.world.database.execute(sql(`update etl.stock set stock_total = 12 where estate_id = 'petit-domaine'`));
    const monday = new Date(now.getTime() + 7 * 86_400_000);
    expect(await decideRecommendations(estate.world, { scope: 'run' }, yes('Élise', '2'), monday)).toMatchObject({
      itemCount: 2,
      leftOut: { noBottles: 1 },
    });
    expect(await reserved()).toBe(12);
    expect(await approvedItems(estate.world.database, { estate: 'petit-domaine', at: monday })).toHaveLength(2);
  });

  it('a rejection with its reason frees the bottles for another client', async () => {
    await propose(2, 6);
    const first = { scope: 'client', clientCode: 'C0001' } as const;
    await decideRecommendations(estate.world, first, yes('Élise'), now);
    const second = { scope: 'client', clientCode: 'C0002' } as const;
    expect(await decideRecommendations(estate.world, second, yes('Élise'), now)).toMatchObject({
      refusedBecause: 'NOTHING_TO_DECIDE',
    });
    await decideRecommendations(estate.world, first, { decision: 'rejected', by: 'Élise', reason: 'déjà servi' }, now);
    expect(await decideRecommendations(estate.world, second, yes('Élise'), now)).toMatchObject({ itemCount: 1 });
    expect(await approvalCounts(estate.world.database, { estate: 'petit-domaine', at: now })).toMatchObject({
      approved: 1,
      rejected: 1,
      pending: 0,
    });
  });

  it('a whole run is approved by typing how many it is, leaving out whom the audit refuses', async () => {
    await propose(4, 600, { blocked: 1 });
    expect(await decideRecommendations(estate.world, { scope: 'run' }, yes('Élise'), now)).toMatchObject({
      refusedBecause: 'CONFIRMATION_NEEDED',
    });
    expect(await decideRecommendations(estate.world, { scope: 'run' }, yes('Élise', '3'), now)).toMatchObject({
      itemCount: 3,
      leftOut: { notEligible: 1, noBottles: 0 },
    });
  });

  it('below the gate nothing is approved as a whole, and a client still is', async () => {
    await propose(4, 600, { isOpen: false });
    expect(await decideRecommendations(estate.world, { scope: 'run' }, yes('Élise', '4'), now)).toMatchObject({
      refusedBecause: 'GATE_CLOSED',
    });
    expect(
      await decideRecommendations(estate.world, { scope: 'item', clientCode: 'C0002', rank: 1 }, yes('Élise'), now),
    ).toMatchObject({ itemCount: 1 });
  });

  it('an approval holds for the words it saw: another price, and it is none', async () => {
    await propose(2, 600);
    await decideRecommendations(estate.world, { scope: 'client', clientCode: 'C0001' }, yes('Élise'), now);
    const approved = () => approvedItems(estate.world.database, { estate: 'petit-domaine', at: now });
    expect(await approved()).toHaveLength(1);
    const set = (price: string) =>
      estate.world.database.execute(
        sql(
          `update crm.recommendations set prix_ttc = :'price' where estate_id = 'petit-domaine' and client_code = 'C0001'`,
        ),
        { price },
      );
    await set('11.9000');
    expect(await approved()).toEqual([]);
    await set('12.5000');
    expect(await approved()).toHaveLength(1);
    const later = new Date(now.getTime() + 31 * 86_400_000);
    expect(await approvedItems(estate.world.database, { estate: 'petit-domaine', at: later })).toEqual([]);
  });

  describe('and on a campaign', () => {
    const campaign = {
      campaignId: '01900000-0000-7000-8000-0000000000c1',
      name: 'Noël',
      author: 'Marc',
      contentHash: 'content',
      audienceHash: 'audience',
      letterCount: 12,
      isBlocked: false,
    };
    const question = { ...campaign, estate: 'petit-domaine' };
    beforeEach(async () => {
      await estate.world.database.execute(sql(`delete from crm.approvals where estate_id = 'petit-domaine'`));
    });
    const decide = (person: Parameters<typeof decideCampaign>[3], of = campaign) =>
      estate.world.database.transaction((session) => decideCampaign(session, estate.world, of, person, now));

    it('what the linter blocks cannot be approved, nor what has no letter', async () => {
      expect(await decide(yes('Élise', 'Noël 12'), { ...campaign, isBlocked: true })).toMatchObject({
        refusedBecause: 'LINT_BLOCKED',
      });
      expect(await decide(yes('Élise', 'Noël 0'), { ...campaign, letterCount: 0 })).toMatchObject({
        refusedBecause: 'NOTHING_TO_DECIDE',
      });
    });

    it('approved by one person alone it counts after half an hour, and dies with any change of letters or audience', async () => {
      const { database } = estate.world;
      expect(await campaignApproval(database, { ...question, at: now })).toBe('pending');
      expect(await decide(yes('Élise', 'Noël 12'))).toHaveProperty('approvalId');
      const later = new Date(now.getTime() + 30 * 60_000);
      expect(await campaignApproval(database, { ...question, at: now })).toBe('waiting');
      expect(await campaignApproval(database, { ...question, at: later })).toBe('effective');
      expect(await campaignApproval(database, { ...question, contentHash: 'other', at: later })).toBe('void');
      expect(await campaignApproval(database, { ...question, audienceHash: 'other', at: later })).toBe('void');
    });
  });
});
