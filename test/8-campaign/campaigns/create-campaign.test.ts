import { assert, asyncProperty, constantFrom, option, subarray } from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decideRecommendations } from '../../../src/7-audit/approvals/decide-recommendations.ts';
import { saveAudience } from '../../../src/8-campaign/campaigns/audiences.ts';
import { storedLetters } from '../../../src/8-campaign/campaigns/campaign-hashes.ts';
import { campaignCounts } from '../../../src/8-campaign/campaigns/campaign-counts.ts';
import {
  type CampaignMade,
  createCampaign,
  type NewCampaign,
} from '../../../src/8-campaign/campaigns/create-campaign.ts';
import type { CampaignRefusal } from '../../../src/8-campaign/campaigns/refusal.ts';
import { sql } from '../../../src/db/sql.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate, monday } from './approved-estate.ts';

const approved = ['ARTHUR', 'LEON', 'NOELLE', 'VICTOIRE'];

describe('a campaign', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await approvedEstate({ approve: approved });
  });
  afterAll(() => estate.close());
  afterEach(async () => {
    for (const table of ['crm.campaigns', 'crm.campaign_audience', 'crm.outbox', 'etl.suppressions'])
      await run(`delete from ${table} where estate_id = 'petit-domaine'`);
  });

  const run = (statement: string) => estate.world.database.execute(sql(statement));
  const create = async (wanted: Partial<NewCampaign> = {}): Promise<CampaignMade> =>
    made(await createCampaign(estate.world, { name: 'Automne', filter: {}, author: 'Marc', now: monday, ...wanted }));
  const lettersOf = async ({ campaignId }: CampaignMade) => {
    const letters = [];
    for await (const row of storedLetters(estate.world.database, { estate: 'petit-domaine', campaignId }))
      letters.push(row);
    return letters;
  };

  it('writes one letter to each approved client, whatever the number of wines, and says why the others get none', async () => {
    const campaign = await create();
    const letters = await lettersOf(campaign);
    expect(letters.map(({ clientCode }) => clientCode)).toEqual(approved);
    expect(letters.every(({ letter }) => letter.wines.length > 1)).toBe(true);
    expect(campaign.counts).toMatchObject({ audience: 7, letters: 4, excluded: 3, waiting: 4, isWhole: true });
    expect(excluded(campaign)).toEqual({ NOT_APPROVED: 3 });
    expect(campaign.verdict).toMatchObject({ isBlocked: false, letterCount: 4 });
  });

  it('shows known and new wines together only in a letter that is true of both', async () => {
    const letters = await lettersOf(await create());
    const kinds = Object.fromEntries(letters.map(({ clientCode, letter }) => [clientCode, letter.kind]));
    // Noëlle is offered a wine she knows beside a new one, Victoire three new ones.
    expect(kinds).toMatchObject({ NOELLE: 'selection', VICTOIRE: 'cross_sell' });
  });

  it('of one scenario shows its wines and no others', async () => {
    const campaign = await create({ filter: { scenarios: ['rebuy'] } });
    expect(campaign.kind).toBe('rebuy');
    const scenarios = (await lettersOf(campaign)).flatMap(({ letter }) => letter.items.map((item) => item.scenario));
    expect(new Set(scenarios)).toEqual(new Set(['rebuy']));
  });

  it('never has a placeholder address in it, nor one that objected since the run', async () => {
    await run(`update etl.clients set email = 'neant@neant.fr' where client_code = 'ARTHUR'`);
    await run(
      `insert into etl.suppressions (estate_id, subject_hash, reason, since_on)
       values ('petit-domaine', etl.email_hash('leon@exemple.test'), 'unsubscribe', '2026-11-16')`,
    );
    const campaign = await create();
    expect((await lettersOf(campaign)).map(({ clientCode }) => clientCode)).toEqual(['NOELLE', 'VICTOIRE']);
    expect(excluded(campaign)).toEqual({ MISSING_EMAIL: 1, OPTED_OUT: 1, NOT_APPROVED: 3 });
    await run(`update etl.clients set email = 'arthur@exemple.test' where client_code = 'ARTHUR'`);
  });

  it('writes to a household once, to the client who bought most', async () => {
    await run(`update etl.clients set household_key = 'ensemble' where client_code in ('NOELLE', 'VICTOIRE', 'LEON')`);
    const campaign = await create();
    expect((await lettersOf(campaign)).map(({ clientCode }) => clientCode)).toEqual(['ARTHUR', 'VICTOIRE']);
    expect(excluded(campaign)).toEqual({ DUPLICATE_HOUSEHOLD: 2, NOT_APPROVED: 3 });
    await run(`update etl.clients set household_key = email where client_code in ('NOELLE', 'VICTOIRE', 'LEON')`);
  });

  it('leaves alone a household that waits for a letter of another campaign', async () => {
    const first = await create({ filter: { clients: ['NOELLE', 'LEON'] } });
    await run(`update crm.campaigns set state = 'approved'`);
    expect(first.counts.letters).toBe(2);
    expect(excluded(await create({ name: 'Hiver' }))).toEqual({ OTHER_CAMPAIGN: 2, NOT_APPROVED: 3 });
  });

  /** What a draft says of LEON, who was handed a letter on 10 November. */
  const afterLetter = async (kind: 'rebuy' | 'thank_you', status = 'delivered') => {
    const first = await create({ filter: { clients: ['LEON'] } });
    const handed = `set state = 'accepted', accepted_at = '2026-11-10T10:00:00Z'`;
    await run(`update crm.outbox ${handed} where estate_id = 'petit-domaine'`);
    await run(
      `update crm.campaigns set state = 'sent', name = 'Avant', kind = '${kind}' where estate_id = 'petit-domaine'`,
    );
    await run(
      `insert into crm.contact_log (
         estate_id, contact_id, client_code, household_key, channel, status, is_marketing, contacted_at, letter_id
       )
       select estate_id, letter_id, client_code, household_key, 'email', '${status}', ${kind === 'rebuy'}, accepted_at, letter_id
       from crm.outbox where campaign_id = '${first.campaignId}'`,
    );
    const codes = excluded(await create({ name: 'Hiver', filter: { clients: ['LEON'] } }));
    for (const table of ['crm.campaigns', 'crm.campaign_audience', 'crm.outbox', 'crm.contact_log'])
      await run(`delete from ${table} where estate_id = 'petit-domaine'`);
    return codes;
  };

  it('is silenced by a letter of last week, but not by a thank-you, nor by one that came back', async () => {
    expect(await afterLetter('rebuy')).toEqual({ SILENCE_WINDOW: 1 });
    expect(await afterLetter('rebuy', 'soft_bounce')).toEqual({});
    expect(await afterLetter('thank_you')).toEqual({});
  });

  it('is silenced by a letter of which nobody knows whether it left', async () => {
    const first = await create({ filter: { clients: ['LEON'] } });
    await run(
      `update crm.outbox set state = 'held', state_code = 'UNKNOWN', first_tried_at = '2026-11-10T10:00:00Z'
       where campaign_id = '${first.campaignId}'`,
    );
    await run(`update crm.campaigns set state = 'sent' where campaign_id = '${first.campaignId}'`);
    expect(excluded(await create({ name: 'Hiver', filter: { clients: ['LEON'] } }))).toEqual({ SILENCE_WINDOW: 1 });
  });

  it('drops a client whose approval expired, or was taken back', async () => {
    await decideRecommendations(
      estate.world,
      { scope: 'client', clientCode: 'LEON' },
      { decision: 'rejected', by: 'Élise', reason: 'déjà appelé' },
      monday,
    );
    expect(excluded(await create())).toEqual({ REJECTED: 1, NOT_APPROVED: 3 });
    const inADistantMonth = new Date(monday.getTime() + 31 * 86_400_000);
    expect(excluded(await create({ name: 'Décembre', now: inADistantMonth }))).toEqual({
      APPROVAL_EXPIRED: 4,
      NOT_APPROVED: 3,
    });
    await decideRecommendations(
      estate.world,
      { scope: 'client', clientCode: 'LEON' },
      { decision: 'approved', by: 'Élise' },
      monday,
    );
  });

  it('adds up to its audience whatever is asked for', async () => {
    const segments = ['VIP', 'Loyal', 'New', 'Standard', 'At Risk', 'Churn', 'Prospect'];
    const codes = ['ARTHUR', 'LEON', 'NOELLE', 'ODILE', 'PAUL', 'PAULINE', 'MINA', 'COMPTOIR', 'CAVISTE'];
    const kinds = constantFrom('mixed', 'selection', 'winback', 'thank_you', 'vip_offer', 'stay');
    await assert(
      asyncProperty(kinds, some(segments), some(codes), async (kind, inSegments, clients) => {
        const filter = {
          ...(inSegments === undefined ? {} : { segments: inSegments }),
          ...(clients === undefined ? {} : { clients }),
        };
        const outcome = await createCampaign(estate.world, { name: 'X', kind, filter, author: 'Marc', now: monday });
        const {
          isWhole,
          audience,
          letters,
          excluded: leftOut,
        } = 'refusedBecause' in outcome ? { isWhole: true, audience: 0, letters: 0, excluded: 0 } : outcome.counts;
        await run(`delete from crm.campaigns where name = 'X'`);
        expect({ isWhole, audience }).toEqual({ isWhole: true, audience: letters + leftOut });
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it('of thanks is written without any recommendation, and never to the till, a trade client or who objected', async () => {
    const campaign = await create({ kind: 'thank_you' });
    expect(excluded(campaign)).toMatchObject({
      TILL_CLIENT: 1,
      TRADE_CLIENT: 1,
      OPTED_OUT: 1,
      BOUNCED: 1,
      UNDER_AGE: 1,
    });
    const nathan = (await lettersOf(campaign)).find(({ clientCode }) => clientCode === 'NATHAN');
    expect(nathan?.letter).toMatchObject({ wines: [], purchase: { day: '2026-10-19', bottles: 6 } });
  });

  it('of thanks is for a purchase of the last 30 days, once, and does not wait for the silence after a letter', async () => {
    const thanks = { kind: 'thank_you', filter: { clients: ['NATHAN', 'LEON'] } } as const;
    const first = await create({ ...thanks, name: 'Merci' });
    expect(excluded(first)).toEqual({ NO_RECENT_PURCHASE: 1 });
    const handed = async (kind: string) => {
      await run(`update crm.outbox set state = 'accepted', accepted_at = '2026-11-10T10:00:00Z'`);
      await run(`update crm.campaigns set state = 'sent', kind = '${kind}' where campaign_id = '${first.campaignId}'`);
    };
    await handed('vip_offer');
    const offer = { kind: 'vip_offer', name: 'Offre', filter: { clients: ['NATHAN'] } } as const;
    expect(excluded(await create(offer))).toEqual({ SILENCE_WINDOW: 1 });
    const second = await create({ ...thanks, name: 'Merci encore' });
    expect((await lettersOf(second)).map(({ clientCode }) => clientCode)).toEqual(['NATHAN']);
    await run(`delete from crm.campaigns where campaign_id = '${second.campaignId}'`);
    await handed('thank_you');
    expect(excluded(await create({ ...thanks, name: 'Merci enfin' }))).toEqual({
      ALREADY_THANKED: 1,
      NO_RECENT_PURCHASE: 1,
    });
  });

  it('cannot be made before the estate says who writes, and leaves nothing behind', async () => {
    await run(
      `update app.settings set changes = changes #- '{sender,postal_address}' where estate_id = 'petit-domaine'`,
    );
    const refused = await createCampaign(estate.world, { name: 'Automne', filter: {}, author: 'Marc', now: monday });
    expect(refused).toMatchObject({ refusedBecause: 'SENDER_NOT_SET' });
    expect(refused).toHaveProperty('sentence.fr', expect.stringContaining('sender.postal_address'));
    await run(
      `update app.settings set changes = jsonb_set(changes, '{sender,postal_address}', '["12 rue des Vignes", "68420 Eguisheim"]')`,
    );
    expect((await create()).counts.letters).toBe(4);
  });

  it('warns of another one of the same kind and week, and refuses its name', async () => {
    await create();
    expect(
      await createCampaign(estate.world, { name: 'automne', filter: {}, author: 'Marc', now: monday }),
    ).toMatchObject({ refusedBecause: 'NAME_TAKEN' });
    expect((await create({ name: 'Encore' })).warnings).toHaveLength(1);
  });

  it('is for an audience saved under a name, and for no client nobody knows', async () => {
    await saveAudience(estate.world, {
      name: 'voisins',
      filter: { clients: ['LEON', 'NATHAN'] },
      author: 'Marc',
      now: monday,
    });
    expect((await create({ filter: { savedAudience: 'voisins' } })).counts).toMatchObject({ audience: 2, letters: 1 });
    const wanted = { name: 'Autre', author: 'Marc', now: monday };
    expect(await createCampaign(estate.world, { ...wanted, filter: { savedAudience: 'amis' } })).toMatchObject({
      refusedBecause: 'UNKNOWN_AUDIENCE',
    });
    expect(await createCampaign(estate.world, { ...wanted, filter: { clients: ['LEON', 'PERSONNE'] } })).toMatchObject({
      refusedBecause: 'UNKNOWN_CLIENT',
    });
  });

  it('whose letters went astray no longer adds up', async () => {
    const { campaignId } = await create();
    await run(`delete from crm.outbox where client_code = 'LEON'`);
    expect(await campaignCounts(estate.world.database, { estate: 'petit-domaine', campaignId })).toMatchObject({
      isWhole: false,
    });
  });
});

function made(outcome: CampaignMade | CampaignRefusal): CampaignMade {
  if ('refusedBecause' in outcome) throw new Error(outcome.sentence.en);
  return outcome;
}

const excluded = ({ counts }: CampaignMade): Record<string, number> =>
  Object.fromEntries(counts.exclusions.map(({ code, clients }) => [code, clients]));

const some = (words: readonly string[]) => option(subarray([...words], { minLength: 1 }), { nil: undefined });
