/** One week of the estate: Monday's exports and run, two people who propose and approve, three days of sending. */
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { takeExports } from '../../src/1-raw/take-exports.ts';
import { decideRecommendations } from '../../src/7-audit/approvals/decide-recommendations.ts';
import { decideRuleLetter } from '../../src/8-campaign/automation/approve-letters.ts';
import { runAutomation } from '../../src/8-campaign/automation/run-automation.ts';
import { approveCampaign } from '../../src/8-campaign/campaigns/approve-campaign.ts';
import { createCampaign } from '../../src/8-campaign/campaigns/create-campaign.ts';
import { goLive } from '../../src/8-campaign/campaigns/go-live.ts';
import { stopCampaign } from '../../src/8-campaign/outbox/control.ts';
import { sendCampaign, type SendReport } from '../../src/8-campaign/outbox/send-campaign.ts';
import { sql } from '../../src/db/sql.ts';
import { randomOf } from '../../src/demo/random.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { addDays, type Day } from '../../src/values/day.ts';
import { instantAt } from './local-time.ts';
import type { Outside } from './readers.ts';
import { approver, proposer, type YearStage } from './stage.ts';
import type { Witness } from './witness.ts';

/** The stage, whoever watches it, and what to count. */
export interface YearUnderWay {
  readonly stage: YearStage;
  readonly witness: Witness;
  readonly outside: Outside;
  /** How often things happened that no table keeps. */
  readonly tally: Map<string, number>;
}

const shareRejected = 0.03;
const ruleLetters = [
  { ruleName: 'achat', kind: 'thank_you' },
  { ruleName: 'client très engagé', kind: 'vip_offer' },
] as const;
const minuteMs = 60_000;

/** Lives one week, from Monday morning to Sunday evening. */
export async function liveWeek(year: YearUnderWay, monday: Day): Promise<void> {
  const { outside, stage } = year;
  await outside.passUntil(instantAt(monday, '06:10'));
  await mondayRun(year, monday);
  await runAutomation(stage.world, { now: stage.now() });
  await outside.passUntil(instantAt(monday, '09:00'));
  await reviewList(year, monday);
  await approveRuleLetters(year);
  await outside.passUntil(instantAt(monday, '10:00'));
  await prepareCampaign(year, monday);
  for (const days of [1, 2, 3]) {
    const day = addDays(monday, days);
    await nightBefore(year, day);
    await outside.passUntil(instantAt(day, '09:30'));
    await runAutomation(stage.world, { now: stage.now() });
    await sendAllDay(year, day);
  }
  for (const days of [4, 5, 6]) await nightBefore(year, addDays(monday, days));
  await outside.passUntil(instantAt(addDays(monday, 6), '20:00'));
  await closeWeek(year);
  await nightBefore(year, addDays(monday, 7));
}

async function nightBefore({ outside }: YearUnderWay, day: Day): Promise<void> {
  await outside.passUntil(instantAt(day, '03:00'));
  await outside.night();
}

async function mondayRun(year: YearUnderWay, monday: Day): Promise<void> {
  const { world, mondays } = year.stage;
  // The other software's letters stop the day Cuvée begins to send: its contacts come with the first exports alone.
  await dropExports(year.stage, monday, monday === mondays[0]);
  let outcome = await runWeek(world, { asOf: monday });
  if (outcome.stoppedBy?.code.startsWith('DRIFT') === true) {
    count(year, 'drift accepted by a person');
    outcome = await runWeek(world, { asOf: monday, acceptDrift: `vu par ${approver}` });
  }
  if (outcome.stoppedBy) throw outcome.stoppedBy;
  count(year, 'recommendations', outcome.report.recommendations);
}

/** Brings the exports of one Monday to where the run finds them. */
export async function dropExports(
  { truth, exports, world }: YearStage,
  monday: Day,
  hasContacts: boolean,
): Promise<void> {
  const folder = join(exports, 'this-week');
  for (const { path, exportedOn, dataset } of truth.files) {
    if (exportedOn !== monday || (dataset === 'contacts' && !hasContacts)) continue;
    await mkdir(join(folder, dirname(path)), { recursive: true });
    await copyFile(join(exports, path), join(folder, path));
  }
  await takeExports(world, folder);
  await rm(folder, { recursive: true });
}

/** Marc approves the list as a whole, where the gate lets him, and takes a few clients out again. */
async function reviewList(year: YearUnderWay, monday: Day): Promise<void> {
  const { stage, witness } = year;
  const { world } = stage;
  const all = await decideRecommendations(world, { scope: 'run' }, { decision: 'approved', by: approver }, stage.now());
  if ('refusedBecause' in all) {
    count(year, `list not approved as a whole: ${all.refusedBecause}`);
    if (all.refusedBecause === 'GATE_CLOSED') await approveOneByOne(year);
  } else {
    count(year, 'items approved', all.itemCount);
    count(year, 'items without bottles', all.leftOut.noBottles);
  }
  await witness.countBottles();
  const random = randomOf(stage.options.seed, 78, stage.mondays.indexOf(monday));
  for (const clientCode of await listedClients(stage)) {
    if (!random.chance(shareRejected)) continue;
    const no = { decision: 'rejected', by: approver, reason: 'Je l’appelle moi-même' } as const;
    const decided = await decideRecommendations(world, { scope: 'client', clientCode }, no, stage.now());
    if (!('refusedBecause' in decided)) count(year, 'items rejected', decided.itemCount);
  }
}

async function approveOneByOne(year: YearUnderWay): Promise<void> {
  const { stage } = year;
  for (const clientCode of await listedClients(stage)) {
    const yes = { decision: 'approved', by: approver } as const;
    const decided = await decideRecommendations(stage.world, { scope: 'client', clientCode }, yes, stage.now());
    if (!('refusedBecause' in decided)) count(year, 'items approved', decided.itemCount);
  }
}

async function listedClients({ database, estate }: YearStage): Promise<readonly string[]> {
  const rows = await database.rows<{ code: string }>(
    sql(`select distinct client_code as code from crm.recommendations where estate_id = :'estate_id' order by 1`),
    { estate_id: estate },
  );
  return rows.map(({ code }) => code);
}

/** An approval of a rule's letter ends after a month: Marc gives it anew when it did. */
async function approveRuleLetters(year: YearUnderWay): Promise<void> {
  const { stage } = year;
  const row = await stage.database.one<{ standing: number }>(
    sql(`select count(*)::integer as standing from crm.campaigns
         where estate_id = :'estate_id' and origin = 'automation' and send_before > :'now'::timestamptz`),
    { estate_id: stage.estate, now: stage.now().toISOString() },
  );
  if ((row?.standing ?? 0) > 0) return;
  const person = { decision: 'approved', by: approver } as const;
  for (const which of ruleLetters) {
    const decided = await decideRuleLetter(stage.world, { ...which, person, isLive: true, now: stage.now() });
    if ('refusedBecause' in decided) throw new Error(decided.sentence.en);
  }
}

/** Élise makes the week's campaign, tries what must not be possible, and Marc approves it. */
async function prepareCampaign(year: YearUnderWay, monday: Day): Promise<void> {
  const { stage, witness, outside } = year;
  const { world } = stage;
  const sendAfter = instantAt(addDays(monday, 1), '10:00');
  const wanted = { name: `Semaine du ${monday}`, filter: {}, author: proposer, now: stage.now(), sendAfter };
  const made = await createCampaign(world, { ...wanted, windowDays: 4 });
  if ('refusedBecause' in made) return count(year, `no campaign: ${made.refusedBecause}`);
  const { campaignId, counts } = made;
  if (made.verdict.isBlocked) witness.accuse('blocked by the linter', `draft of ${monday}`);
  await witness.countSilenced(campaignId);
  if (counts.letters === 0) {
    count(year, 'no campaign: nobody may be written to');
    await stopCampaign(world, { campaignId, by: proposer, now: stage.now() });
    return;
  }
  await tryWhatMustFail(year, campaignId);
  await outside.passUntil(instantAt(monday, '11:00'));
  const approved = await approveCampaign(world, { campaignId, by: approver, now: stage.now() });
  if ('refusedBecause' in approved) return count(year, `campaign not approved: ${approved.refusedBecause}`);
  await witness.rememberApproved(campaignId);
  await mustNotSend(year, campaignId, 'a dry run');
  await goLive(world, { campaignId, by: approver });
  await mustNotSend(year, campaignId, 'a Monday');
}

async function tryWhatMustFail(year: YearUnderWay, campaignId: string): Promise<void> {
  const { stage, witness } = year;
  for (const by of [proposer, 'cuvee', '', 'Gaston']) {
    const own = await approveCampaign(stage.world, { campaignId, by, now: stage.now() });
    if (!('refusedBecause' in own)) witness.accuse('forbidden act went through', `${by} approved`);
  }
  await mustNotSend(year, campaignId, 'a draft');
}

async function mustNotSend(year: YearUnderWay, campaignId: string, what: string): Promise<void> {
  const { stage, witness } = year;
  const before = stage.fake.control.letters().length;
  await send(year, campaignId);
  if (stage.fake.control.letters().length > before) witness.accuse('forbidden act went through', `sent ${what}`);
}

/** Sends what may be sent, and lets the hours pass that a sender asks for. */
async function sendAllDay(year: YearUnderWay, day: Day): Promise<void> {
  const { outside, stage } = year;
  const [end, last] = [instantAt(day, '18:00'), instantAt(day, '19:00')];
  await outside.passUntil(instantAt(day, '10:00'));
  for (;;) {
    let next: Date | undefined;
    for (const campaignId of await openCampaigns(stage)) {
      const report = await send(year, campaignId);
      if (report?.outcome !== 'waiting') continue;
      const until = report.until ?? new Date(stage.now().getTime() + 5 * minuteMs);
      if (!next || until < next) next = until;
    }
    if (!next || next >= end) break;
    await outside.passUntil(new Date(Math.max(next.getTime(), stage.now().getTime() + minuteMs)));
  }
  // Letters of unknown outcome are looked up after hours too; nothing new leaves.
  for (const at of [end, last]) {
    await outside.passUntil(at);
    for (const campaignId of await openCampaigns(stage)) await send(year, campaignId);
  }
}

async function openCampaigns({ database, estate }: YearStage): Promise<readonly string[]> {
  const rows = await database.rows<{ id: string }>(
    sql(`select campaigns.campaign_id as id from crm.campaigns as campaigns
         where campaigns.estate_id = :'estate_id' and not campaigns.is_dry_run and campaigns.state in ('approved', 'sending', 'held')
           and exists (
             select from crm.outbox as outbox
             where outbox.estate_id = campaigns.estate_id and outbox.campaign_id = campaigns.campaign_id
               and outbox.state in ('queued', 'claimed', 'unknown')
           )
         order by campaigns.created_at, campaigns.campaign_id`),
    { estate_id: estate },
  );
  return rows.map(({ id }) => id);
}

async function send(year: YearUnderWay, campaignId: string): Promise<SendReport | undefined> {
  const { stage, witness } = year;
  const sending = { campaignId, mailer: stage.mailer, links: stage.links, now: stage.now, workerId: 'year' };
  const report = await sendCampaign(stage.world, sending);
  count(year, `sender: ${report.outcome}${report.code === undefined ? '' : ` ${report.code}`}`);
  await witness.look();
  return report;
}

/** What did not leave this week does not leave next week: Élise stops it, and the next list says who is still to be written to. */
async function closeWeek({ stage }: YearUnderWay): Promise<void> {
  const rows = await stage.database.rows<{ id: string }>(
    sql(`select campaign_id as id from crm.campaigns
         where estate_id = :'estate_id' and origin = 'campaign' and state not in ('sent', 'stopped')`),
    { estate_id: stage.estate },
  );
  for (const { id } of rows) {
    await stopCampaign(stage.world, { campaignId: id, by: proposer, now: stage.now(), reason: 'semaine terminée' });
  }
}

function count({ tally }: YearUnderWay, what: string, more = 1): void {
  tally.set(what, (tally.get(what) ?? 0) + more);
}
