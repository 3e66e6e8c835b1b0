/** The rules at work on petit-domaine, where Élise and Paul approve, and the letters wait in the outbox. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerRefusal } from '../../../src/4-warehouse/consent/register-refusal.ts';
import { campaignApproval } from '../../../src/7-audit/approvals/decide-campaign.ts';
import { decideRuleLetter } from '../../../src/8-campaign/automation/approve-letters.ts';
import { listEvents } from '../../../src/8-campaign/automation/list-events.ts';
import { listRules } from '../../../src/8-campaign/automation/list-rules.ts';
import { noteAutomationEvents } from '../../../src/8-campaign/automation/note-events.ts';
import { runAutomation } from '../../../src/8-campaign/automation/run-automation.ts';
import { tryRule } from '../../../src/8-campaign/automation/try-rule.ts';
import { leadScores } from '../../../src/8-campaign/lead-score/read-lead-scores.ts';
import { confirmInstance } from '../../../src/8-campaign/instance/sending-instance.ts';
import { sendCampaign } from '../../../src/8-campaign/outbox/send-campaign.ts';
import { fingerprintOf } from '../../../src/8-campaign/outbox/fingerprint.ts';
import { listTasks } from '../../../src/8-campaign/tasks/tasks.ts';
import { sql } from '../../../src/db/sql.ts';
import { settingsFrom } from '../../../src/estate/settings-store.ts';
import type { World } from '../../../src/world.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { insertSales } from '../../support/petit-domaine.ts';
import { approvedEstate, sender } from '../campaigns/approved-estate.ts';
import { hand, links } from '../outbox/sending-case.ts';

const estate = 'petit-domaine';
/** Monday 16 November 2026, after the run. */
const monday = new Date('2026-11-16T11:00:00Z');
const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
const people = { approval: { people: ['Élise', 'Paul'] } };
const allOn = { automation: { is_on: true }, ...people };

let testing: TestEstate;
beforeAll(async () => {
  testing = await approvedEstate({ approve: ['SIMON'] });
});
afterAll(() => testing.close());

const lastLineOfTheCast = 899;

/** The estate as it is on Monday, before any rule was at work, under other settings. */
async function domaine(changes: Record<string, unknown> = allOn): Promise<World> {
  const { world } = testing;
  for (const table of [
    'automation_events',
    'automation_actions',
    'rule_calls',
    'lead_score_events',
    'client_tags',
    'tasks',
    'campaigns',
    'campaign_audience',
    'outbox',
    'contact_log',
  ]) {
    await world.database.execute(sql(`delete from crm.${table} where estate_id = :'estate'`), { estate });
  }
  await world.database.execute(
    sql(`with gone as (
           delete from etl.ventes_lignes
           where estate_id = :'estate' and file_line > :'line'::integer
           returning document_id
         )
         delete from etl.documents using gone
         where documents.estate_id = :'estate' and documents.document_id = gone.document_id`),
    { estate, line: lastLineOfTheCast },
  );
  for (const table of ['consent_events where event', 'suppressions where reason']) {
    await world.database.execute(sql(`delete from etl.${table} = 'unsubscribe' and estate_id = :'estate'`), { estate });
  }
  return { ...world, ...settingsFrom({ sender, guardrails: { holdout_share: 0 }, ...changes }) };
}

/** Twelve bottles of Saturday, or of another day, as the next export brings them. */
async function bought(
  { database }: World,
  code: string,
  { on = '2026-11-14', no = '1', from = 900 } = {},
): Promise<void> {
  const lines = [{ produit: 'RIESLING GRAND CRU BRAND 2021', bottles: 12 }];
  await insertSales(database, estate, [{ type: 'FACTURE', no: `${code}${no}`, on, lines, person: { code } }], from);
}

const approve = (world: World, ruleName: string, now: Date) =>
  decideRuleLetter(world, { ruleName, person: { decision: 'approved', by: 'Élise' }, isLive: false, now });

/** `rule › action: state code`, in the order they were asked for. */
async function said({ database }: World, clientCode: string): Promise<readonly string[]> {
  const events = await listEvents(database, { estate, limit: 50 });
  return events
    .filter((event) => event.clientCode === clientCode)
    .flatMap(({ actions }) => actions)
    .map(({ rule, does, state, outcome }) => `${rule} › ${does}: ${state} ${outcome?.split(' :')[0] ?? ''}`.trim());
}

interface QueuedLetter {
  readonly client_code: string;
  readonly kind: string;
  readonly state: string;
  readonly campaign_id: string;
  readonly purchase: unknown;
  readonly wines: number;
}

const lettersOf = ({ database }: World) =>
  database.rows<QueuedLetter>(
    sql(`select outbox.client_code, campaigns.kind, outbox.state, outbox.campaign_id, outbox.letter -> 'purchase' as purchase,
                jsonb_array_length(outbox.letter -> 'wines') as wines
         from crm.outbox as outbox
         inner join crm.campaigns as campaigns
           on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
         where outbox.estate_id = :'estate' order by outbox.client_code, campaigns.kind`),
    { estate },
  );

const titles = async ({ database }: World) =>
  (await listTasks(database, { estate, limit: 50 })).map(({ title }) => title).toSorted();

describe('a purchase', () => {
  it('of years ago is not thanked for when ten years arrive at once; one of Saturday is, as soon as Élise approved', async () => {
    const world = await domaine();
    await bought(world, 'NATHAN');
    expect(await runAutomation(world, { now: monday })).toMatchObject({ done: 2, refused: 0, waiting: 1 });
    expect(await said(world, 'NATHAN')).toEqual([
      'achat › score: done SCORED',
      'achat › send_letter: waiting NOT_APPROVED',
      'achat › task: done TASK_ADDED',
    ]);
    await runAutomation(world, { now: later(20) });
    expect(await titles(world)).toEqual([
      "Prendre des nouvelles après l'achat (NATHAN)",
      'Valider la lettre « achat : remerciement » : cuvee automation approve "achat" --as VOTRE-NOM',
    ]);
    expect(await lettersOf(world)).toEqual([]);

    expect(await approve(world, 'achat', later(30))).toMatchObject({ name: 'achat : remerciement', isDryRun: true });
    await runAutomation(world, { now: later(60) });
    expect(await lettersOf(world)).toMatchObject([
      {
        client_code: 'NATHAN',
        kind: 'thank_you',
        state: 'queued',
        wines: 0,
        purchase: { day: '2026-11-14', bottles: 12 },
      },
    ]);
  });

  it('imported again, moved to another day or followed by a run does not fire twice', async () => {
    const world = await domaine();
    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    await world.database.execute(
      sql(`update etl.ventes_lignes set mt_ttc = mt_ttc + 1, date_livraison = '2026-11-15'
           where estate_id = :'estate' and document_id = 'FACTURE_NATHAN1'`),
      { estate },
    );
    expect(await runAutomation(world, { now: later(1) })).toMatchObject({
      purchases: 0,
      events: 0,
      actions: 0,
      done: 0,
    });
  });

  it('of a household that has its thank-you already is not thanked for again, until somebody approves anew', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    await bought(world, 'PAUL');
    await runAutomation(world, { now: monday });
    await bought(world, 'PAULINE', { from: 950 });
    await runAutomation(world, { now: later(10) });
    expect(await said(world, 'PAULINE')).toContain('achat › send_letter: refused ALREADY_WRITTEN');
    await approve(world, 'achat', later(20));
    await bought(world, 'PAULINE', { no: '2', from: 960 });
    await runAutomation(world, { now: later(30) });
    expect(await lettersOf(world)).toMatchObject([{ client_code: 'PAUL' }, { client_code: 'PAULINE' }]);
  });

  it('is thanked for by no letter to whom must not be written to, though a person may still call', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    const forbidden = ['ODILE', 'BERNARD', 'SOLANGE', 'CAVISTE', 'MINA'];
    for (const [index, code] of forbidden.entries()) await bought(world, code, { from: 900 + index });
    await runAutomation(world, { now: monday });
    const reasons = await Promise.all(forbidden.map(async (code) => (await said(world, code))[1]));
    expect(reasons.map((reason) => reason?.split(' ').at(-1))).toEqual([
      'OPTED_OUT',
      'BOUNCED',
      'MISSING_EMAIL',
      'TRADE_CLIENT',
      'UNDER_AGE',
    ]);
    expect(await lettersOf(world)).toEqual([]);
    expect((await titles(world)).filter((title) => title.startsWith('Prendre des nouvelles'))).toHaveLength(5);
  });
});

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

describe('a departure', () => {
  it('cancels what waits, takes the letter out of the outbox, and leaves a score of nothing', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    await noteAutomationEvents(world.database, {
      estate,
      events: [
        {
          eventKey: 'call',
          trigger: 'lead_score_high',
          clientCode: 'NATHAN',
          facts: { threshold: 80 },
          happenedAt: later(1),
        },
        { eventKey: 'gone', trigger: 'unsubscribe', clientCode: 'NATHAN', facts: {}, happenedAt: later(2) },
        { eventKey: 'gone', trigger: 'unsubscribe', clientCode: 'NATHAN', facts: {}, happenedAt: later(3) },
      ],
    });
    await registerRefusal(world.database, {
      estate,
      about: { clientCode: 'NATHAN' },
      event: 'unsubscribe',
      evidence: 'letter:1',
      on: '2026-11-16',
    });
    await runAutomation(world, { now: later(5) });
    expect((await said(world, 'NATHAN')).slice(0, 5)).toEqual([
      'désinscription › score: done SCORED',
      'désinscription › tag: done TAGGED',
      'désinscription › stop_everything: done STOPPED',
      'client très engagé › send_letter: cancelled STOPPED',
      'client très engagé › task: cancelled STOPPED',
    ]);
    expect(await lettersOf(world)).toMatchObject([{ client_code: 'NATHAN', state: 'excluded' }]);
    const [scored] = await leadScores(world.database, {
      estate,
      asOf: '2026-11-16',
      settings: world.settings,
      clientCodes: ['NATHAN'],
    });
    expect(scored).toMatchObject({ parts: { ledger: expect.closeTo(-50.8, 0) } });
    await bought(world, 'NATHAN', { no: '9', from: 990 });
    await runAutomation(world, { now: later(10) });
    expect(await said(world, 'NATHAN')).toContain('achat › send_letter: refused OPTED_OUT');
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

describe('rules that are off', () => {
  it('see what happens and do nothing, now or when they are turned on', async () => {
    const world = await domaine({ automation: { is_on: false }, ...people });
    await bought(world, 'NATHAN');
    expect(await runAutomation(world, { now: monday })).toMatchObject({ isOn: false, events: 2, actions: 0, done: 0 });
    const on = { ...world, ...settingsFrom({ ...allOn, sender }) };
    expect(await runAutomation(on, { now: later(1) })).toMatchObject({ isOn: true, events: 0, actions: 0 });
    expect(await titles(on)).toEqual([]);
  });
});

describe('actions that leave by no letter', () => {
  it('wait for whoever does them: an SMS becomes a thing to do by hand, a call to a server stands in its queue', async () => {
    const rule = {
      name: 'formulaire',
      trigger: 'form_submit',
      actions: [
        { do: 'send_sms', text: 'Votre caisse est prête.' },
        { do: 'trigger_webhook', url: 'https://exemple.test/crm' },
        { do: 'pause_campaign' },
      ],
      priority: 50,
    };
    const world = await domaine({ automation: { is_on: true, rules: [rule] }, ...people });
    await noteAutomationEvents(world.database, {
      estate,
      events: ['NATHAN', 'ODILE'].map((clientCode) => ({
        eventKey: `form:${clientCode}`,
        trigger: 'form_submit',
        clientCode,
        facts: {},
        happenedAt: monday,
      })),
    });
    await runAutomation(world, { now: monday });
    expect(await said(world, 'NATHAN')).toEqual([
      'formulaire › send_sms: refused NO_SMS_CHANNEL',
      'formulaire › trigger_webhook: done CALL_QUEUED',
      'formulaire › pause_campaign: refused NO_CAMPAIGN',
    ]);
    expect((await said(world, 'ODILE'))[0]).toBe('formulaire › send_sms: refused OPTED_OUT');
    expect(await titles(world)).toEqual(['SMS à envoyer à la main (NATHAN) : « Votre caisse est prête. »']);
  });
});

describe('whatever breaks', () => {
  it('killed before or after any commit, then run by four at once, does everything once', async () => {
    const world = await domaine();
    await approve(world, 'achat', monday);
    const buyers = ['NATHAN', 'MARCEL', 'VICTOIRE', 'SIMON', 'LEON', 'ARTHUR'];
    for (const [index, code] of buyers.entries()) await bought(world, code, { from: 900 + index });
    const killed = async (at: number, moment: 'before' | 'after'): Promise<unknown> =>
      runAutomation(killedAt(world, at, moment), { now: monday }).catch((error: unknown) => String(error));
    const ends: unknown[] = [];
    for (const at of [1, 2, 3, 2, 3, 2, 3]) {
      ends.push(await killed(at, 'before'), await killed(at, 'after'));
    }
    expect(ends.filter((end) => end === 'Error: killed').length).toBeGreaterThan(10);
    await Promise.all([1, 2, 3, 4].map(() => runAutomation(world, { now: later(1) })));
    expect((await lettersOf(world)).map(({ client_code: code }) => code)).toEqual(buyers.toSorted());
    const followUps = (await titles(world)).filter((title) => title.startsWith('Prendre des nouvelles'));
    expect(followUps).toHaveLength(6);
    const ledger = await world.database.rows(
      sql(`select client_code, count(*) as entries, sum(delta) as delta from crm.lead_score_events
           where estate_id = :'estate' group by client_code order by client_code`),
      { estate },
    );
    expect(ledger).toEqual(buyers.toSorted().map((code) => ({ client_code: code, entries: 1, delta: '50.00' })));
  });
});

describe('before a rule is trusted', () => {
  it('what it would do can be tried on a client, and the list says what it did and what it waits for', async () => {
    const world = await domaine();
    const [rule] = world.settings.automation.rules.filter(({ name }) => name === 'achat');
    if (!rule) throw new Error('no rule');
    const on = { rule, now: monday, today: '2026-11-16' };
    expect(await tryRule(world.database, world, { ...on, clientCode: 'VICTOIRE' })).toMatchObject({
      unmet: [],
      actions: [
        { words: 'score +50', obstacle: null },
        { words: 'lettre thank_you après 5\u00a0min', obstacle: expect.stringContaining('attend une validation') },
        { words: "à faire « Prendre des nouvelles après l'achat » après 24\u00a0h", obstacle: null },
      ],
    });
    expect(await tryRule(world.database, world, { ...on, clientCode: 'PRUDENCE' })).toMatchObject({
      unmet: ['minimum_ttc'],
    });
    expect(await tryRule(world.database, world, { ...on, clientCode: 'INCONNU' })).toBeUndefined();
    expect(await listEvents(world.database, { estate, limit: 5 })).toEqual([]);

    await bought(world, 'NATHAN');
    await runAutomation(world, { now: monday });
    const listed = (await listRules(world.database, world, monday)).find(({ rule: { name } }) => name === 'achat');
    expect(listed).toMatchObject({
      done: 2,
      waiting: 1,
      letters: [{ name: 'achat : remerciement', approval: 'pending' }],
    });
  });

  it('a client who has not ordered for a year is called once for that order', async () => {
    const rule = {
      name: 'un an',
      trigger: 'time_based',
      when: { days_since_order: 360 },
      actions: [{ do: 'task', title: 'Appeler : un an sans commande', kind: 'call' }],
      priority: 50,
    };
    const world = await domaine({ automation: { is_on: true, rules: [rule] }, ...people });
    expect(await runAutomation(world, { now: monday })).toMatchObject({ silences: 1, done: 1 });
    expect(await runAutomation(world, { now: later(24 * 60) })).toMatchObject({ silences: 0, done: 0 });
    expect(await titles(world)).toEqual(['Appeler : un an sans commande (NOELLE)']);
  });
});

/** A world whose process is killed at its n-th transaction, before or just after it is committed. */
function killedAt(world: World, at: number, moment: 'before' | 'after'): World {
  let count = 0;
  const { database } = world;
  return {
    ...world,
    database: {
      ...database,
      async transaction(work) {
        count++;
        if (count !== at) return database.transaction(work);
        if (moment === 'after') await database.transaction(work);
        return database.transaction(async (session) => {
          if (moment === 'before') await work(session);
          throw new Error('killed');
        });
      },
    },
  };
}
