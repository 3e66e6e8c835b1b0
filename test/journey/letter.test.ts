/**
 * One letter through rooms 1 to 8: from the exports to the list, the two approvals, the fake Brevo, the reader's answer and the
 * next Monday's list. On the way the mistakes of this field are tried; each must be impossible. Two of them have more tests of
 * their own: an import that re-subscribes in test/4-warehouse/clients.test.ts, an approval that survives a change in
 * test/8-campaign/campaigns/approve-campaign.test.ts and test/8-campaign/outbox/send-campaign.test.ts.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantAt } from '../../prove/year/local-time.ts';
import { pathIn } from '../../prove/year/readers.ts';
import { approver, openYear, proposer, type YearStage } from '../../prove/year/stage.ts';
import { dropExports } from '../../prove/year/week.ts';
import { decideRecommendations } from '../../src/7-audit/approvals/decide-recommendations.ts';
import { approveCampaign } from '../../src/8-campaign/campaigns/approve-campaign.ts';
import { type CampaignMade, createCampaign } from '../../src/8-campaign/campaigns/create-campaign.ts';
import { goLive } from '../../src/8-campaign/campaigns/go-live.ts';
import { openSending } from '../../src/8-campaign/campaigns/open-sending.ts';
import { readInbox } from '../../src/8-campaign/events/read-inbox.ts';
import type { Mailer } from '../../src/8-campaign/mailer.ts';
import { createDryRunMailer } from '../../src/8-campaign/mailers/dry-run-mailer.ts';
import { sendCampaign, type SendReport } from '../../src/8-campaign/outbox/send-campaign.ts';
import { sql } from '../../src/db/sql.ts';
import { quietRecipients } from '../../src/fake-brevo/behaviour.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { addDays, type Day } from '../../src/values/day.ts';
import { testDatabase } from '../support/database.ts';

const placeholder = 'pasdemail@mail.fr';

describe('a letter, from the exports to the answer of its reader', () => {
  let stage: YearStage;
  let closeServer: () => Promise<void>;
  let monday: Day;
  let campaign: CampaignMade;

  beforeAll(async () => {
    const database = await testDatabase();
    closeServer = () => database.close();
    stage = await openYear({
      clients: 40,
      weeks: 2,
      seed: 5,
      flaws: false,
      years: 2,
      firstMonday: '2026-08-03',
      databaseUrl: database.url,
      behaviour: { recipients: quietRecipients },
    });
    monday = stage.mondays[0] ?? '';
    somebodyHasNoAddress(stage);
    await arrive(monday);
    const made = await createCampaign(stage.world, {
      name: 'Été',
      filter: {},
      author: proposer,
      now: stage.now(),
    });
    if (!('campaignId' in made)) throw new Error(made.sentence.en);
    campaign = made;
  });
  afterAll(async () => {
    await stage?.close();
    await closeServer();
  });

  /** A Monday: the exports, the run, and Marc's approval of the whole list. */
  async function arrive(day: Day): Promise<void> {
    await stage.fake.control.advance(instantAt(day, '06:10').getTime() - stage.now().getTime());
    await dropExports(stage, day, day === monday);
    expect((await runWeek(stage.world, { asOf: day })).stoppedBy).toBeUndefined();
    await decideRecommendations(stage.world, { scope: 'run' }, { decision: 'approved', by: approver }, stage.now());
  }
  const rows = <Row>(statement: string, parameters: Record<string, string> = {}) =>
    stage.database.rows<Row>(sql(statement), { estate: stage.estate, ...parameters });
  const letters = () => stage.fake.control.letters();
  async function send(mailer: Mailer = stage.mailer): Promise<SendReport> {
    const { campaignId } = campaign;
    return sendCampaign(stage.world, { campaignId, mailer, links: stage.links, now: stage.now, workerId: 'test' });
  }

  it('is one per household, however many wines are recommended, and none for a placeholder address', async () => {
    const [listed] = await rows<{ items: number; clients: number }>(
      `select count(*)::integer as items, count(distinct client_code)::integer as clients
       from crm.recommendations where estate_id = :'estate'`,
    );
    expect(listed?.items).toBeGreaterThan(listed?.clients ?? 0);
    expect(campaign.counts).toMatchObject({ letters: listed?.clients, isWhole: true });
    expect(
      await rows(`select email from etl.clients where estate_id = :'estate' and email = 'pasdemail@mail.fr'`),
    ).toEqual([]);
    const code = 'MISSING_EMAIL';
    const refused = await rows(
      `select distinct client_code from crm.recommendation_refusals where estate_id = :'estate' and code = :'code'`,
      { code },
    );
    expect(refused).toContainEqual({ client_code: noAddress });
  });

  it('does not leave in a dry run, whatever mailer is handed over: no connection is opened', async () => {
    const { campaignId } = campaign;
    expect(await approveCampaign(stage.world, { campaignId, by: proposer, now: stage.now() })).toMatchObject({
      refusedBecause: 'FOUR_EYES',
    });
    expect(await approveCampaign(stage.world, { campaignId, by: approver, now: stage.now() })).toHaveProperty(
      'approvalId',
    );
    await stage.fake.control.advance(instantAt(addDays(monday, 1), '10:30').getTime() - stage.now().getTime());
    expect(await send()).toMatchObject({ outcome: 'refused', code: 'DRY_RUN' });
    expect(await send(createDryRunMailer())).toMatchObject({
      outcome: 'rehearsed',
      rehearsal: { wouldLeave: campaign.counts.letters, wouldBeExcluded: [] },
    });
    expect(stage.fake.control.counts().calls).toEqual({});
  });

  it('does not leave once a price in it changed after the approval', async () => {
    await goLive(stage.world, { campaignId: campaign.campaignId, by: approver });
    const price = `'{wines,0,priceTtcCents}'`;
    const change = (cents: number) =>
      rows(
        `update crm.outbox
         set letter = jsonb_set(letter, ${price}, to_jsonb((letter #>> ${price})::integer + (:'cents')::integer))
         where estate_id = :'estate'`,
        { cents: String(cents) },
      );
    await change(-1);
    expect(await openSending(stage.world, { campaignId: campaign.campaignId, links: stage.links })).toMatchObject({
      refusedBecause: 'CHANGED_SINCE',
    });
    await change(1);
    expect(letters()).toEqual([]);
  });

  it('leaves once to each household when nothing forbids it, and the house remembers', async () => {
    let report = await send();
    while (report.outcome === 'waiting' && report.until) {
      await stage.fake.control.advance(report.until.getTime() - stage.now().getTime());
      report = await send();
    }
    expect(report).toMatchObject({ outcome: 'sent', counts: { accepted: campaign.counts.letters } });
    expect([...new Set(stage.fake.control.perRecipient().values())]).toEqual([1]);
    expect(letters().map(({ email }) => email)).not.toContain(placeholder);
    const logged = await rows(`select contact_id from crm.contact_log where estate_id = :'estate' and is_marketing`);
    expect(logged).toHaveLength(letters().length);
  });

  it('is answered by a click, and by two who leave: one on our page, one by way of Brevo', async () => {
    const [first, second, third] = letters();
    if (!first || !second || !third) throw new Error('three letters are needed');
    const click = await stage.server.inject({ method: 'GET', url: pathIn(first.html, /\/c\/[^"]+/) });
    expect([click.statusCode, click.headers.location]).toEqual([302, expect.stringContaining('/vins/')]);
    expect((await stage.server.inject({ method: 'POST', url: pathIn(second.html, /\/u\/[^"]+/) })).statusCode).toBe(
      200,
    );
    stage.fake.control.happen(third.messageId, 'unsubscribed');
    await stage.fake.control.advance(60_000);
    await readInbox(stage.world, { now: stage.now() });
    const known = await rows<{ email: string; status: string }>(
      `select clients.email, log.status from crm.contact_log as log
       inner join etl.clients as clients using (estate_id, client_code)
       where estate_id = :'estate' and log.status in ('clicked', 'unsubscribed') order by 2, 1`,
    );
    expect(known).toEqual([
      { email: first.email, status: 'clicked' },
      ...[second.email, third.email].sort().map((email) => ({ email, status: 'unsubscribed' })),
    ]);
  });

  it('ends there for who left: the next Monday’s files name them again, and the list leaves them out for ever', async () => {
    const left = letters()
      .slice(1, 3)
      .map(({ email }) => email);
    const next = stage.mondays[1] ?? '';
    const file = readdirSync(join(stage.exports, 'clients')).find((name) => name.includes(next.replaceAll('-', '')));
    const told = readFileSync(join(stage.exports, 'clients', file ?? ''), 'latin1').toLowerCase();
    expect(left.map((email) => told.includes(email))).toEqual([true, true]);

    await arrive(next);
    const reasons = await rows<{ email: string; codes: string[] }>(
      `select clients.email, array_agg(distinct refusals.code) as codes
       from crm.recommendation_refusals as refusals
       inner join crm.recommendation_runs as runs using (estate_id, inputs_hash)
       inner join etl.clients as clients using (estate_id, client_code)
       where estate_id = :'estate' and runs.is_current and clients.email = any(string_to_array(:'emails', ' ')) group by 1`,
      {
        emails: letters()
          .map(({ email }) => email)
          .join(' '),
      },
    );
    const codesOf = (emails: readonly string[]) =>
      [...new Set(reasons.filter(({ email }) => emails.includes(email)).flatMap(({ codes }) => codes))].sort();
    const others = letters()
      .map(({ email }) => email)
      .filter((email) => !left.includes(email));
    expect(codesOf(left)).toEqual(['OPTED_OUT']);
    expect(codesOf(others)).toEqual(['SILENCE_WINDOW']);
    expect(stage.fake.control.resubscriptions()).toEqual([]);
  });
});

let noAddress = '';

/** A faithful client whose address the estate never knew: the form was filled with words instead. */
function somebodyHasNoAddress({ truth, exports }: YearStage): void {
  const somebody = truth.clients.find(
    ({ archetype, isOptedOut, duplicateOf, householdOf, expected }) =>
      archetype === 'regular' && !isOptedOut && duplicateOf === null && householdOf === null && expected.email !== null,
  );
  if (!somebody) throw new Error('the estate has no faithful client');
  noAddress = somebody.clientCode;
  for (const { path } of truth.files) {
    const text = readFileSync(join(exports, path), 'latin1');
    writeFileSync(
      join(exports, path),
      text.replaceAll(new RegExp(somebody.expected.email ?? '', 'gi'), placeholder),
      'latin1',
    );
  }
}
