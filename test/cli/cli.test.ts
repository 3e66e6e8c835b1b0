/** The command line as a person uses it: another process, a real database, what is printed and how it ends. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { testDatabase } from '../support/database.ts';

const cuvee = resolve(import.meta.dirname, '../../bin/cuvee.js');

describe('cuvee', () => {
  let database: Database;
  let home: string;

  beforeAll(async () => {
    database = await testDatabase();
    home = mkdtempSync(join(tmpdir(), 'cuvee-cli-'));
  });

  afterAll(async () => {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  });

  function call(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [cuvee, ...args], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: database.url, CUVEE_HOME: home, CUVEE_LANG: 'fr', CUVEE_ACTOR: 'Anne' },
    });
  }

  it('takes an estate from its exports to its recommendations, in French', () => {
    const exports = writeExports(home);
    const made = call('init', '--estate', 'domaine-muller', '--from', exports);
    expect(made.status).toBe(0);
    expect(made.stdout).toMatch(/\d+ exports? repris dans .+ La suite : cuvee run --estate domaine-muller/);
    const run = call('run', '--estate', 'domaine-muller', '--as-of', '2026-01-05');
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain('Ventes : 3 lignes lues = 3 chargées + 0 refusée ; 48,50');
    expect(run.status).toBe(0);
  });

  it('prints one JSON document and nothing else with --json', () => {
    const run = call('run', '--estate', 'domaine-muller', '--as-of', '2026-01-05', '--json');
    const report: unknown = JSON.parse(run.stdout);
    expect(report).toMatchObject({ estate: 'domaine-muller', asOf: '2026-01-05', ok: true, clients: 3 });
  });

  it('shows the page of a client with the file and line behind each sale', () => {
    const page = call('client', 'show', 'cl001', '--estate', 'domaine-muller');
    expect(page.stdout).toContain('CL001');
    expect(page.stdout).toContain('ventes_20251229_0600.csv');
    expect(page.status).toBe(0);
  });

  it('ends with 2 on wrong usage, and says what to write instead', () => {
    expect(call('run', '--estate', 'nulle-part')).toMatchObject({ status: 2 });
    expect(call('run', '--estate', 'nulle-part').stderr).toContain('cuvee init --estate nulle-part');
    expect(call('receive', 'x.csv', '--dataset', 'vins').status).toBe(2);
    expect(call('nonsense').status).toBe(2);
    expect(call('run', '--estate', 'domaine-muller', '--accept-drift', ' ')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('attend votre raison'),
    });
    const unknown = call('client', 'show', 'CL999', '--estate', 'domaine-muller', '--json');
    expect(unknown).toMatchObject({ status: 2, stderr: expect.stringContaining('CL999') });
    expect(JSON.parse(unknown.stdout)).toMatchObject({ ok: false, error: { code: 'UNKNOWN_CLIENT', retry: 'never' } });
  });

  it('changes a setting with its reason and remembers who did it', () => {
    expect(
      call('estate', 'settings', '--set', 'vat_rate=0.055', '--reason', 'essai', '--estate', 'domaine-muller').status,
    ).toBe(0);
    expect(call('estate', 'settings', '--get', 'vat_rate', '--estate', 'domaine-muller').stdout).toBe('0.055\n');
    expect(call('estate', 'journal', '--estate', 'domaine-muller').stdout).toMatch(/Anne +settings\.changed.*essai/);
    expect(call('estate', 'settings', '--set', 'vat_rate=beaucoup', '--estate', 'domaine-muller').status).toBe(2);
  });

  it('corrects a client, and the correction survives the next run', () => {
    expect(call('client', 'set', 'CL001', 'ville', 'Colmar', '--estate', 'domaine-muller').status).toBe(0);
    expect(call('run', '--estate', 'domaine-muller', '--as-of', '2026-01-05').status).toBe(0);
    expect(call('client', 'show', 'CL001', '--estate', 'domaine-muller').stdout).toContain('Colmar');
  });

  it('says in the doctor what stands and what is missing', () => {
    const doctor = call('doctor', '--verify-raw', '--estate', 'domaine-muller', '--json');
    expect(JSON.parse(doctor.stdout)).toMatchObject({ ok: true });
    expect(doctor.status).toBe(0);
  });
});

function writeExports(home: string): string {
  const folder = join(home, 'exports');
  mkdirSync(join(folder, 'ventes_lignes'), { recursive: true });
  const lines = [
    'client_code;date_livraison;produit_label;qty_line;pu_ht;mt_ht;mt_ttc;marge;document_type;document_no;article;code_postal;ville',
    'CL001;27/12/2025;Crémant Alsace Extra Brut;1;8,50;8,50;10,20;2,00;VENTE;V0001;CREMANT;67000;Strasbourg',
    'CL002;27/12/2025;Gewurztraminer Vendanges Tardives;2;15,00;30,00;36,00;8,00;VENTE;V0002;GEWURZ;75000;Paris',
    'CL003;27/12/2025;Riesling Alsace;1;10,00;10,00;12,00;3,00;VENTE;V0003;RIESLING;13000;Marseille',
  ];
  writeFileSync(
    join(folder, 'ventes_lignes/ventes_20251229_0600.csv'),
    Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'),
  );
  return folder;
}
