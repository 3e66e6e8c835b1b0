import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { campaignApproval } from '../../../src/7-audit/approvals/decide-campaign.ts';
import { approveCampaign } from '../../../src/8-campaign/campaigns/approve-campaign.ts';
import { campaignHashes } from '../../../src/8-campaign/campaigns/campaign-hashes.ts';
import { createCampaign, rebuildCampaign } from '../../../src/8-campaign/campaigns/create-campaign.ts';
import { openSending } from '../../../src/8-campaign/campaigns/open-sending.ts';
import { createDryRunMailer } from '../../../src/8-campaign/mailers/dry-run-mailer.ts';
import { rehearseCampaign } from '../../../src/8-campaign/outbox/rehearse-campaign.ts';
import { scheduleCampaign } from '../../../src/8-campaign/campaigns/schedule-campaign.ts';
import { sampleLinks } from '../../../src/8-campaign/letters-of/sample-links.ts';
import { builtInSource } from '../../../src/8-campaign/letters/built-in.ts';
import { saveTemplate } from '../../../src/8-campaign/templates-store/save-template.ts';
import { writeTemplateDocument } from '../../../src/8-campaign/templates-store/template-document.ts';
import { sql } from '../../../src/db/sql.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { approvedEstate, monday } from './approved-estate.ts';

describe('the approval of a campaign', () => {
  let estate: TestEstate;
  let campaignId: string;
  beforeAll(async () => {
    estate = await approvedEstate({
      approve: ['NOELLE', 'VICTOIRE'],
      changes: { approval: { people: ['Élise', 'Marc'] } },
    });
  });
  afterAll(() => estate.close());
  beforeEach(async () => {
    for (const table of ['crm.campaigns', 'crm.campaign_audience', 'crm.outbox', 'crm.letter_templates'])
      await run(`delete from ${table} where estate_id = 'petit-domaine'`);
    const made = await createCampaign(estate.world, {
      name: 'Nouveautés',
      filter: { scenarios: ['cross-sell'] },
      author: 'Marc',
      now: monday,
    });
    campaignId = 'campaignId' in made ? made.campaignId : '';
  });

  const run = (statement: string) => estate.world.database.execute(sql(statement));
  const approve = (by = 'Élise') => approveCampaign(estate.world, { campaignId, by, now: monday });
  const rebuild = () => rebuildCampaign(estate.world, { campaignId, by: 'Marc', now: monday });
  const key = () => ({ estate: 'petit-domaine', campaignId });
  const state = async () =>
    campaignApproval(estate.world.database, {
      ...key(),
      ...(await campaignHashes(estate.world.database, key())),
      at: monday,
    });
  const otherWords = () =>
    saveTemplate(estate.world, {
      kind: 'cross_sell',
      language: 'fr',
      document: writeTemplateDocument({ ...builtInSource('cross_sell', 'fr'), heading: 'Autrement dit' }),
      author: 'Marc',
      now: monday,
    });

  it('is given by somebody who did not make it, once', async () => {
    expect(await approve('Marc')).toMatchObject({ refusedBecause: 'FOUR_EYES' });
    expect(await approve()).toHaveProperty('approvalId');
    expect(await state()).toBe('effective');
    expect(await approve()).toMatchObject({ refusedBecause: 'WRONG_STATE' });
    expect(await rebuild()).toMatchObject({ refusedBecause: 'WRONG_STATE' });
  });

  it('dies with a new version of the template: nothing leaves any more', async () => {
    await approve();
    expect(await openSending(estate.world, { campaignId, links: sampleLinks })).toHaveProperty('render');
    await otherWords();
    expect(await state()).toBe('void');
    expect(await openSending(estate.world, { campaignId, links: sampleLinks })).toMatchObject({
      refusedBecause: 'CHANGED_SINCE',
      sentence: { fr: expect.stringContaining('le modèle a changé') },
    });
  });

  it.each([
    ['des lettres ont été modifiées', `update crm.outbox set letter = jsonb_set(letter, '{client,nom}', '"AUTRE"')`],
    [
      'l’expéditeur a changé dans les réglages',
      `update crm.outbox set letter = jsonb_set(letter, '{estate,phone}', '"03 89 00 00 00"')`,
    ],
    ['les destinataires ont été modifiés', `update crm.campaign_audience set is_included = not is_included`],
  ])('opens no sending once it can be said that %s', async (words, change) => {
    await approve();
    await run(change);
    expect(await openSending(estate.world, { campaignId, links: sampleLinks })).toMatchObject({
      refusedBecause: 'CHANGED_SINCE',
      sentence: { fr: expect.stringContaining(words) },
    });
  });

  it('dies with one word of one letter, and with another sender', async () => {
    await approve();
    const touch = `update crm.outbox set letter = jsonb_set(letter, '{wines,0,priceTtcCents}', 'PRICE') where client_code = 'NOELLE'`;
    const [before] = await estate.world.database.rows<{ price: number }>(
      sql(
        `select (letter #>> '{wines,0,priceTtcCents}')::integer as price from crm.outbox where client_code = 'NOELLE'`,
      ),
    );
    await run(touch.replace('PRICE', '1'));
    expect(await state()).toBe('void');
    await run(touch.replace('PRICE', String(before?.price)));
    expect(await state()).toBe('effective');
    await run(`update app.settings set changes = jsonb_set(changes, '{sender,phone}', '"03 89 00 00 00"')`);
    expect(await state()).toBe('void');
    await run(`update app.settings set changes = changes #- '{sender,phone}'`);
  });

  it('is refused where a template or a price changed since the draft, until the draft is made again', async () => {
    await otherWords();
    expect(await approve()).toMatchObject({ refusedBecause: 'CHANGED_SINCE' });
    await rebuild();
    await run(`update etl.produits set prix_ttc = prix_ttc + 1 where produit_key = 'PINOT NOIR 2023'`);
    expect(await approve()).toMatchObject({ sentence: { fr: expect.stringContaining('1 prix annoncé a changé') } });
    await run(`update etl.produits set prix_ttc = prix_ttc - 1 where produit_key = 'PINOT NOIR 2023'`);
    expect(await approve()).toHaveProperty('approvalId');
  });

  it('is refused where a recommendation it shows is no longer approved', async () => {
    await run(`update crm.approval_items set decision = 'rejected' where client_code = 'NOELLE'`);
    expect(await approve()).toMatchObject({ sentence: { fr: expect.stringContaining('n’est plus validée') } });
    await run(`update crm.approval_items set decision = 'approved' where client_code = 'NOELLE'`);
  });

  it('is refused to the second of two campaigns that write to one household', async () => {
    const first = campaignId;
    const second = await createCampaign(estate.world, { name: 'Autre', filter: {}, author: 'Marc', now: monday });
    expect(await approve()).toHaveProperty('approvalId');
    campaignId = 'campaignId' in second ? second.campaignId : '';
    expect(first).not.toBe(campaignId);
    expect(await approve()).toMatchObject({
      sentence: { fr: expect.stringContaining('2 foyers attendent déjà une lettre') },
    });
  });

  it('lets the window be moved, and a dry run tells what would leave without writing anything', async () => {
    await approve();
    const tuesday = new Date('2026-11-17T09:30:00Z');
    expect(
      await scheduleCampaign(estate.world, { campaignId, sendAfter: tuesday, sendBefore: monday, by: 'Marc' }),
    ).toMatchObject({ refusedBecause: 'WINDOW_UPSIDE_DOWN' });
    await scheduleCampaign(estate.world, { campaignId, sendAfter: tuesday, by: 'Marc' });
    const dryRun = { campaignId, mailer: createDryRunMailer(), links: sampleLinks, now: () => monday };
    expect(await rehearseCampaign(estate.world, dryRun)).toMatchObject({
      wouldLeave: 2,
      approval: 'effective',
      changed: undefined,
      window: { state: 'closed', until: tuesday },
      isInstanceConfirmed: false,
    });
    const rows = await estate.world.database.rows(
      sql(`select is_dry_run from crm.campaigns where state = 'approved' and started_at is null`),
    );
    expect(rows).toEqual([{ is_dry_run: true }]);
  });
});
