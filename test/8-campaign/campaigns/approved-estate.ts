/** Petit-domaine on its Monday, recommended to, audited, and approved by Élise: what campaigns are made from. */
import { refreshCustomer360 } from '../../../src/5-customer360/refresh.ts';
import { recommend } from '../../../src/6-recommend/recommend.ts';
import { decideRecommendations } from '../../../src/7-audit/approvals/decide-recommendations.ts';
import { auditRun } from '../../../src/7-audit/audit-run.ts';
import { sql } from '../../../src/db/sql.ts';
import type { RunWorld } from '../../../src/world.ts';
import { type TestEstate, testEstate } from '../../support/estate-world.ts';
import { insertPetitDomaine, petitDomaineAsOf } from '../../support/petit-domaine.ts';

/** Monday noon, after the run. */
export const monday = new Date('2026-11-16T11:00:00Z');

export const sender = {
  name: 'Claire Petit',
  email: 'bonjour@petit-domaine.fr',
  legal_name: 'Petit Domaine',
  postal_address: ['12 rue des Vignes', '68420 Eguisheim'],
  website: 'https://petit-domaine.fr',
  privacy_url: 'https://petit-domaine.fr/vos-donnees',
  shop_url: 'https://petit-domaine.fr/vins/{produit}',
};

/** Everybody's list is audited; `approve` who is approved, or nobody. */
export async function approvedEstate(options: {
  readonly approve: 'all' | readonly string[];
  readonly changes?: Record<string, unknown>;
}): Promise<TestEstate> {
  const estate = await testEstate({
    // No household is held out, and the gate lets the few of this estate through.
    changes: {
      sender,
      guardrails: { holdout_share: 0 },
      audit: { policy: 'own', minimum_share: 0 },
      ...options.changes,
    },
  });
  await insertPetitDomaine(estate.world.database);
  const world: RunWorld = { ...estate.world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf };
  await refreshCustomer360(world);
  await recommend(world);
  await auditRun(world);
  const codes = options.approve === 'all' ? await listedClients(estate) : options.approve;
  for (const clientCode of codes) {
    await decideRecommendations(
      estate.world,
      { scope: 'client', clientCode },
      { decision: 'approved', by: 'Élise' },
      monday,
    );
  }
  return estate;
}

/** The codes of the clients of the current list. */
export async function listedClients({ world }: TestEstate): Promise<readonly string[]> {
  const rows = await world.database.rows<{ client_code: string }>(
    sql(`select distinct client_code from crm.recommendations where estate_id = :'e' order by 1`),
    { e: world.estate },
  );
  return rows.map(({ client_code: code }) => code);
}
