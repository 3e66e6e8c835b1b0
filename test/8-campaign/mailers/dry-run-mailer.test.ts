import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { createDryRunMailer } from '../../../src/8-campaign/mailers/dry-run-mailer.ts';

const source = resolve(import.meta.dirname, '../../../src');

it('a dry run cannot reach the network: nothing its mailer loads can', () => {
  const loaded = loadedBy('8-campaign/mailers/dry-run-mailer.ts');
  expect([...loaded].sort()).toEqual(['8-campaign/mailers/dry-run-mailer.ts', 'values/sentence.ts']);
  for (const file of loaded) {
    expect(read(file)).not.toMatch(/\bfetch\b|node:|nodemailer|globalThis|import\(|require\(/);
  }
});

it('the mailer of a dry run shows the letters and says of each that it was not sent', async () => {
  const shown: string[] = [];
  const mailer = createDryRunMailer(({ letters }) => shown.push(...letters.map(({ letterId }) => letterId)));
  const letter = { letterId: 'l1', to: { email: 'anne@client.test' }, subject: 's', html: 'h', text: 't', headers: {} };
  const answer = await mailer.send({ batchId: 'b', sender: { email: 'e@d.test' }, letters: [letter], tags: [] });
  expect({ shown, answer }).toMatchObject({
    shown: ['l1'],
    answer: { letters: [{ outcome: 'not_sent', reason: 'dry_run' }] },
  });
});

function loadedBy(file: string, loaded = new Set<string>()): Set<string> {
  loaded.add(file);
  const text = read(file).replaceAll(/import type [\s\S]*?;/g, '');
  for (const [, path = ''] of text.matchAll(/from '([^']+)'/g)) {
    const next = path.startsWith('.')
      ? relative(source, resolve(source, dirname(file), path)).replaceAll('\\', '/')
      : path;
    if (path.startsWith('.') && !loaded.has(next)) loadedBy(next, loaded);
    else loaded.add(next);
  }
  return loaded;
}

function read(file: string): string {
  return readFileSync(join(source, file), 'utf8');
}
