/** Bad files beside a good one: the good one is loaded, each bad one gets its sentence, and every byte is still there. */
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeXlsx } from 'hucre';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import type { Step } from '../../src/journey.ts';
import { type RunOutcome, runWeek } from '../../src/run/run-week.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const asOf = '2026-01-05';
const header = 'client_code;date_livraison;produit_label;qty_line;mt_ht;document_type;document_no';
const goodLine = 'CL001;27/12/2025;Crémant Alsace Extra Brut;1;8,50;VENTE;V0001';
const good = Buffer.from(`${header}\r\n${goodLine}\r\n`, 'latin1');
const longHeader = Array.from({ length: 1_000_000 }, (_, column) => `c${column}`).join(';');
const workbook = Buffer.from(
  await writeXlsx({ sheets: [{ name: 'Ventes', rows: [header.split(';'), goodLine.split(';')] }] }),
);

const line = (number: number): string => `CL00${number};27/12/2025;Cuvée Œil-de-Perdrix;1;8,50;VENTE;V000${number}`;

/** File name → its bytes, and what the sentence must speak of. */
const badFiles: Record<string, readonly [bytes: Buffer, says: RegExp]> = {
  'vide.csv': [Buffer.alloc(0), /vide/],
  'entetes.csv': [Buffer.from(`${header}\r\n`), /aucune ligne/],
  'inconnu.csv': [Buffer.from('a;b;c\n1;2;3\n'), /il manque client_code/],
  'clients.csv': [
    Buffer.from('client_code;nom;prenom;email;telephone;adresse\nCL1;Dupont;Anne;a@b.fr;0102030405;1 rue X\n'),
    /clients/,
  ],
  'binaire.csv': [randomBytes(4096), /pas (du texte|un export)|binaire|illisible/i],
  'coupe.xlsx': [workbook.subarray(0, workbook.length / 2), /.+/],
  'coupe.csv.gz': [gzipSync(good).subarray(0, 40), /compress|gzip|gz|incomplet|abîm/i],
  'million.csv': [Buffer.from(`${longHeader}\n1\n`), /colonnes/],
};

describe('bad exports beside a good one', () => {
  let estate: TestEstate;
  let outcome: RunOutcome;

  beforeAll(async () => {
    estate = await testEstate();
    drop('ventes_20260102_0600.csv', good);
    for (const [name, [bytes]] of Object.entries(badFiles)) drop(name, bytes);
    outcome = await runWeek(estate.world, { asOf });
  });

  afterAll(() => estate.close());

  function drop(name: string, bytes: Buffer): void {
    writeFileSync(join(estate.world.folders.raw, 'isavigne/ventes_lignes', name), bytes);
  }

  it('load the good one', () => {
    expect(outcome.report).toMatchObject({ ok: true, totals: { linesRead: 1, linesLoaded: 1, mtHtLoaded: 8.5 } });
  });

  it.each(Object.entries(badFiles))('say of %s what is wrong', (name, [, says]) => {
    const said = outcome.notices.filter((notice) => notice.fr.includes(name)).map((notice) => notice.fr);
    expect(said.join(' ')).toMatch(says);
  });

  it('lose no byte', () => {
    const kept = new Set(allFiles(estate.world.folders.raw).map(hashOfFile));
    const lost = Object.entries(badFiles).filter(([, [bytes]]) => !kept.has(hash(bytes)));
    expect(lost.map(([name]) => name)).toEqual([]);
  });

  it('read files of other encodings value by value', async () => {
    drop('utf16.csv', Buffer.from(`\uFEFF${header}\n${line(2)}\n`, 'utf16le'));
    drop('nul.csv', Buffer.from(`${header}\n${line(3)}\n${line(4).replace('Cuvée', 'Cu\0ée')}\n`));
    drop(
      'melange.csv',
      Buffer.concat([
        Buffer.from(`${header}\n${line(5)}\n`),
        Buffer.from('CL006;27/12/2025;Crémant;1;8,50;VENTE;V0006\n', 'latin1'),
      ]),
    );
    await runWeek(estate.world, { asOf });
    const labels = await estate.world.database.rows(
      sql(
        `select client_code as client, produit_label as label from etl.ventes_lignes where estate_id = :'estate' order by 1`,
      ),
      { estate: estate.world.estate },
    );
    expect(labels).toEqual([
      { client: 'CL001', label: 'Crémant Alsace Extra Brut' },
      { client: 'CL002', label: 'Cuvée Œil-de-Perdrix' },
      { client: 'CL003', label: 'Cuvée Œil-de-Perdrix' },
      { client: 'CL005', label: 'Cuvée Œil-de-Perdrix' },
      { client: 'CL006', label: 'Crémant' },
    ]);
  });
});

describe('a database that goes down half way', () => {
  it('ends the run with a sentence, and the next run ends as if nothing had happened', async () => {
    const estate = await testEstate();
    const { world } = estate;
    writeFileSync(join(world.folders.raw, 'isavigne/ventes_lignes', 'ventes_20260102_0600.csv'), good);
    let isLoading = false;
    const transaction: Database['transaction'] = (work) =>
      world.database.transaction(async (session) => {
        const result = await work(session);
        if (isLoading) await session.execute(sql('select pg_terminate_backend(pg_backend_pid())'));
        return result;
      });
    const onStep = (step: Step): void => {
      isLoading = step.step === 'load';
    };

    const { stoppedBy } = await runWeek({ ...world, database: { ...world.database, transaction } }, { asOf, onStep });
    expect(stoppedBy).toMatchObject({ code: 'DATABASE_DOWN', retry: 'later' });
    expect(await linesLoaded(estate)).toBe(0);

    const { report } = await runWeek(world, { asOf });
    expect(report).toMatchObject({ ok: true, totals: { linesLoaded: 1, mtHtLoaded: 8.5 } });
    expect(await linesLoaded(estate)).toBe(1);
    await estate.close();
  });
});

async function linesLoaded({ world }: TestEstate): Promise<number> {
  const lines = sql(`select 1 from etl.ventes_lignes where estate_id = :'estate'`);
  return (await world.database.rows(lines, { estate: world.estate })).length;
}

function allFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function hashOfFile(path: string): string {
  return hash(readFileSync(path));
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
