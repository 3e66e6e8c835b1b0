import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { curatePending } from '../../src/3-curated/curate.ts';
import { listRejects, rejectsCsv } from '../../src/3-curated/list-rejects.ts';
import { sql } from '../../src/db/sql.ts';
import type { RunWorld } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { insertRows } from '../support/insert-rows.ts';

const salesHeader =
  'source_file;source_line;source_issue;client_code;date_livraison;produit_label;qty_line;mt_ht;mt_ttc;document_type;document_no';
const runId = '018f0000-0000-7000-8000-000000000001';

let estate: TestEstate;
let world: RunWorld;

beforeAll(async () => {
  estate = await testEstate();
});
afterAll(() => estate.close());
beforeEach(async () => {
  world = { ...estate.world, runId, asOf: '2026-01-05' };
  await forgetAll();
});

/** A file as rooms 1 and 2 leave it. */
async function stage(dataset: string, text: string, reading: object = {}): Promise<string> {
  const fileHash = createHash('sha256').update(dataset).update(text).digest('hex');
  const stagingPath = `staging/${dataset}_raw_20260105_060000_${fileHash.slice(0, 8)}.csv`;
  await writeFile(join(world.folders.root, stagingPath), text);
  const key = { estate_id: world.estate, source: 'isavigne', dataset, file_hash: fileHash };
  await insertRows(world.database, 'etl.files', [
    {
      ...key,
      original_name: `${dataset}.csv`,
      archived_path: 'raw/x',
      byte_count: 1,
      exported_at: '2026-01-05T06:00:00Z',
      exported_at_origin: 'name',
      received_at: '2026-01-05T06:10:00Z',
    },
  ]);
  await insertRows(world.database, 'etl.stagings', [
    {
      ...key,
      profile_hash: 'p',
      status: 'staged',
      staging_path: stagingPath,
      reading,
      rows_read: 1,
      run_id: runId,
      staged_at: '2026-01-05T06:11:00Z',
    },
  ]);
  return fileHash;
}

async function curations(): Promise<Record<string, unknown>[]> {
  return world.database.rows(
    sql(
      `select curations.dataset, curations.rows_read, curations.rows_kept, curations.rows_rejected, curations.mt_ht_read, curations.mt_ht_kept,
              curations.mt_ht_rejected, curations.first_day, curations.last_day, curations.curated_path, curations.rejects_path
       from etl.curations as curations where curations.estate_id = :'estate' order by curations.dataset`,
    ),
    { estate: world.estate },
  );
}

const sales = [
  salesHeader,
  'aaaa;2;;CL001;27/12/2025;Crémant;6;51,00;61,20;FACTURE;1',
  'aaaa;3;;CL001;31/02/2025;Riesling;1;10,00;;FACTURE;2',
  'aaaa;4;;---;28/12/2025;"Pinot ""Noir""; rouge";1;;12,00;BORDEREAU;3',
  'aaaa;5;;;28/12/2025;Riesling;1;-10,00;-12,00;AVOIR;1',
  '',
].join('\n');

/** A sales file of one line per amount. */
function salesOf(amounts: readonly string[]): string {
  const lines = amounts.map((amount, index) => `aaaa;${index + 2};;C1;2025-12-27;Riesling;1;${amount};;VENTE;${index}`);
  return `${[salesHeader, ...lines].join('\n')}\n`;
}

function salesLine(index: number): string {
  return `aaaa;${index};;CL${index % 50};27/12/2025;Crémant d’Alsace;6;51,00;61,20;FACTURE;${index}`;
}

/** The euros kept of a sales file of these amounts, curated afresh. */
async function totalOf(amounts: readonly string[]): Promise<unknown> {
  await stage('ventes_lignes', salesOf(amounts));
  await curatePending(world);
  const kept = (await curations())[0]?.['mt_ht_kept'];
  await forgetAll();
  return kept;
}

/** Forgets every file, so that each case begins alone. */
async function forgetAll(): Promise<void> {
  for (const table of ['files', 'stagings', 'curations', 'rejects', 'loads']) {
    await estate.world.database.execute(
      sql(`delete from etl.${table} as forgotten where forgotten.estate_id = 'petit-domaine'`),
    );
  }
}

describe('curating', () => {
  it('keeps or refuses every line, and the account balances in rows and euros', async () => {
    const hash = await stage('ventes_lignes', sales);
    const result = await curatePending(world);
    expect(result).toMatchObject({ rowsRead: 4, rowsWritten: 2, rowsRejected: 2 });
    expect(result.notices.map(({ fr }) => fr)).toEqual([
      'ventes_lignes.csv : 2 lignes refusées sur 4. Pour voir lesquelles et pourquoi : cuvee rejects.',
      'ventes_lignes.csv : type de pièce inconnu : « BORDEREAU » (1 ligne). Dites ce que c’est (sale : une vente, return : un avoir, ignored : à ne pas compter), par exemple : cuvee estate settings --set "profiles.isavigne.document_types.BORDEREAU=sale" --reason "…" ; puis relancez.',
      'ventes_lignes.csv : retours écrits en positif, comptés en négatif (1 fois).',
    ]);
    expect(await curations()).toEqual([
      {
        dataset: 'ventes_lignes',
        rows_read: 4,
        rows_kept: 2,
        rows_rejected: 2,
        mt_ht_read: '61.0000',
        mt_ht_kept: '41.0000',
        mt_ht_rejected: '20.0000',
        first_day: '2025-12-27',
        last_day: '2025-12-28',
        curated_path: `curated/VENTES_LIGNES_curated_20260105_060000_${hash.slice(0, 8)}.csv`,
        rejects_path: `curated/VENTES_LIGNES_rejects_20260105_060000_${hash.slice(0, 8)}.csv`,
      },
    ]);
    const rejects = await listRejects(world, { runId });
    expect(
      rejects.map(({ fileLine, code, columnName, rawValue, mtHt }) => [fileLine, columnName, code, rawValue, mtHt]),
    ).toEqual([
      [3, 'date_livraison', 'DAY_IMPOSSIBLE', '31/02/2025', '10.0000'],
      [4, 'client_code', 'CLIENT_CODE_EMPTY', '---', '10.0000'],
      [4, 'document_type', 'UNKNOWN_DOCUMENT_TYPE', 'BORDEREAU', null],
    ]);
    expect(rejectsCsv(rejects).split('\r\n')[2]).toBe(
      "ventes_lignes.csv;ventes_lignes;isavigne;4;client_code;CLIENT_CODE_EMPTY;'---;Le code client « --- » ne contient ni lettre ni chiffre. Corrigez-le dans votre logiciel, puis refaites l’export.;10,0000",
    );
    expect(await listRejects(world, { fileHash: 'ffff' })).toEqual([]);
    expect(await listRejects(world, { fileHash: hash.slice(0, 8), limit: 1 })).toHaveLength(1);
  });

  it('a second time changes nothing, and the same run says the same of itself', async () => {
    await stage('ventes_lignes', sales);
    const first = await curatePending(world);
    const before = await filesOnDisk();
    expect(await curatePending(world)).toEqual(first);
    expect(await filesOnDisk()).toEqual(before);
    const another = { ...world, runId: '018f0000-0000-7000-8000-000000000002' };
    expect(await curatePending(another)).toEqual({ rowsRead: 0, rowsWritten: 0, rowsRejected: 0, notices: [] });
  });

  it('under new settings of cleaning is done anew, and what was refused may pass; other settings leave it alone', async () => {
    await stage('ventes_lignes', sales);
    await curatePending(world);
    const profile = world.settings.profiles['isavigne'];
    if (profile === undefined) throw new Error('no built-in profile');
    const withType = { ...profile, document_types: { ...profile.document_types, Bordereau: 'sale' as const } };
    world = { ...world, configHash: 'changed', settings: { ...world.settings, profiles: { isavigne: withType } } };
    await curatePending(world);
    expect((await listRejects(world)).map(({ code }) => code)).toEqual(['DAY_IMPOSSIBLE', 'CLIENT_CODE_EMPTY']);
    const guardrails = { ...world.settings.guardrails, silence_days: 90 };
    const settings = { ...world.settings, guardrails };
    const another = { ...world, settings, runId: '018f0000-0000-7000-8000-000000000003', configHash: 'changed again' };
    expect((await curatePending(another)).rowsRead).toBe(0);
  });

  it('reads doubtful numbers as their whole column shows', async () => {
    expect(await totalOf(['1.234', '12,50'])).toBe('1246.5000');
    expect(await totalOf(['1.234', '12.50'])).toBe('13.7340');
    expect(await totalOf(['1,234', '12.50'])).toBe('1246.5000');
    expect(await totalOf(['1.234', '7'])).toBe('8.2340');
  });

  it('writes a large file compressed, and every dataset beside the other', async () => {
    await stage(
      'ventes_lignes',
      `${[salesHeader, ...Array.from({ length: 20_000 }, (_, index) => salesLine(index + 2))].join('\n')}\n`,
    );
    await stage('clients', 'source_file;source_line;source_issue;client_code;nom\naaaa;2;;C1;Muller\n');
    await stage('contacts', 'source_file;source_line;source_issue;client_code;contact_date\n');
    const result = await curatePending(world);
    expect(result).toEqual({ rowsRead: 20_001, rowsWritten: 20_001, rowsRejected: 0, notices: [] });
    const [clients, contacts, ventes] = await curations();
    expect([clients?.['rejects_path'], contacts?.['rows_kept']]).toEqual([null, 0]);
    const bytes = await readFile(join(world.folders.root, String(ventes?.['curated_path'])));
    const rows = gunzipSync(bytes).toString('utf8').split('\n');
    expect(rows).toHaveLength(20_002);
    expect(rows[1]).toContain(';Crémant d’Alsace;CREMANT D ALSACE;');
  });

  it('finds a staging file that someone cut short, and says which to delete', async () => {
    await stage('ventes_lignes', `${salesHeader}\naaaa;2;;CL001;27/12/2025\n`);
    await expect(curatePending(world)).rejects.toMatchObject({
      code: 'STAGING_DAMAGED',
      sentence: { fr: expect.stringContaining('ventes_lignes_raw_') },
    });
    expect((await filesOnDisk()).filter(([name]) => name.includes('.tmp-'))).toEqual([]);
  });
});

async function filesOnDisk(): Promise<[string, string][]> {
  const names = (await readdir(world.folders.curated)).sort();
  return Promise.all(
    names.map(
      async (name): Promise<[string, string]> => [
        name,
        createHash('sha256')
          .update(await readFile(join(world.folders.curated, name)))
          .digest('hex'),
      ],
    ),
  );
}
