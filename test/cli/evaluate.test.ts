/** `cuvee evaluate` as a person uses it: an estate too young to be judged says so, and nothing is accepted in its name. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');
let estate: TestEstate;

beforeAll(async () => {
  estate = await testEstate();
});

afterAll(async () => {
  await estate.close();
});

function evaluate(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(
    process.execPath,
    [cuvee, 'evaluate', '--estate', 'petit-domaine', '--as-of', '2026-11-16', ...args],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        DATABASE_URL: estate.world.database.url,
        CUVEE_HOME: estate.home,
        CUVEE_LANG: 'fr',
        CUVEE_ACTOR: 'Anne',
      },
    },
  );
}

it('says in one JSON document that history is too short, with the minimum', () => {
  const { status, stdout } = evaluate('--json');
  expect(JSON.parse(stdout)).toMatchObject({
    version: 3,
    estate: 'petit-domaine',
    asOf: '2026-11-16',
    status: 'not_enough_history',
    minimum: { historyDays: 365, buyers: 100 },
    origins: [],
    weights: { status: 'not_enough_history', proposed: null },
    published: { recommendations: 0, violations: 0 },
  });
  expect(status).toBe(0);
});

it('refuses to take weights that nothing proves, and asks for a reason first', () => {
  const refused = evaluate('--accept-weights', '--reason', 'essai');
  expect(refused.stdout).toContain('Pas assez d’historique pour juger');
  expect(refused.stderr).toContain('Les vôtres restent');
  expect(refused.status).toBe(3);
  expect(evaluate('--accept-weights')).toMatchObject({ status: 2 });
});
