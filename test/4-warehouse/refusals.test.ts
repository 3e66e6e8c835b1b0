import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailHashOf, registerRefusal } from '../../src/4-warehouse/consent/register-refusal.ts';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { sql } from '../../src/db/sql.ts';
import type { RunWorld } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertPetitDomaine, petitDomaineAsOf } from '../support/petit-domaine.ts';

describe('a refusal that comes back', () => {
  let estate: TestEstate;
  let world: RunWorld;
  let someone: { client_code: string; email: string };
  beforeAll(async () => {
    estate = await testEstate();
    await insertPetitDomaine(estate.world.database);
    world = { ...estate.world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf };
    await refreshCustomer360(world);
    someone = (await world.database.one<typeof someone>(
      sql(`select client_code, email from crm.customer_360 inner join etl.clients using (estate_id, client_code)
           where estate_id = :'e' and email is not null and not is_opted_out and not is_bounced
           order by client_code limit 1`),
      { e: world.estate },
    )) ?? { client_code: '', email: '' };
  });
  afterAll(() => estate.close());

  const refuse = (evidence: string, about: Parameters<typeof registerRefusal>[1]['about']) =>
    registerRefusal(world.database, {
      estate: world.estate,
      about,
      event: 'unsubscribe',
      evidence,
      on: petitDomaineAsOf,
    });
  const register = () =>
    world.database.rows(
      sql(`select event, evidence from etl.consent_events where estate_id = :'e' and client_code = :'code' order by 2`),
      { e: world.estate, code: someone.client_code },
    );
  const suppressions = async () =>
    (await world.database.rows(sql(`select 1 from etl.suppressions where estate_id = :'e'`), { e: world.estate }))
      .length;

  it('is registered once however often it is told, and the page knows', async () => {
    const before = await suppressions();
    const about = { emailHash: emailHashOf(` ${someone.email.toUpperCase()} `) };
    await refuse('letter:1', about);
    await refuse('letter:1', about);
    expect(await register()).toEqual([{ event: 'unsubscribe', evidence: 'letter:1' }]);
    expect(await suppressions()).toBe(before + 2);
    await refreshCustomer360(world);
    expect(
      await world.database.one(
        sql(
          `select is_opted_out, next_contact_on from crm.customer_360 where estate_id = :'e' and client_code = :'code'`,
        ),
        { e: world.estate, code: someone.client_code },
      ),
    ).toEqual({ is_opted_out: true, next_contact_on: null });
  });

  it('of an address nobody bears waits for whoever brings it', async () => {
    const before = await suppressions();
    await refuse('letter:2', { emailHash: emailHashOf('personne@petit-domaine.test') });
    expect(await suppressions()).toBe(before + 1);
  });
});
