/** What a received export says once a person was forgotten in it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planReading } from '../../src/2-staging/reading.ts';
import { rewriteRaw } from '../../src/2-staging/rewrite-raw.ts';
import { forgottenOf, pseudonymFor, subjectHash } from '../../src/estate/forgotten.ts';
import { builtInProfile } from '../../src/estate/settings.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cuvee-rewrite-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('a line pasted with tabs into an export of semicolons is forgotten with the others', async () => {
  const pseudonym = pseudonymFor('a key', 'CL1');
  const forgotten = forgottenOf('a key', [{ hashes: [subjectHash('a key', { code: 'CL1' })], pseudonym }]);
  const lines = [
    'Code client;Nom;E-mail;Ville',
    'CL2;Muller;b@exemple.fr;Colmar',
    'CL1\tDurand\ta@exemple.fr\tColmar',
    '',
  ];
  const path = join(folder, 'clients.csv');
  await writeFile(path, lines.join('\n'));
  const plan = await planReading(path, 'clients', builtInProfile);
  expect(await rewriteRaw(plan, path, join(folder, 'rewritten.csv'), forgotten)).toEqual([3]);
  expect(await readFile(join(folder, 'rewritten.csv'), 'utf8')).toBe(
    `\ufeff${[...lines.slice(0, 2), `${pseudonym};;;`, ''].join('\n')}`,
  );
});
