/** Heavy work in a process of its own: the real one, and one that dies. */
import { type ChildProcess, fork } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { houseToolsOf } from '../../src/cli/house-tools.ts';
import { readEnvironment } from '../../src/cli/environment.ts';
import { RefusedByRule } from '../../src/errors.ts';
import { Cancelled, GivenBack } from '../../src/run/stopping.ts';
import { doOneJob } from '../../src/scheduler/apart/apart-process.ts';
import { endOfWord, fromApartSchema, isLast, wordOfError } from '../../src/scheduler/apart/apart-words.ts';
import { taskApart } from '../../src/scheduler/apart/do-apart.ts';
import { createJobQueue } from '../../src/scheduler/jobs.ts';
import { startWorker } from '../../src/scheduler/worker.ts';
import { sentence } from '../../src/values/sentence.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { houseToolsFor, jobThat, stubTasks } from './house-case.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await testEstate();
});
afterAll(() => estate.close());

describe('a run asked of a worker', () => {
  it('is done by another process, and its steps are told as they come', async () => {
    const { world, home } = estate;
    const { database } = world;
    const given = { CUVEE_HOME: home, DATABASE_URL: database.url, CUVEE_LOG_LEVEL: 'error' };
    const tools = houseToolsOf(readEnvironment(given), database, '');
    const children: ChildProcess[] = [];
    const startApart = (): ChildProcess => {
      const child = tools.startApart?.();
      if (!child) throw new Error('no process');
      children.push(child);
      child.on('message', (said) => told.push(fromApartSchema.parse(said).word));
      return child;
    };
    const told: string[] = [];
    const queue = createJobQueue(database);
    const worker = await startWorker({ ...tools, startApart });
    const { jobId } = await queue.request({ estate: world.estate, kind: 'run', requestedBy: 'Anne' });
    const job = await jobThat(world, jobId, ({ endedAt }) => endedAt !== null);
    await worker.stop();
    expect({ state: job.state, error: job.error }).toEqual({ state: 'done', error: null });
    expect(job.result).toMatchObject({ runId: expect.any(String), asOf: expect.stringMatching(/^20/) });
    expect(children.map(({ exitCode }) => exitCode)).toEqual([0]);
    expect(told).toEqual(expect.arrayContaining(['ready', 'step', 'done']));
  });

  it('that kills its process is tried again later, and says what to do', async () => {
    const { world, home } = estate;
    const dying = join(home, 'dying.mjs');
    await writeFile(
      dying,
      `process.once('message', () => process.kill(process.pid, 'SIGKILL')); process.send({ word: 'ready' });`,
    );
    const tools = { ...houseToolsFor(world), startApart: () => fork(dying, { execArgv: [] }) };
    const worker = await startWorker(tools, { tasks: stubTasks() });
    const queue = createJobQueue(world.database);
    const { jobId } = await queue.request({ estate: world.estate, kind: 'evaluate', requestedBy: 'Anne' });
    const job = await jobThat(world, jobId, ({ progress }) => /mémoire/.test(progress?.label.fr ?? ''));
    const light = await queue.request({ estate: world.estate, kind: 'report', requestedBy: 'Anne' });
    expect(await jobThat(world, light.jobId, ({ state }) => state === 'done')).toMatchObject({ error: null });
    await worker.stop();
    expect(job).toMatchObject({ state: 'waiting', error: null });
    await queue.cancel(world.estate, jobId, 'Anne');
  });
});

it('a run under way that a person cancels is told so, and ends as cancelled', async () => {
  const { world, home } = estate;
  const obedient = join(home, 'obedient.mjs');
  await writeFile(
    obedient,
    `process.on('message', ({ word, cancelledBy }) => {
       if (word !== 'end') return process.send({ word: 'step', label: { fr: 'Lecture', en: 'Reading' }, step: 'stage' });
       const by = { code: 'CANCELLED', sentence: { fr: 'Annulé.', en: 'Cancelled.' }, retry: 'never', facts: { by: cancelledBy }, isRule: true };
       process.send({ word: 'failed', by }, () => process.exit(0));
     });
     process.send({ word: 'ready' });`,
  );
  const tools = { ...houseToolsFor(world), startApart: () => fork(obedient, { execArgv: [] }) };
  const worker = await startWorker(tools, { tasks: stubTasks() });
  const queue = createJobQueue(world.database);
  const { jobId } = await queue.request({ estate: world.estate, kind: 'run', requestedBy: 'Anne' });
  await jobThat(world, jobId, ({ progress }) => progress?.step === 'stage');
  expect(await queue.cancel(world.estate, jobId, 'Léa')).toBe(true);
  const job = await jobThat(world, jobId, ({ endedAt }) => endedAt !== null);
  await worker.stop();
  expect(job).toMatchObject({ state: 'cancelled', error: { sentence: { fr: expect.stringContaining('Léa') } } });
});

describe('what a process apart says', () => {
  it('is how far it is, and that it ended because a person or the worker said so', async () => {
    const said: unknown[] = [];
    const listeners: ((word: unknown) => void)[] = [];
    const tell = (word: unknown): void => listeners.forEach((listen) => listen(word));
    const world = estate.world;
    const tools = {
      ...houseToolsFor(world),
      openWorld: async () => {
        tell({ word: 'end', cancelledBy: 'Anne' });
        return world;
      },
    };
    const job = {
      estate: world.estate,
      jobId: 'j',
      kind: 'run',
      payload: {},
      requestedBy: 'Anne',
      slotAt: null,
      attempt: 1,
      deaths: 0,
    } as const;
    await doOneJob(tools, {
      send: async (word) => {
        said.push(word);
        if (word.word === 'ready') setImmediate(() => tell({ word: 'do', job }));
      },
      onWord: (listen) => void listeners.push(listen),
    });
    expect(said.at(0)).toEqual({ word: 'ready' });
    const last = fromApartSchema.parse(JSON.parse(JSON.stringify(said.at(-1))));
    // The run stops at its first step, as a cancelled run does: it is told, with what is known of it.
    expect(last).toMatchObject({ word: 'stopped', by: { code: 'CANCELLED' } });
    expect(isLast(last) && endOfWord(last)).toMatchObject({ outcome: 'stopped', by: expect.any(Cancelled) });
  });

  it('comes out as it went in: a rule, work given back, a bug with its trace', () => {
    const rule = new RefusedByRule('NO', sentence('Non.', 'No.'), { retry: 'later', facts: { rows: 3 } });
    expect(heard(rule)).toEqual(rule);
    expect(heard(rule)).toBeInstanceOf(RefusedByRule);
    expect(heard(new GivenBack())).toBeInstanceOf(GivenBack);
    expect(String(heard(new TypeError('x is not a function')))).toContain('TypeError: x is not a function');
  });

  it('is asked of no process where work waits for the network', () => {
    const here = stubTasks().send_campaign;
    expect([taskApart('send_campaign', none, here), taskApart('run', undefined, here)]).toEqual([here, here]);
  });
});

/** What the worker hears of an error thrown apart. */
function heard(error: unknown): unknown {
  const word = fromApartSchema.parse(JSON.parse(JSON.stringify(wordOfError(error))));
  try {
    return isLast(word) && endOfWord(word);
  } catch (thrown) {
    return thrown;
  }
}

function none(): ChildProcess {
  throw new Error('not asked for');
}
