/** One real Monday: export, run, report by mail and alarms, with the fake clock at the hours of the week. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeExports } from '../../src/1-raw/take-exports.ts';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import type { MailBatch } from '../../src/8-campaign/mailer.ts';
import { createDryRunMailer } from '../../src/8-campaign/mailers/dry-run-mailer.ts';
import { generateDemo } from '../../src/demo/generate.ts';
import { settingsFrom } from '../../src/estate/settings-store.ts';
import { runWeek } from '../../src/run/run-week.ts';
import { Cancelled } from '../../src/run/stopping.ts';
import { createJobQueue } from '../../src/scheduler/jobs.ts';
import type { HouseTools } from '../../src/scheduler/house-tools.ts';
import { scheduleEstate } from '../../src/scheduler/schedule-estate.ts';
import { startWorker } from '../../src/scheduler/worker.ts';
import { stubTasks } from './house-case.ts';
import { reportTask } from '../../src/scheduler/tasks/report.ts';
import { runTask } from '../../src/scheduler/tasks/run.ts';
import type { World } from '../../src/world.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { houseToolsFor, jobThat } from './house-case.ts';

const changes = {
  name: 'Petit Domaine',
  sender: { email: 'domaine@example.org' },
  week: { report_to: ['anne@example.org', 'paul@example.org'] },
};

let test: TestEstate;
let exports: string;
let now = new Date('2026-11-16T05:10:00Z');
const mailed: MailBatch[] = [];

beforeAll(async () => {
  exports = await mkdtemp(join(tmpdir(), 'cuvee-exports-'));
  await generateDemo({ out: exports, clients: 25, years: 1, seed: 7, until: '2026-11-16' });
  test = await testEstate({ changes });
  await confirmInstance(world(), 'Anne', now);
});
afterAll(async () => {
  await test?.close();
  await rm(exports, { recursive: true, force: true });
});

function world(): World {
  return { ...test.world, clock: () => now };
}

function tools(): HouseTools {
  const mailer = createDryRunMailer((batch) => mailed.push(batch));
  return {
    ...houseToolsFor(world(), () => now),
    houseMailer: async () => ({
      ...mailer,
      send: async (batch) => {
        await mailer.send(batch);
        return { outcome: 'answered', letters: batch.letters.map(() => ({ outcome: 'accepted', messageId: null })) };
      },
    }),
  };
}

async function lookAt(instant: string): Promise<void> {
  now = new Date(instant);
  const { settings } = settingsFrom(changes);
  const createdAt = new Date('2026-11-16T05:00:00Z');
  await scheduleEstate(
    test.world.database,
    { estate: test.world.estate, settings, means: { brevo: false, sendsLive: false }, createdAt },
    now,
  );
}

describe('a cancelled run', () => {
  it('publishes nothing, cannot be begun further on, and is taken up under its own id', async () => {
    await takeExports(test.world, exports, 'isavigne');
    const stopped = await runWeek(world(), {
      asOf: '2026-11-16',
      onStep: ({ step }) => {
        if (step === 'load') throw new Cancelled('Anne');
      },
    });
    expect(stopped.stoppedBy?.code).toBe('CANCELLED');
    expect(stopped.report.clients).toBe(0);
    await expect(runWeek(world(), { asOf: '2026-11-16', fromStep: '6-recommend' })).rejects.toMatchObject({
      code: 'STEP_NOT_READY',
      facts: { step: 'load' },
    });
    await expect(runWeek(world(), { asOf: '2026-11-16', fromStep: 'bottling' })).rejects.toMatchObject({
      code: 'UNKNOWN_STEP',
    });
    const steps: string[] = [];
    const taken = await runWeek(world(), { asOf: '2026-11-16', onStep: ({ step }) => steps.push(step) });
    expect(taken.report.runId).toBe(stopped.report.runId);
    expect(steps).toEqual(['load', 'refresh', 'recommend', 'audit']);
    expect(taken.report.clients).toBeGreaterThan(20);
  });

  it('can be followed by a run from a room on, which leaves the earlier rooms as they stand', async () => {
    const steps: string[] = [];
    const { report, stoppedBy } = await runWeek(world(), {
      asOf: '2026-11-16',
      fromStep: '5-customer360',
      onStep: ({ step }) => steps.push(step),
    });
    expect(stoppedBy).toBeUndefined();
    expect(steps).toEqual(['refresh', 'recommend', 'audit']);
    expect(report.steps.map(({ step }) => step)).toEqual(['refresh', 'recommend', 'audit']);
  });
});

describe('a Monday by itself', () => {
  it('runs at 06:10, reports at 06:45 to the estate’s people, once', async () => {
    const { estate, database } = test.world;
    const queue = createJobQueue(database);
    await lookAt('2026-11-16T05:11:00Z');
    const worker = await startWorker(tools(), { tasks: stubTasks({ run: runTask, report: reportTask }) });
    const [run] = await queue.list(estate, { kind: 'run' });
    expect(
      (await jobThat(world(), run?.jobId ?? '', ({ state }) => state !== 'waiting' && state !== 'running')).state,
    ).toBe('done');
    await lookAt('2026-11-16T05:46:00Z');
    const [first] = await queue.list(estate, { kind: 'report' });
    const done = await jobThat(world(), first?.jobId ?? '', ({ state }) => state === 'done');
    expect(done.result).toMatchObject({ mailedTo: 2, obstacle: null });
    const again = await queue.request({ estate, kind: 'report', requestedBy: 'Anne' });
    const nothing = await jobThat(world(), again.jobId, ({ state }) => state === 'done');
    expect(nothing.result).toMatchObject({ because: 'REPORTED_ALREADY', reportId: done.result?.reportId });
    await worker.stop();
    expect(mailed.map(({ letters }) => letters.map(({ to }) => to.email))).toEqual([
      ['anne@example.org', 'paul@example.org'],
    ]);
    const [letter] = mailed[0]?.letters ?? [];
    expect(letter?.subject).toBe('Petit Domaine\u00a0: la semaine du 16\u00a0nov.\u00a02026');
    expect(letter?.text).toContain('À valider');
    expect(letter?.html).toContain('https://cuvee.test');
  });
});
