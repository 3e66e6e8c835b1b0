/** Something of every kind in the first estate, so that each parameter of a route has a real value that a foreigner may try. */
import { decideRecommendations } from '../../src/7-audit/approvals/decide-recommendations.ts';
import { saveAudience } from '../../src/8-campaign/campaigns/audiences.ts';
import { createCampaign } from '../../src/8-campaign/campaigns/create-campaign.ts';
import { addNote } from '../../src/8-campaign/notes/notes.ts';
import { tagClient } from '../../src/8-campaign/tags/tags.ts';
import { addTask } from '../../src/8-campaign/tasks/tasks.ts';
import { sql } from '../../src/db/sql.ts';
import type { World } from '../../src/world.ts';

const insertJob = sql(`
  insert into app.jobs (estate_id, job_id, kind, state, requested_by)
  values (:'estate', gen_random_uuid(), 'report', 'done', 'proof')`);

const insertAlias = sql(`
  insert into etl.wine_aliases (estate_id, alias_key, wine_key, confidence, author)
  select estate_id, 'UN VIN DIT AUTREMENT', wine_key, 0.87, 'rule:alike' from etl.wines
  where estate_id = :'estate' order by wine_key limit 1`);

const anyClient = sql(`select client_code as code from etl.clients where estate_id = :'estate' order by 1 limit 1`);

/** Adds a job, an alias, an approval, a campaign, an audience, a note, a tag and a task to an estate that has run its week. */
export async function fillEstate(world: World, now: Date): Promise<void> {
  const { database, estate } = world;
  await database.execute(insertJob, { estate });
  await database.execute(insertAlias, { estate });
  const clientCode = (await database.one<{ code: string }>(anyClient, { estate }))?.code ?? '';
  await addNote(world, { clientCode, words: 'Préfère le matin.' });
  await tagClient(world, { clientCode, tag: 'etiquette-du-domaine' });
  await addTask(database, {
    estate,
    taskKey: 'proof',
    kind: 'call',
    title: 'Appeler',
    clientCode,
    author: 'proof',
    now,
  });
  await saveAudience(world, { name: 'audience-du-domaine', filter: { clients: [clientCode] }, author: 'proof', now });
  await decideRecommendations(world, { scope: 'run' }, { decision: 'approved', by: 'proof' }, now);
  const made = await createCampaign(world, { name: 'campagne-du-domaine', filter: {}, author: 'proof', now });
  if ('refusedBecause' in made) throw new Error(made.sentence.en);
}
