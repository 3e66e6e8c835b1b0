/** Copies elsewhere: each is read back before it counts, and a target that fails says so without undoing the backup. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUp } from '../../src/backup/back-up.ts';
import { listBackups } from '../../src/backup/backups.ts';
import { noteErasure, readLedger } from '../../src/erasure/ledger.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import type { World } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { type SmallS3, startSmallS3 } from './small-s3.ts';

let estate: TestEstate;
let store: SmallS3;
let world: World;
const night = (day: number): Date => new Date(Date.UTC(2026, 10, day, 2, 15));

beforeEach(async () => {
  estate = await testEstate();
  store = await startSmallS3();
  const targets = [
    { kind: 'folder', path: join(estate.home, 'usb') },
    { kind: 's3', endpoint: store.endpoint, bucket: 'sauvegardes', prefix: 'cuvee/', region: 'gra' },
  ];
  const { settings } = settingsFrom({ backup: { keep: { daily: 1, weekly: 0, monthly: 0 }, targets } });
  world = { ...estate.world, settings };
});
afterEach(async () => {
  await store.close();
  await estate.close();
});

const installation = () => ({
  home: estate.home,
  secret: 'the secret of an installation of tests',
  s3: { accessKeyId: 'KEYOFTESTS', secretAccessKey: 'secret of tests' },
});

it('lies in each target byte for byte, with the ledger of erasures; the old one goes everywhere', async () => {
  const line = { erasureId: 'e1', subjectHashes: ['h'], pseudonym: 'EFFACE1', reason: 'asked' as const };
  const ledger = join(estate.home, 'backups', 'petit-domaine');
  await noteErasure(ledger, { ...line, requestedAt: night(1).toISOString() });
  const first = await backUp(world, { reason: 'night', now: night(1), installation: installation() });
  expect(first.copies.map(({ ok }) => ok)).toEqual([true, true]);
  const bytes = await readFile(first.path);
  const name = first.path.slice(first.path.lastIndexOf('petit-domaine_'));
  expect(store.objects.get(`/sauvegardes/cuvee/petit-domaine/${name}`)?.equals(bytes)).toBe(true);
  expect(await readFile(join(estate.home, 'usb', 'petit-domaine', name))).toEqual(bytes);

  // The ledger beside the backups is lost with its disk: what a target remembers comes back with the next backup.
  await rm(join(ledger, 'erasures.jsonl'));
  await writeFile(join(ledger, 'of-somebody-else.age'), 'not ours');
  const second = await backUp(world, { reason: 'night', now: night(2), installation: installation() });
  expect(second.removed).toBe(1);
  expect(await readLedger(ledger)).toHaveLength(1);
  expect([...store.objects.keys()].some((key) => key.endsWith(name))).toBe(false);
  expect(await readdir(join(estate.home, 'usb', 'petit-domaine'))).not.toContain(name);
  expect(await readdir(ledger)).toEqual(expect.arrayContaining(['of-somebody-else.age', 'erasures.jsonl']));
});

it('that came back otherwise, or was refused, does not count, and the backup stands all the same', async () => {
  store.isLying = true;
  const { copies, path } = await backUp(world, { reason: 'night', now: night(1), installation: installation() });
  expect(copies).toEqual([
    { target: join(estate.home, 'usb'), ok: true },
    { target: 's3://sauvegardes/cuvee/', ok: false, error: 'COPY_DIFFERS' },
  ]);
  const { s3: _s3, ...without } = installation();
  const next = await backUp(world, { reason: 'night', now: night(2), installation: without });
  expect(next.copies[1]).toMatchObject({ ok: false, error: 'BACKUP_CREDENTIALS' });
  const [, older] = await listBackups(world.database, world.estate);
  expect(older).toMatchObject({ state: 'removed', fileName: path.split('/').at(-1) });
});
