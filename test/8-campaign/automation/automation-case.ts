/** The rules at work on petit-domaine, where Élise and Paul approve, and the letters wait in the outbox. */
import { decideRuleLetter } from '../../../src/8-campaign/automation/approve-letters.ts';
import { listEvents } from '../../../src/8-campaign/automation/list-events.ts';
import { listTasks } from '../../../src/8-campaign/tasks/tasks.ts';
import { sql } from '../../../src/db/sql.ts';
import { settingsFrom } from '../../../src/estate/settings-store.ts';
import type { World } from '../../../src/world.ts';
import type { TestEstate } from '../../support/estate-world.ts';
import { insertSales } from '../../support/petit-domaine.ts';
import { sender } from '../campaigns/approved-estate.ts';

export const estate = 'petit-domaine';
/** Monday 16 November 2026, after the run. */
export const monday = new Date('2026-11-16T11:00:00Z');
export const later = (minutes: number) => new Date(monday.getTime() + minutes * 60_000);
export const people = { approval: { people: ['Élise', 'Paul'] } };
export const allOn = { automation: { is_on: true }, ...people };

const lastLineOfTheCast = 899;

/** The estate as it is on Monday, before any rule was at work, under other settings. */
export async function domaineOf({ world }: TestEstate, changes: Record<string, unknown> = allOn): Promise<World> {
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
export async function bought(
  { database }: World,
  code: string,
  { on = '2026-11-14', no = '1', from = 900 } = {},
): Promise<void> {
  const lines = [{ produit: 'RIESLING GRAND CRU BRAND 2021', bottles: 12 }];
  await insertSales(database, estate, [{ type: 'FACTURE', no: `${code}${no}`, on, lines, person: { code } }], from);
}

export const approve = (world: World, ruleName: string, now: Date) =>
  decideRuleLetter(world, { ruleName, person: { decision: 'approved', by: 'Élise' }, isLive: false, now });

/** `rule › action: state code`, in the order they were asked for. */
export async function said({ database }: World, clientCode: string): Promise<readonly string[]> {
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

export const lettersOf = ({ database }: World) =>
  database.rows<QueuedLetter>(
    sql(`select outbox.client_code, campaigns.kind, outbox.state, outbox.campaign_id, outbox.letter -> 'purchase' as purchase,
                jsonb_array_length(outbox.letter -> 'wines') as wines
         from crm.outbox as outbox
         inner join crm.campaigns as campaigns
           on campaigns.estate_id = outbox.estate_id and campaigns.campaign_id = outbox.campaign_id
         where outbox.estate_id = :'estate' order by outbox.client_code, campaigns.kind`),
    { estate },
  );

export const titles = async ({ database }: World) =>
  (await listTasks(database, { estate, limit: 50 })).map(({ title }) => title).toSorted();
