import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withEstateLock } from '../../src/db/estate-lock.ts';
import { Failure } from '../../src/errors.ts';
import { createJobQueue, type JobQueue } from '../../src/scheduler/jobs.ts';
import { takeUpLost } from '../../src/scheduler/take-up.ts';
import type { Task } from '../../src/scheduler/tasks/task.ts';
import { runTask } from '../../src/scheduler/tasks/run.ts';
import { startWorker, type Worker } from '../../src/scheduler/worker.ts';
import { sentence } from '../../src/values/sentence.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { houseToolsFor, jobThat, stubTasks } from './house-case.ts';

let test: TestEstate;
let queue: JobQueue;
const estate = 'petit-domaine';
const workers: Worker[] = [];

beforeAll(async () => {
  test = await testEstate();
  queue = createJobQueue(test.world.database);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});
afterAll(() => test.close());

async function startWith(given: Parameters<typeof stubTasks>[0]): Promise<Worker> {
  const worker = await startWorker(houseToolsFor(test.world), { tasks: stubTasks(given) });
  workers.push(worker);
  return worker;
}

describe('the worker', () => {
  it('does what was asked before any worker ever ran, once, and tells what came of it', async () => {
    const { jobId } = await queue.request({
      estate,
      kind: 'evaluate',
      payload: { asOf: '2026-11-16' },
      requestedBy: 'Anne',
    });
    let times = 0;
    const task: Task = async ({ job, say, world }) => {
      times += 1;
      say(sentence('Rejeu', 'Replay'));
      return { outcome: 'done', result: { asked: job.payload, by: world.actor } };
    };
    await startWith({ evaluate: task });
    await startWith({ evaluate: task });
    const job = await jobThat(test.world, jobId, ({ state }) => state === 'done');
    expect(job.result).toEqual({ asked: { asOf: '2026-11-16' }, by: 'Anne' });
    expect(times).toBe(1);
  });

  it('says why a job failed, and tries again later what met a world that was away', async () => {
    const broken = new Failure('DISK_FULL', sentence('Le disque est plein.', 'The disk is full.'));
    const away = new Failure('BREVO_AWAY', sentence('Brevo ne répond pas.', 'Brevo does not answer.'), {
      retry: 'later',
    });
    await startWith({
      backup: () => Promise.reject(broken),
      reconcile: () => Promise.reject(away),
    });
    const backup = await queue.request({ estate, kind: 'backup', requestedBy: 'cuvee' });
    const reconcile = await queue.request({ estate, kind: 'reconcile', requestedBy: 'cuvee' });
    const failed = await jobThat(test.world, backup.jobId, ({ state }) => state === 'failed');
    expect(failed.error).toMatchObject({ code: 'DISK_FULL', sentence: { fr: 'Le disque est plein.' } });
    const waiting = await jobThat(test.world, reconcile.jobId, ({ progress }) => progress !== null);
    expect([waiting.state, waiting.progress?.label.fr]).toEqual(['waiting', 'Brevo ne répond pas.']);
  });

  it('puts a run back that meets another run of the estate', async () => {
    await startWith({ run: runTask });
    await withEstateLock(test.world.database, estate, async () => {
      const { jobId } = await queue.request({ estate, kind: 'run', requestedBy: 'Anne' });
      const job = await jobThat(test.world, jobId, ({ progress }) => progress !== null);
      expect([job.state, job.progress?.label.en]).toEqual([
        'waiting',
        'Another run of the estate is under way: this one waits.',
      ]);
      await queue.cancel(estate, jobId, 'Anne');
    });
  });

  it('ends a running job at its next row when a person cancels it', async () => {
    await startWith({
      run: async ({ world }) => {
        for (let row = 0; ; row += 1) {
          world.progress.advance('lignes', row, 1_000_000);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      },
    });
    const { jobId } = await queue.request({ estate, kind: 'run', payload: { fromStep: 'load' }, requestedBy: 'Anne' });
    await jobThat(test.world, jobId, ({ state }) => state === 'running');
    await queue.cancel(estate, jobId, 'Paul');
    const job = await jobThat(test.world, jobId, ({ state }) => state !== 'running');
    expect([job.state, job.error?.code, job.cancelAskedBy]).toEqual(['cancelled', 'CANCELLED', 'Paul']);
  });

  it('gives a job back when it is stopped, and the next worker ends it', async () => {
    const first = await startWith({
      run: async ({ world }) => {
        for (;;) {
          world.progress.advance('lignes', 1);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      },
    });
    const { jobId } = await queue.request({ estate, kind: 'run', payload: { fromStep: 'stage' }, requestedBy: 'Anne' });
    await jobThat(test.world, jobId, ({ state }) => state === 'running');
    await first.stop();
    expect((await queue.read(estate, jobId))?.state).toBe('waiting');
    await startWith({});
    await jobThat(test.world, jobId, ({ state }) => state === 'done');
  });

  it('takes up the job of a worker that was killed, and ends it once', async () => {
    const script = join(import.meta.dirname, 'hanging-worker.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, test.world.database.url, estate], {
      stdio: 'ignore',
    });
    const { jobId } = await queue.request({
      estate,
      kind: 'run',
      payload: { fromStep: 'refresh' },
      requestedBy: 'Anne',
    });
    await jobThat(test.world, jobId, ({ state }) => state === 'running');
    expect(await takeUpLost(test.world.database, muchLater())).toBe(0);
    child.kill('SIGKILL');
    await once(child, 'exit');
    let times = 0;
    await startWith({
      run: async () => {
        times += 1;
        return { outcome: 'done', result: {} };
      },
    });
    while ((await takeUpLost(test.world.database, muchLater())) === 0)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await jobThat(test.world, jobId, ({ state }) => state === 'done');
    expect(times).toBe(1);
  });
});

function muchLater(): Date {
  return new Date(Date.now() + 3_600_000);
}
