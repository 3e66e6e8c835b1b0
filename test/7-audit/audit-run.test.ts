import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { recommend } from '../../src/6-recommend/recommend.ts';
import { auditRun } from '../../src/7-audit/audit-run.ts';
import { sql } from '../../src/db/sql.ts';
import type { RunWorld } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertPetitDomaine, petitDomaineAsOf } from '../support/petit-domaine.ts';

describe('the audit of a run', () => {
  let estate: TestEstate;
  let world: RunWorld;
  beforeAll(async () => {
    estate = await testEstate();
    await insertPetitDomaine(estate.world.database);
    world = { ...estate.world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf };
    await refreshCustomer360(world);
    await recommend(world);
  });
  afterAll(() => estate.close());

  const verdicts = () =>
    world.database.rows<{ client_code: string; is_eligible: boolean }>(
      sql(`select client_code, is_eligible from crm.audit_verdicts where estate_id = :'e' order by client_code`),
      { e: world.estate },
    );
  const nextRun = { runId: '01900000-0000-7000-8000-000000000002' };

  it('judges every client of the list, and a second run writes nothing', async () => {
    const first = await auditRun(world);
    const listed = await world.database.rows(
      sql(`select distinct client_code from crm.recommendations where estate_id = :'e'`),
      { e: world.estate },
    );
    expect(listed.length).toBeGreaterThan(3);
    expect(await verdicts()).toHaveLength(listed.length);
    expect(await auditRun(world)).toEqual(first);
    expect(await auditRun({ ...world, ...nextRun })).toMatchObject({ rowsWritten: 0 });
  });

  it('sees a refusal that came in after the list was made', async () => {
    const [someone = { client_code: '' }] = (await verdicts()).filter(({ is_eligible: isEligible }) => isEligible);
    await world.database.execute(
      sql(`insert into etl.suppressions (estate_id, subject_hash, reason, since_on)
           select estate_id, encode(sha256(convert_to(lower(email), 'UTF8')), 'hex'), 'unsubscribe', '2026-11-16'
           from etl.clients where estate_id = :'e' and client_code = :'code'`),
      { e: world.estate, code: someone.client_code },
    );
    await auditRun({ ...world, ...nextRun });
    const findings = await world.database.rows(
      sql(
        `select code from crm.audit_findings where estate_id = :'e' and client_code = :'code' and severity = 'error'`,
      ),
      { e: world.estate, code: someone.client_code },
    );
    expect(findings).toEqual([{ code: 'OPTOUT_OR_BOUNCE' }]);
  });

  it('below the share the policy asks for, the run says so and stays closed', async () => {
    const strict = { ...world.settings, audit: { ...world.settings.audit, policy: 'own', minimum_share: 1 } } as const;
    const { notices } = await auditRun({ ...world, ...nextRun, settings: strict });
    expect(notices[0]?.fr).toContain('ne se valide pas en bloc');
    const audit = await world.database.one(sql(`select is_open from crm.audits where estate_id = :'e'`), {
      e: world.estate,
    });
    expect(audit).toEqual({ is_open: false });
  });
});
