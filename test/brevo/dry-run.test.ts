import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createDryRunBrevo } from '../../src/brevo/dry-run.ts';
import { batchTo } from '../fake-brevo/support.ts';

it('a dry run shows the letters that would go out and sends none', async () => {
  const shown: string[] = [];
  const brevo = createDryRunBrevo((batch) => shown.push(...batch.letters.map(({ to }) => to.email)));
  expect(await brevo.sendEmails(batchTo(['anne@client.test']))).toMatchObject({
    outcome: 'not_sent',
    reason: 'dry_run',
  });
  expect(await brevo.blockEverywhere('anne@client.test', [])).toMatchObject({ reason: 'dry_run' });
  const pages: string[] = [];
  for await (const page of brevo.statistics({ startDate: '2026-11-16', endDate: '2026-11-16' }))
    pages.push(page.outcome);
  expect({ shown, pages }).toEqual({ shown: ['anne@client.test'], pages: ['not_sent'] });
});

it('a dry run cannot reach the network: nothing it loads can', () => {
  const loaded = loadedBy('dry-run.ts');
  expect([...loaded].sort()).toEqual(['../values/sentence.ts', 'answer.ts', 'dry-run.ts']);
  for (const file of loaded)
    expect(read(file)).not.toMatch(/\bfetch\(|node:(net|http|https|tls|dns)|globalThis|import\(/);
});

function loadedBy(file: string, loaded = new Set<string>()): Set<string> {
  loaded.add(file);
  const text = read(file).replaceAll(/import type [\s\S]*?;/g, '');
  for (const [, path = ''] of text.matchAll(/from '(\.[^']+)'/g)) {
    const next = path.replace(/^\.\//, '');
    if (!loaded.has(next)) loadedBy(next, loaded);
  }
  return loaded;
}

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, '../../src/brevo', file), 'utf8');
}
