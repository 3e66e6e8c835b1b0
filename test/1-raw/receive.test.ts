import { chmod, mkdir, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { archiveFolder, pathOnDisk } from '../../src/1-raw/folders.ts';
import { receiveDropped, receiveFiles } from '../../src/1-raw/receive.ts';
import { writeReceipt } from '../../src/1-raw/receipt.ts';
import { takeExports } from '../../src/1-raw/take-exports.ts';
import { verifyRaw } from '../../src/1-raw/verify-raw.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { testDatabase } from '../support/database.ts';
import { firstRun, listReceived, now, type RawWorld, rawWorld } from './raw-world.ts';

const ventes = 'client_code;qty_line\r\nCL001;1\r\n';
const clients = 'client_code;nom\nCL001;Muller\n';

let database: Database;
let world: RawWorld;
let estates = 0;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  estates += 1;
  world = await rawWorld(database, `domaine-${estates}`);
});
afterEach(() => world.remove());

/** Every file under raw/, relative to it; what the archive holds is read back. */
async function rawTree(): Promise<string[]> {
  const entries = await readdir(world.folders.raw, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => file.slice(world.folders.raw.length + 1).replaceAll('\\', '/')).sort();
}

const frenchOf = (result: { notices: readonly { fr: string }[] }): string[] => result.notices.map(({ fr }) => fr);

async function manifest(): Promise<string> {
  return readFile(join(world.folders.config, 'manifest_raw.json'), 'utf8');
}

async function everythingKept(): Promise<unknown[]> {
  return [await rawTree(), await manifest(), await listReceived(database, world.estate)];
}

async function archivedOnce(): Promise<string> {
  await world.drop('clients', 'clients.csv', clients);
  await receiveDropped(world);
  const [file] = await listReceived(database, world.estate);
  return pathOnDisk(world.folders, file?.archivedPath ?? '');
}

describe('what is dropped on Monday', () => {
  it('is archived read-only by the hash of its bytes, registered, and taken out of its drop folder', async () => {
    await world.drop('ventes_lignes', 'ventes_20261116_060000.csv', ventes);
    await world.drop('clients', 'Clients.csv', clients);

    expect(await receiveDropped(world)).toEqual({ rowsRead: 2, rowsWritten: 2, rowsRejected: 0, notices: [] });

    const files = await listReceived(database, world.estate);
    expect(
      files.map((file) => [file.dataset, file.originalName, file.archivedPath, file.byteCount, file.exportedAt]),
    ).toEqual([
      [
        'clients',
        'Clients.csv',
        `raw/isavigne/clients/archive/20261116_050000_${files[0]?.fileHash.slice(0, 8)}_Clients.csv`,
        29,
        new Date('2026-11-16T05:00:00Z'),
      ],
      [
        'ventes_lignes',
        'ventes_20261116_060000.csv',
        `raw/isavigne/ventes_lignes/archive/20261116_060000_${files[1]?.fileHash.slice(0, 8)}_ventes_20261116_060000.csv`,
        31,
        new Date('2026-11-16T06:00:00Z'),
      ],
    ]);
    const archived = pathOnDisk(world.folders, files[1]?.archivedPath ?? '');
    expect(await readFile(archived, 'utf8')).toBe(ventes);
    expect((await stat(archived)).mode & 0o222).toBe(0);
    expect((await rawTree()).every((path) => path.includes('/archive/'))).toBe(true);
    expect(JSON.parse(await manifest())).toMatchObject({
      estate: world.estate,
      files: [{ dataset: 'clients', sha256: files[0]?.fileHash, bytes: 29 }, { dataset: 'ventes_lignes' }],
    });
    expect(await verifyRaw(world)).toEqual({ checked: 2, damaged: [], notices: [] });
  });

  it('is skipped with a sentence when the same bytes came before under another name', async () => {
    await world.drop('ventes_lignes', 'ventes.csv', ventes);
    await receiveDropped(world);
    const before = [await rawTree(), await manifest()];
    await world.drop('ventes_lignes', 'ventes (1).csv', ventes);

    const result = await receiveDropped(world.nextRun);

    expect([result.rowsRead, result.rowsWritten]).toEqual([1, 0]);
    expect(result.notices).toEqual([
      {
        fr: 'ventes (1).csv contient exactement la même chose que ventes.csv, déjà reçu : ignoré.',
        en: 'ventes (1).csv holds exactly the same as ventes.csv, received before: skipped.',
      },
    ]);
    expect([await rawTree(), await manifest()]).toEqual(before);
  });

  it('is skipped, and says which export counts, when another came between it and the first with its bytes', async () => {
    for (const [week, stock] of ['vin;stock\nRiesling;120\n', 'vin;stock\nRiesling;100\n'].entries()) {
      await world.drop('stock', `stock_2026110${2 + week}_0600.csv`, stock);
      await receiveDropped(world);
    }
    await world.drop('stock', 'stock_20261104_0600.csv', 'vin;stock\nRiesling;120\n');
    const [again] = (await receiveDropped(world.nextRun)).notices;
    expect(again?.fr).toBe(
      'stock_20261104_0600.csv contient exactement la même chose que stock_20261102_0600.csv, déjà reçu : ignoré. ' +
        'stock_20261103_0600.csv, exporté entre les deux, reste celui qui compte ; si c’est bien l’ancien contenu qui vaut de nouveau, ' +
        'ajoutez une ligne vide à la fin de stock_20261104_0600.csv et déposez-le encore.',
    );
    await world.drop('stock', 'stock_20261102_0600.csv', 'vin;stock\nRiesling;120\n');
    const { notices } = await receiveDropped(world.nextRun);
    expect(notices.map(({ fr }) => fr)).toContain('stock_20261102_0600.csv a déjà été reçu : ignoré.');
  });

  it('is two files when two datasets get the same bytes, or two exports share name and second', async () => {
    await world.drop('clients', 'export.csv', clients);
    await world.drop('contacts', 'export.csv', clients);
    await receiveDropped(world);
    await world.drop('clients', 'export.csv', `${clients}CL002;Weber\n`);
    await receiveDropped(world.nextRun);
    const files = await listReceived(database, world.estate);
    expect(files.map((file) => file.dataset)).toEqual(['clients', 'clients', 'contacts']);
    expect(new Set(files.map((file) => file.archivedPath)).size).toBe(3);
    expect(await verifyRaw(world)).toMatchObject({ checked: 3, damaged: [] });
  });

  it('waits for the next run while it is still being written', async () => {
    const path = await world.drop('ventes_lignes', 'ventes.csv', ventes, now);
    const receiving = receiveDropped(world, { settleMs: 300 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await writeFile(path, `${ventes}CL002;2\r\n`);
    const result = await receiving;

    expect([result.rowsRead, frenchOf(result)]).toEqual([
      0,
      ['ventes.csv est encore en cours d’écriture : il sera pris au prochain passage.'],
    ]);
    await utimes(path, now, now);
    expect((await receiveDropped(world.nextRun, { settleMs: 10 })).rowsWritten).toBe(1);
  });

  it('is left in place with a sentence when it cannot be an export, and the others go on', async () => {
    await world.drop('clients', 'bon.csv', clients);
    await world.drop('clients', 'vide.csv', '');
    await world.drop('clients', 'facture.pdf', '%PDF');
    await world.drop('clients', 'export.xlsx.crdownload', 'PK');
    await world.drop('clients', '~$export.xlsx', 'verrou');
    await mkdir(join(world.folders.raw, 'isavigne', 'clients', 'anciens.csv'));
    await mkdir(join(world.folders.raw, 'isavigne', 'vente'));
    await writeFile(join(world.folders.raw, 'oubli.csv'), ventes);
    const big = await world.drop('stock', 'énorme.csv', 'x');
    await truncate(big, 2 * 1024 ** 3 + 1);
    await utimes(big, new Date(0), new Date(0));

    const result = await receiveDropped(world);

    expect([result.rowsRead, result.rowsWritten]).toEqual([1, 1]);
    expect(frenchOf(result).map((fr) => fr.replace(/ : .*/, ''))).toEqual([
      'raw/isavigne/clients/anciens.csv n’est pas un fichier',
      'export.xlsx.crdownload est encore en cours d’écriture',
      'facture.pdf n’est pas un export que Cuvée sait lire (CSV, TSV, TXT, XLSX, XLS, ODS, et ces mêmes fichiers en .gz)',
      'raw/isavigne/vente n’est pas à sa place',
      'raw/oubli.csv n’est pas à sa place',
      'vide.csv est vide (0 octet)',
      'énorme.csv dépasse 2 Go',
    ]);
    expect((await rawTree()).filter((path) => !path.includes('/archive/'))).toHaveLength(6);
  });

  it('is told about when its folder refuses the archive, and the other datasets go on', async () => {
    await world.drop('clients', 'clients.csv', clients);
    await world.drop('stock', 'stock.csv', 'produit;stock_total\nRiesling;6\n');
    // As root no mode refuses: an archive that is a file refuses everybody.
    await writeFile(archiveFolder(world.folders, 'isavigne', 'clients'), '');

    const result = await receiveDropped(world);

    expect([result.rowsRead, result.rowsWritten]).toEqual([1, 1]);
    expect(frenchOf(result)).toContainEqual(expect.stringMatching(/n’a pas pu être écrit/));
    expect(await rawTree()).toContain('isavigne/clients/clients.csv');
    await rm(archiveFolder(world.folders, 'isavigne', 'clients'));
    expect((await receiveDropped(world)).rowsWritten).toBe(2);
  });
});

describe('a run killed at any instant, then started again under its id', () => {
  it.each([
    [
      'before the register: the archive holds the file, no row does',
      async () => {
        await database.execute(sql(`delete from etl.files where estate_id = :'estate'`), { estate: world.estate });
        await rm(join(world.folders.config, 'receipt.json'));
      },
    ],
    [
      'before the receipt: the row is there, the dropped file too',
      async () => {
        await rm(join(world.folders.config, 'receipt.json'));
      },
    ],
    ['while it clears the drop folder', async () => {}],
    [
      'while it copies: a half copy lies beside',
      async () => {
        const folder = archiveFolder(world.folders, 'isavigne', 'ventes_lignes');
        await writeFile(join(folder, `incoming.tmp-${2 ** 22 + 1}`), 'client_co');
        await writeFile(join(folder, `incoming.tmp-${process.pid}`), 'client_co');
        await writeFile(join(world.folders.config, `manifest_raw.json.tmp-${2 ** 22 + 1}`), '{');
      },
    ],
  ])('%s: ends as if nothing had happened', async (_, asKilled) => {
    await world.drop('clients', 'clients.csv', clients);
    await world.drop('ventes_lignes', 'ventes.csv', ventes);
    const result = await receiveDropped(world);
    const after = await everythingKept();
    const receipt = await readFile(join(world.folders.config, 'receipt.json'), 'utf8');
    await world.drop('clients', 'clients.csv', clients);
    await world.drop('ventes_lignes', 'ventes.csv', ventes);
    await asKilled();

    expect(await receiveDropped(world)).toEqual(result);
    expect(await readFile(join(world.folders.config, 'receipt.json'), 'utf8')).toBe(receipt);
    expect(await everythingKept()).toEqual(after);
  });

  it('still tells of the duplicates it had already cleared away', async () => {
    await world.drop('clients', 'clients.csv', clients);
    await receiveDropped(world);
    await world.drop('clients', 'copie.csv', clients);
    const result = await receiveDropped(world.nextRun);
    expect(result.notices).toHaveLength(1);
    expect(await receiveDropped(world.nextRun)).toEqual(result);
    expect((await receiveDropped({ ...world, runId: '01900000-0000-7000-8000-000000000003' })).notices).toEqual([]);
  });
});

describe('the archive', () => {
  it('names the files that changed or went missing, and those nobody registered', async () => {
    const path = await archivedOnce();
    await world.drop('stock', 'stock.csv', 'produit;stock_total\n');
    await receiveDropped(world.nextRun);
    await chmod(path, 0o644);
    await writeFile(path, clients.replace('Muller', 'Müller'));
    const stock = (await listReceived(database, world.estate)).find((file) => file.dataset === 'stock');
    await rm(pathOnDisk(world.folders, stock?.archivedPath ?? ''));
    await writeFile(join(dirname(path), 'inconnu.csv'), 'x');

    const verification = await verifyRaw(world);

    expect(verification.checked).toBe(2);
    expect(
      verification.damaged.map(({ path: damaged, reason }) => [basename(damaged).slice(25), reason.fr.split('.')[0]]),
    ).toEqual([
      ['clients.csv', expect.stringMatching(/^Le contenu de raw\/isavigne\/clients\/archive\//)],
      ['stock.csv', expect.stringMatching(/^raw\/isavigne\/stock\/archive\//)],
    ]);
    expect(frenchOf(verification)).toEqual([
      '1 fichier de l’archive sans inscription au registre (par exemple raw/isavigne/clients/archive/inconnu.csv).',
    ]);
  });

  it.each([
    ['missing', async (path: string) => rm(path)],
    [
      'damaged',
      async (path: string) => {
        await chmod(path, 0o644);
        await writeFile(path, 'abîmé');
      },
    ],
  ])('is made again from the same bytes dropped anew when its copy is %s', async (_, harm) => {
    await harm(await archivedOnce());
    await world.drop('clients', 'clients (2).csv', clients);
    const result = await receiveDropped(world.nextRun);
    expect(frenchOf(result)).toEqual([expect.stringMatching(/^L’archive de clients\.csv manquait ou était abîmée/)]);
    expect(await verifyRaw(world)).toMatchObject({ checked: 1, damaged: [] });
    // Killed before it cleared the drop folder: what it said of the repair stands.
    await world.drop('clients', 'clients (2).csv', clients);
    expect(await receiveDropped(world.nextRun)).toEqual(result);
    expect((await rawTree()).filter((file) => !file.includes('/archive/'))).toEqual([]);
  });
});

describe('cuvee receive', () => {
  it('copies the files a person names and leaves them where they are', async () => {
    const outside = join(world.folders.root, 'Mes exports.csv');
    await writeFile(outside, ventes);
    const given = { source: 'isavigne', dataset: 'ventes_lignes' } as const;
    expect(await receiveFiles(world, [outside], given)).toMatchObject({ rowsRead: 1, rowsWritten: 1, notices: [] });
    expect(await receiveFiles(world, [outside], given)).toMatchObject({ rowsRead: 1, rowsWritten: 0 });
    expect(await readFile(outside, 'utf8')).toBe(ventes);
    expect(await listReceived(database, world.estate)).toMatchObject([
      { originalName: 'Mes exports.csv', receivedInRunId: null },
    ]);
  });

  it.each([
    ['FILE_NOT_FOUND', 'absent.csv', undefined],
    ['EMPTY_FILE', 'vide.csv', ''],
    ['FILE_UNSUPPORTED', 'facture.pdf', '%PDF'],
  ])('refuses with %s before it takes anything', async (code, name, content) => {
    const good = join(world.folders.root, 'bon.csv');
    await writeFile(good, ventes);
    const bad = join(world.folders.root, name);
    if (content !== undefined) await writeFile(bad, content);
    await expect(receiveFiles(world, [good, bad], { source: 'isavigne', dataset: 'clients' })).rejects.toMatchObject({
      code,
      sentence: { fr: expect.stringMatching(/Aucun des fichiers nommés n’a été reçu\.$/) },
    });
    expect(await listReceived(database, world.estate)).toEqual([]);
  });
});

describe('cuvee init --from', () => {
  it('copies the exports of each dataset into RAW, keeps their time, and names what it does not know', async () => {
    const from = join(world.folders.root, 'clé usb');
    for (const folder of ['Clients', 'ventes_lignes', 'photos']) await mkdir(join(from, folder), { recursive: true });
    await writeFile(join(from, 'Clients', 'clients.csv'), clients);
    await writeFile(join(from, 'ventes_lignes', 'ventes.csv'), ventes);
    await utimes(
      join(from, 'Clients', 'clients.csv'),
      new Date('2026-11-09T06:00:00Z'),
      new Date('2026-11-09T06:00:00Z'),
    );
    await writeFile(join(from, 'lisez-moi.txt'), '');
    await world.drop('ventes_lignes', 'ventes.csv', 'autre;contenu\n');

    const taken = await takeExports(world, from);

    expect([taken.rowsRead, taken.rowsWritten]).toEqual([2, 2]);
    expect(frenchOf(taken).map((fr) => fr.split(' n’est')[0])).toEqual([
      join(from, 'lisez-moi.txt'),
      join(from, 'photos'),
    ]);
    expect(await takeExports(world, from)).toMatchObject({ rowsRead: 2, rowsWritten: 0 });
    expect(await receiveDropped(world, { settleMs: 0 })).toMatchObject({ rowsWritten: 3 });
    const received = await listReceived(database, world.estate);
    expect(received[0]).toMatchObject({
      dataset: 'clients',
      exportedAt: new Date('2026-11-09T06:00:00Z'),
      receivedInRunId: firstRun,
    });
    expect(await readdir(from)).toHaveLength(4);
  });

  it('says which folder cannot be read', async () => {
    await expect(takeExports(world, join(world.folders.root, 'nulle part'))).rejects.toMatchObject({
      code: 'FOLDER_UNREADABLE',
    });
  });
});

it('a receipt of another run says nothing to this one', async () => {
  await writeReceipt(world.folders, 'another run', [
    { source: 'isavigne', dataset: 'clients', name: 'x.csv', fileHash: 'a', outcome: 'received', knownAs: 'x.csv' },
  ]);
  expect(await receiveDropped(world)).toEqual({ rowsRead: 0, rowsWritten: 0, rowsRejected: 0, notices: [] });
});
