import { it } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { insertPetitDomaine } from '../support/petit-domaine.ts';
import { sql } from '../../src/db/sql.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { recommend } from '../../src/6-recommend/recommend.ts';
import { recommendationsOf } from '../../src/6-recommend/recommendations-of.ts';

it('tries', async () => {
  const database = await testDatabase();
  const domaine = await insertPetitDomaine(database);
  const world: any = { estate: domaine.estate, database, settings: parseSettings({}), configHash: 'c', codeVersion: 'v', actor: 'cuvee', runId: '01900000-0000-7000-8000-000000000002', asOf: domaine.asOf, clock: () => new Date(0), log: console, progress: { advance() {}, end() {} } };
  console.log(await refreshCustomer360(world));
  console.log(await recommend(world));
  console.log(await recommend(world));
  for (const { client_code } of await database.rows<any>(sql(`select client_code from etl.clients order by 1`))) {
    const r = await recommendationsOf(database, { estate: domaine.estate, clientCode: client_code });
    console.log(client_code, (await database.one<any>(sql(`select segment, tier from crm.customer_360 where client_code = :'c'`), {c: client_code})));
    for (const x of r!.recommendations) console.log('   ', x.rank, x.scenario, x.slot, x.produitKey, x.score, x.promisedBottles, '|', x.reason, JSON.stringify(x.components.map(c=>[c.dimension,c.value,c.points])));
    for (const x of r!.refusals) console.log('      -', x.scenario, x.code, x.sentence);
  }
  console.log(await database.rows(sql('select client_code, scenario, produit_key, reason, evidence from crm.recommendation_details where is_holdout')));
  console.log(JSON.stringify(await database.rows(sql('select summary from crm.recommendation_runs'))));
  await database.close();
});
