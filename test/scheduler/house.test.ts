import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder } from '../../src/1-raw/folders.ts';
import { readHealth } from '../../src/scheduler/health/read-health.ts';
import { startHouse } from '../../src/scheduler/house.ts';
import { createJobQueue } from '../../src/scheduler/jobs.ts';
import { arrivalsRound } from '../../src/scheduler/rounds/arrivals.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { houseToolsFor } from './house-case.ts';

let test: TestEstate;

beforeAll(async () => {
  test = await testEstate();
});
afterAll(() => test.close());

it('the house says of each part how it is, and another process sees who is at work', async () => {
  const outside = { database: test.world.database, clock: now, home: test.home, house: undefined };
  const before = await readHealth(outside);
  expect(before).toMatchObject({ ready: true, parts: { database: 'up', worker: 'absent', scheduler: 'absent' } });
  expect(before.parts.lastBackup.state).toBe('none');
  const errors: string[] = [];
  const log = {
    ...test.world.log,
    error: (message: string, fields?: unknown) => void errors.push(`${message} ${JSON.stringify(fields)}`),
  };
  const house = await startHouse({ ...houseToolsFor(test.world), log }, { scheduler: true, worker: true });
  await expect.poll(async () => (await readHealth(outside)).parts.scheduler).toBe('elsewhere');
  expect((await readHealth(outside)).parts.worker).toBe('elsewhere');
  await expect.poll(() => house.inboxReadAt(), { timeout: 5_000 }).toBeInstanceOf(Date);
  const inside = await readHealth({ ...outside, house });
  expect(inside.parts).toMatchObject({ inbox: 'well', scheduler: 'well', worker: 'well' });
  await house.stop();
  expect(errors).toEqual([]);
  const stalled = await readHealth({ ...outside, house, clock: () => new Date(Date.now() + 600_000) });
  expect([stalled.ready, stalled.parts.scheduler]).toEqual([false, 'late']);
});

it('an export that comes after Monday’s run is taken in once it is all there, and asked for once', async () => {
  const { database, estate, folders } = test.world;
  const queue = createJobQueue(database);
  const folder = join(folders.raw, 'isavigne', 'ventes_lignes');
  await makeFolder(folder);
  await writeFile(join(folder, 'ventes.csv'), 'client;date\nC1;01/01/2026\n');
  const monday = parisMonday();
  const passAt = async (now: number): Promise<number> => {
    await arrivalsRound.pass({ ...test.world, clock: () => new Date(now) }, houseToolsFor(test.world));
    return (await queue.list(estate, { kind: 'run' })).length;
  };
  expect(await passAt(Date.now() + 10_000)).toBe(0);
  expect(await passAt(monday)).toBe(1);
  expect(await passAt(monday + 60_000)).toBe(1);
});

function now(): Date {
  return new Date();
}

/** A Monday noon that lies ahead: the file is of this moment, and must have come before. */
function parisMonday(): number {
  const today = new Date();
  const days = (8 - today.getUTCDay()) % 7 || 7;
  return Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + days, 11);
}
