import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/estate/settings.ts';
import { createJobQueue, type Job, type JobQueue } from '../../src/scheduler/jobs.ts';
import { scheduleEstate } from '../../src/scheduler/schedule-estate.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

let test: TestEstate;
let queue: JobQueue;
const estate = 'petit-domaine';
const settings = parseSettings({});

beforeAll(async () => {
  test = await testEstate();
  queue = createJobQueue(test.world.database);
});
afterAll(() => test.close());

describe('the queue', () => {
  it('takes the same work asked for twice as one job while it waits, and as another once it is cancelled', async () => {
    const first = await queue.request({ estate, kind: 'evaluate', requestedBy: 'Anne' });
    const again = await queue.request({ estate, kind: 'evaluate', requestedBy: 'Paul' });
    expect(again).toEqual({ jobId: first.jobId, isNew: false });
    expect(await queue.cancel(estate, first.jobId, 'Anne')).toBe(true);
    expect(await queue.cancel(estate, first.jobId, 'Anne')).toBe(false);
    expect(await queue.read(estate, first.jobId)).toMatchObject({ state: 'cancelled', cancelAskedBy: 'Anne' });
    expect((await queue.request({ estate, kind: 'evaluate', requestedBy: 'Anne' })).isNew).toBe(true);
  });

  it('shows an estate nothing of another', async () => {
    const { jobId } = await queue.request({ estate, kind: 'automation', requestedBy: 'Anne' });
    expect(await queue.read('other', jobId)).toBeUndefined();
    expect(await queue.cancel('other', jobId, 'Anne')).toBe(false);
    expect(await queue.list('other')).toEqual([]);
  });

  it('tells a page of a job that moves, without asking again and again', async () => {
    const { jobId } = await queue.request({ estate, kind: 'collect_mail', requestedBy: 'Anne' });
    const stop = new AbortController();
    const told = new Promise<Job>((resolve) => {
      queue.watch(estate, (job) => job.jobId === jobId && job.state === 'cancelled' && resolve(job), stop.signal);
    });
    await queue.cancel(estate, jobId, 'Anne');
    expect((await told).cancelAskedBy).toBe('Anne');
    stop.abort();
  });
});

describe('the scheduler', () => {
  it('asks for a slot once, however many look at the clock at once', async () => {
    const now = new Date('2026-11-16T05:11:00Z');
    const estateWeek = {
      estate,
      settings,
      means: { brevo: false, sendsLive: false },
      createdAt: new Date('2026-11-16T05:00:00Z'),
    };
    const looks = await Promise.all(
      Array.from({ length: 5 }, () => scheduleEstate(test.world.database, estateWeek, now)),
    );
    expect(looks.flatMap(({ requested }) => requested.map(({ kind }) => kind))).toEqual(['run']);
    expect(await scheduleEstate(test.world.database, estateWeek, now)).toEqual({ requested: [], skipped: [] });
  });

  it('catches up a run four hours late and writes down the nights it slept through', async () => {
    const estateWeek = {
      estate,
      settings,
      means: { brevo: false, sendsLive: false },
      createdAt: new Date('2026-11-16T05:00:00Z'),
    };
    const { requested, skipped } = await scheduleEstate(
      test.world.database,
      estateWeek,
      new Date('2026-11-23T09:10:00Z'),
    );
    expect(requested.map(({ kind }) => kind)).toEqual(['backup', 'retention', 'run', 'report']);
    expect(skipped.map(({ kind, at }) => `${kind} ${at.toISOString().slice(0, 10)}`)).toContain('report 2026-11-16');
    const runs = await queue.list(estate, { kind: 'run' });
    expect(runs.map(({ state, slotAt }) => `${state} ${slotAt?.toISOString()}`)).toEqual([
      'waiting 2026-11-23T05:10:00.000Z',
      'waiting 2026-11-16T05:10:00.000Z',
    ]);
  });
});
