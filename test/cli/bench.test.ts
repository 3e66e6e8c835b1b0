/** The benchmarks, called from the command line as anything else is. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

function cuvee(...values: readonly string[]): { code: number | null; out: string; err: string } {
  const child = spawnSync(process.execPath, [resolve('bin/cuvee.js'), ...values], {
    cwd: tmpdir(),
    env: { ...process.env, CUVEE_LANG: 'fr' },
    encoding: 'utf8',
  });
  return { code: child.status, out: child.stdout, err: child.stderr };
}

describe('cuvee bench', () => {
  it('names every benchmark that npm runs', () => {
    const scripts: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'));
    const names = Object.keys(scripts.scripts).filter((script) => script.startsWith('bench:'));
    expect(JSON.parse(cuvee('bench', '--json').out)).toEqual({ benches: names.map((name) => name.slice(6)) });
  });

  it('hands options over, from whichever folder, and ends as the benchmark does', () => {
    const { code, err } = cuvee('bench', 'csv', '--data', 'no-such-folder', '--json');
    expect(err).toContain('No csv-conformance data in no-such-folder');
    expect(code).toBe(2);
  });

  it('says which there are where a name is none', () => {
    const { code, err } = cuvee('bench', 'vitesse');
    expect(err).toContain('Il n’y a pas de mesure « vitesse ». Il y a : etl, ');
    expect(code).toBe(2);
  });
});
