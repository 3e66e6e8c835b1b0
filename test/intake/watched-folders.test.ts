import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { datasetOfName } from '../../src/intake/dataset-of-name.ts';
import { collectFolders } from '../../src/intake/watched-folders.ts';
import { testDatabase } from '../support/database.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const now = new Date('2026-11-16T06:00:00Z');
const earlier = new Date('2026-11-16T05:00:00Z');

let database: Database;
let share: string;
let estate: TestEstate;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  share = await mkdtemp(join(tmpdir(), 'cuvee-test-share-'));
  const folders = [{ path: join(share, 'eteint') }, { path: share }];
  estate = await testEstate({
    slug: `partage-${randomUUID().slice(0, 8)}`,
    database,
    changes: { intake: { folders } },
  });
});
afterEach(async () => {
  await estate.close();
  await rm(share, { recursive: true, force: true });
});
afterAll(() => database.close());

describe('a watched folder', () => {
  it('gives its new exports once, keeps its files, and a PC that is off stops nobody', async () => {
    await mkdir(join(share, 'Ventes_lignes'));
    await lay('Ventes_lignes/export du lundi.csv', 'client_code\r\nCL001\r\n', earlier);
    await lay('clients.csv', 'client_code\r\nCL001\r\n', earlier);
    await lay('stock.csv', 'produit\r\nRies', now);
    await lay('divers.csv', 'a;b\r\n', earlier);
    const first = await collectFolders(estate.world, { now });
    expect(first.taken).toEqual([
      { name: 'export du lundi.csv', dataset: 'ventes_lignes', isNew: true },
      { name: 'clients.csv', dataset: 'clients', isNew: true },
    ]);
    expect(first.ignored.map(({ fr }) => fr.replace(share, '…').slice(0, 45))).toEqual([
      'Le dossier surveillé …/eteint ne répond pas (',
      'divers.csv : son nom ne dit pas quel export c',
      'stock.csv est encore en cours d’écriture : il',
    ]);
    expect((await collectFolders(estate.world, { now })).taken).toEqual([]);
    expect(await readdir(share)).toHaveLength(4);
  });
});

describe('a name', () => {
  it('tells its dataset, and none when it tells two', () => {
    const names = [
      'VENTES-LIGNES_2026.csv.gz',
      'Export clients (2).xlsx',
      'Stock au 16-11.xls',
      'Catalogue produits.csv',
      'ventes par client.csv',
      'export.csv',
    ];
    expect(names.map(datasetOfName)).toEqual(['ventes_lignes', 'clients', 'stock', 'produits', undefined, undefined]);
  });
});

async function lay(name: string, content: string, at: Date): Promise<void> {
  await writeFile(join(share, name), content);
  await utimes(join(share, name), at, at);
}
