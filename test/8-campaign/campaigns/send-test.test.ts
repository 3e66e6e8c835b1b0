import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCampaign } from '../../../src/8-campaign/campaigns/create-campaign.ts';
import { sendTest } from '../../../src/8-campaign/campaigns/send-test.ts';
import { createLinkMaker } from '../../../src/8-campaign/links/link-maker.ts';
import type { MailBatch, Mailer } from '../../../src/8-campaign/mailer.ts';
import { sql } from '../../../src/db/sql.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate, monday } from './approved-estate.ts';

describe('a test of a campaign', () => {
  let estate: TestEstate;
  let campaignId: string;
  const sent: MailBatch[] = [];
  const mailer: Mailer = {
    channel: 'brevo',
    lettersPerCall: 100,
    send: async (batch) => {
      sent.push(batch);
      return { outcome: 'answered', letters: batch.letters.map(() => ({ outcome: 'accepted', messageId: 'm' })) };
    },
    lookUp: async () => undefined,
  };
  const links = createLinkMaker({
    secret: 's'.repeat(40),
    publicUrl: 'https://lettres.petit-domaine.fr',
    estate: 'petit-domaine',
  });
  beforeAll(async () => {
    estate = await approvedEstate({ approve: ['NOELLE', 'VICTOIRE'] });
    const made = await createCampaign(estate.world, { name: 'Essai', filter: {}, author: 'Marc', now: monday });
    campaignId = 'campaignId' in made ? made.campaignId : '';
  });
  afterAll(() => estate.close());

  const test = (to: string) => sendTest(estate.world, { campaignId, to, by: 'Marc', mailer, links, now: monday });

  it('shows one letter of each kind to its author, marked, and counts nowhere', async () => {
    expect(await test('Marc@petit-domaine.fr')).toMatchObject({ letterCount: 2 });
    expect(sent.map(({ letters }) => letters[0]?.to.email)).toEqual(['marc@petit-domaine.fr', 'marc@petit-domaine.fr']);
    expect(sent.every(({ letters }) => letters[0]?.subject.startsWith('[ESSAI] '))).toBe(true);
    const rows = await estate.world.database.rows(
      sql(
        `select letter_id::text from crm.outbox where state <> 'queued' union all select contact_id::text from crm.contact_log`,
      ),
    );
    expect(rows).toEqual([]);
  });

  it('unsubscribes nobody: its links are of a letter nobody has', async () => {
    const ids = await estate.world.database.rows<{ letter_id: string }>(sql(`select letter_id from crm.outbox`));
    const text = sent.map(({ letters }) => letters[0]?.text).join('\n');
    expect(text).toContain('https://lettres.petit-domaine.fr/u/');
    expect(ids.filter(({ letter_id: letterId }) => text.includes(links.unsubscribe(letterId)))).toEqual([]);
  });

  it('never goes to a client', async () => {
    const before = sent.length;
    expect(await test('noelle@exemple.test')).toMatchObject({ refusedBecause: 'ADDRESS_OF_CLIENT' });
    expect(await test('pas une adresse')).toMatchObject({ refusedBecause: 'ADDRESS_INVALID' });
    expect(sent).toHaveLength(before);
  });
});
