import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { receiveFiles } from '../../src/1-raw/receive.ts';
import { stagePending, stagingName } from '../../src/2-staging/stage.ts';
import { sql } from '../../src/db/sql.ts';
import { readSettings, settingsFrom } from '../../src/estate/settings-store.ts';
import type { Dataset } from '../../src/values/dataset.ts';
import type { RunWorld, StepResult } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

let estate: TestEstate | undefined;
afterEach(async () => {
  await estate?.close();
  estate = undefined;
});

const firstRun = '00000000-0000-7000-8000-000000000001';
const secondRun = '00000000-0000-7000-8000-000000000002';

const ventes = [
  'client_code;date_livraison;produit_label;qty_line;pu_ht;mt_ht;mt_ttc;marge;document_type;document_no;article;code_postal;ville',
  'CL001;27/12/2025;Crémant Alsace Extra Brut;1;8,50;8,50;10,20;2,00;VENTE;V0001;CREMANT;67000;Strasbourg',
  'CL002;27/12/2025;Gewurztraminer Vendanges Tardives;2;15,00;30,00;36,00;8,00;VENTE;V0002;GEWURZ;75000;Paris',
  '',
].join('\r\n');

async function arrange(
  files: readonly { name: string; dataset: Dataset; content: string | Buffer; source?: string }[],
): Promise<RunWorld> {
  estate ??= await testEstate();
  const { world, home } = estate;
  const inbox = join(home, 'inbox');
  await mkdir(inbox, { recursive: true });
  for (const { name, dataset, content, source = 'isavigne' } of files) {
    await writeFile(join(inbox, name), content);
    await receiveFiles(world, [join(inbox, name)], { source, dataset });
  }
  return { ...world, runId: firstRun, asOf: '2026-11-16' };
}

interface Staged {
  readonly dataset: string;
  readonly status: string;
  readonly path: string | null;
  readonly reading: Record<string, unknown>;
  readonly rows: number;
  readonly code: string | null;
}

async function stagings(world: RunWorld): Promise<Staged[]> {
  const statement = sql(`select dataset, status, staging_path as path, reading, rows_read as rows, stop_code as code
    from etl.stagings where estate_id = :'estate' order by dataset, staging_path, stop_code`);
  return world.database.rows<Staged>(statement, { estate: world.estate });
}

const french = (result: StepResult): string[] => result.notices.map(({ fr }) => fr);

describe('the staging step', () => {
  test('turns a French export into a staging file that names file and line, and says how it was read', async () => {
    const world = await arrange([
      { name: 'ventes_20251229_060000.csv', dataset: 'ventes_lignes', content: Buffer.from(ventes, 'latin1') },
    ]);
    const result = await stagePending(world);
    expect(result).toMatchObject({ rowsRead: 2, rowsWritten: 2, rowsRejected: 0, notices: [] });
    const [staged] = await stagings(world);
    expect(staged).toMatchObject({ status: 'staged', rows: 2, code: null });
    expect(staged?.path).toMatch(/^staging\/ventes_lignes_raw_20251229_0[56]0000_[0-9a-f]{8}\.csv$/);
    expect(staged?.reading).toMatchObject({
      encoding: 'windows-1252',
      delimiter: ';',
      headerLine: 1,
      preambleLines: 0,
      dayOrders: { date_livraison: { order: 'dmy', evidence: 'decided', days: 2 } },
      profile: 'isavigne',
      warnings: [],
    });
    const hash8 = staged?.path?.slice(-12, -4);
    const text = await readFile(join(world.folders.root, staged?.path ?? ''), 'utf8');
    expect(text.split('\n')[1]).toBe(
      `${hash8};2;;CL001;27/12/2025;Crémant Alsace Extra Brut;1;8,50;8,50;10,20;2,00;VENTE;V0001;CREMANT;67000;Strasbourg`,
    );
  });

  test('done again in the same run it changes nothing and says the same; a later run has nothing to do', async () => {
    const world = await arrange([{ name: 'ventes.csv', dataset: 'ventes_lignes', content: `${ventes}"TOTAL;;;;;;` }]);
    const first = await stagePending(world);
    const before = await stagings(world);
    await writeFile(join(world.folders.staging, `left.csv.tmp-${process.pid}`), 'half');
    expect(await stagePending(world)).toEqual(first);
    expect(await stagings(world)).toEqual(before);
    expect(await readdir(world.folders.staging)).toHaveLength(1);
    expect(await stagePending({ ...world, runId: secondRun })).toMatchObject({ rowsRead: 0, notices: [] });
  });

  test('stops each bad file with its reason while the good ones go on', async () => {
    const world = await arrange([
      { name: 'ventes.csv', dataset: 'ventes_lignes', content: ventes },
      { name: 'photo.csv', dataset: 'clients', content: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') },
      { name: 'mauvais-dossier.csv', dataset: 'clients', content: ventes.replace('CL001', 'CL009') },
      { name: 'vide.csv', dataset: 'stock', content: '\r\n\r\n' },
      { name: 'classeur.xlsx', dataset: 'produits', content: Buffer.from('504b030414000600', 'hex') },
    ]);
    const result = await stagePending(world);
    const stopped = (await stagings(world)).filter(({ status }) => status === 'stopped');
    expect(result.rowsRead).toBe(2);
    expect(stopped.map(({ dataset, code }) => [dataset, code])).toEqual([
      ['clients', 'BINARY_FILE'],
      ['clients', 'WRONG_DATASET'],
      ['produits', 'WORKBOOK_DAMAGED'],
      ['stock', 'EMPTY_FILE'],
    ]);
    expect(french(result)).toContain(
      'mauvais-dossier.csv : ses colonnes sont celles de ventes_lignes, mais il était dans le dossier clients. Déposez-le dans le dossier ventes_lignes.',
    );
  });

  test('a header without rows is staged as nothing, with a notice', async () => {
    const world = await arrange([
      { name: 'ventes.csv', dataset: 'ventes_lignes', content: ventes.split('\r\n')[0] ?? '' },
    ]);
    expect(french(await stagePending(world))).toEqual(['ventes.csv : aucune ligne sous les en-têtes.']);
    expect(await stagings(world)).toMatchObject([{ status: 'staged', rows: 0 }]);
  });

  test('unknown headers stop the file with a proposal; once a person confirms it, the next run takes the file', async () => {
    const content =
      'Acheteur;Libellé du vin;Livré le;Nb bout.;Net HT;Nature;Num\nCL001;Riesling;27/12/2025;6;51,00;VENTE;V0001\n';
    const world = await arrange([{ name: 'caisse.csv', dataset: 'ventes_lignes', content, source: 'caisse' }]);
    const [notice = ''] = french(await stagePending(world));
    expect(notice).toMatch(/^caisse\.csv : il manque client_code, .*« Livré le » → date_livraison/);
    const [stopped] = await stagings(world);
    expect(stopped).toMatchObject({
      status: 'stopped',
      code: 'UNKNOWN_HEADERS',
      reading: { draftProfile: { status: 'draft' } },
    });

    const { settings } = await readSettings(world.database, world.estate);
    expect(settings.profiles['caisse.draft']).toMatchObject({
      status: 'draft',
      datasets: { ventes_lignes: { headers: { date_livraison: ['Livré le'] } } },
    });

    // The draft alone changes nothing; confirmed and completed by a person, it does.
    const saved = (status: 'draft' | 'confirmed'): RunWorld => {
      const headers = {
        client_code: ['Acheteur'],
        date_livraison: ['Livré le'],
        produit_label: ['Libellé du vin'],
        qty_line: ['Nb bout.'],
        mt_ht: ['Net HT'],
        document_type: ['Nature'],
        document_no: ['Num'],
      };
      const changes = { profiles: { caisse: { status, datasets: { ventes_lignes: { headers } } } } };
      return { ...world, settings: settingsFrom(changes).settings, runId: secondRun };
    };
    expect(await stagePending(saved('draft'))).toMatchObject({ rowsRead: 0 });
    expect(await stagePending(saved('confirmed'))).toMatchObject({ rowsRead: 1, notices: [] });
    expect(await stagings(world)).toMatchObject([
      { status: 'staged', rows: 1, code: null, reading: { profile: 'caisse' } },
    ]);
  });
});

test('an export that never says what its documents are is proposed as invoices, in so many words', async () => {
  const content = 'Client;Date;Désignation;Quantité;Total HT;N° facture\nCL001;27/12/2025;Riesling;6;51,00;V0001\n';
  const world = await arrange([{ name: 'journal.csv', dataset: 'ventes_lignes', content, source: 'journal' }]);
  const [notice = ''] = french(await stagePending(world));
  expect(notice).toContain('la proposition lit tout comme FACTURE');
  const { settings } = await readSettings(world.database, world.estate);
  const draft = settings.profiles['journal.draft'];
  expect(draft?.datasets.ventes_lignes?.constants).toEqual({ document_type: 'FACTURE' });
  const confirmed = settingsFrom({ profiles: { journal: { ...draft, status: 'confirmed' } } }).settings;
  expect(await stagePending({ ...world, settings: confirmed, runId: secondRun })).toMatchObject({ rowsRead: 1 });
});

test('the same bytes in two sources are two staging files', () => {
  const file = {
    dataset: 'ventes_lignes',
    fileHash: 'a'.repeat(64),
    exportedAt: new Date('2026-11-16T06:00:00Z'),
  } as const;
  const received = { ...file, originalName: 'ventes.csv', archivedPath: 'raw/ventes.csv' };
  expect(stagingName({ ...received, source: 'isavigne' })).toBe('ventes_lignes_raw_20261116_060000_aaaaaaaa.csv');
  expect(stagingName({ ...received, source: 'caisse' })).toBe('ventes_lignes_raw_20261116_060000_aaaaaaaa_caisse.csv');
});
