/** `cuvee automation score` of somebody who has none: the sentence is true. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sayProfiling } from '../../src/4-warehouse/consent/say-profiling.ts';
import { refreshCustomer360 } from '../../src/5-customer360/refresh.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertPetitDomaine, petitDomaineAsOf } from '../support/petit-domaine.ts';

const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');
let estate: TestEstate;

beforeAll(async () => {
  estate = await testEstate({ slug: 'petit-domaine' });
  const { world } = estate;
  await insertPetitDomaine(world.database);
  const said = { client: 'VICTOIRE', refuses: true, why: 'par téléphone', on: petitDomaineAsOf };
  await sayProfiling(world, said);
  await refreshCustomer360({ ...world, runId: '01900000-0000-7000-8000-000000000001', asOf: petitDomaineAsOf });
});

afterAll(() => estate.close());

function scoreOf(code: string): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cuvee, 'automation', 'score', code, '--estate', 'petit-domaine'],
    {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: estate.world.database.url, CUVEE_HOME: estate.home, CUVEE_LANG: 'fr' },
    },
  );
  return { status, said: stdout + stderr };
}

it('a client who objects to profiling is known, and has no score; an unknown code is unknown', () => {
  expect(scoreOf('ARTHUR').said).toContain('sur 100');
  const objecting = scoreOf('VICTOIRE');
  expect(objecting.said).toContain('s’oppose au profilage');
  expect(objecting.status).toBe(3);
  expect(scoreOf('COMPTOIR').said).toContain('client de la caisse');
  expect(scoreOf('NULLEPART').said).toContain('Aucun client « NULLEPART »');
});
