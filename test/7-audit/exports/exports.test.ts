import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshCustomer360 } from '../../../src/5-customer360/refresh.ts';
import { recommend } from '../../../src/6-recommend/recommend.ts';
import { auditRun } from '../../../src/7-audit/audit-run.ts';
import { type ActionFacts, nextActionOf } from '../../../src/7-audit/exports/next-action.ts';
import { writeExports } from '../../../src/7-audit/exports/write-exports.ts';
import { sql } from '../../../src/db/sql.ts';
import { type TestEstate, testEstate } from '../../support/estate-world.ts';
import { insertPetitDomaine, petitDomaineAsOf } from '../../support/petit-domaine.ts';

const elise: ActionFacts = {
  scenario: 'rebuy',
  label: 'Riesling',
  isEligible: true,
  hasEmail: true,
  isOptedOut: false,
  isBounced: false,
  isTrade: false,
  orderCount: 4,
  nextContactOn: '2026-11-16',
  nextOrderOn: '2026-12-01',
  asOf: '2026-11-16',
};

describe('the next action', () => {
  it.each([
    ['a sound list goes out as a letter', {}, 'lettre'],
    ['a faulty list is looked at', { isEligible: false }, 'verifier'],
    ['a refusal ends all', { isOptedOut: true }, 'aucune'],
    ['the trade is visited', { isTrade: true }, 'visite'],
    ['a dead address is mended', { isBounced: true }, 'corriger_email'],
    ['a good client without address is asked for one', { hasEmail: false, scenario: null }, 'demander_email'],
    ['a client just written to is left in peace', { scenario: null, nextContactOn: '2027-01-02' }, 'attendre'],
    ['nothing to say is nothing to do', { scenario: null }, 'aucune'],
  ])('%s', (_, change, action) => {
    expect(nextActionOf({ ...elise, ...change }).action).toBe(action);
  });
});

describe('the four files of an audited run', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await testEstate();
    await insertPetitDomaine(estate.world.database);
    const world = { ...estate.world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf };
    await refreshCustomer360(world);
    await recommend(world);
    await auditRun(world);
    await world.database.execute(sql(`update etl.clients set nom = '=HYPERLINK("http://x")' where estate_id = :'e'`), {
      e: world.estate,
    });
  });
  afterAll(() => estate.close());

  it('hold every recommendation, verdict and client once, and no cell runs a formula', async () => {
    const folder = join(estate.home, 'exports');
    await writeExports(estate.world, folder);
    expect((await readdir(folder)).sort()).toEqual([
      'audit_output.csv',
      'next_action_output.csv',
      'reco_output.csv',
      'run_summary.json',
    ]);
    const linesOf = async (name: string) => (await readFile(join(folder, name), 'utf8')).trim().split('\r\n');
    const summary: unknown = JSON.parse(await readFile(join(folder, 'run_summary.json'), 'utf8'));
    const recommendations = await linesOf('reco_output.csv');
    expect(summary).toMatchObject({ recommendations: recommendations.length - 1, auditSummary: { errors: 0 } });
    expect(recommendations[1]).toContain(`"'=HYPERLINK`);
    const audited = new Set(recommendations.slice(1).map((line) => line.split(';')[0]));
    expect(await linesOf('audit_output.csv')).toHaveLength(audited.size + 1);
    const pages = await estate.world.database.rows(
      sql(`select 1 from crm.customer_360 where estate_id = :'e' and not is_till`),
      { e: estate.world.estate },
    );
    expect(await linesOf('next_action_output.csv')).toHaveLength(pages.length + 1);
  });
});
