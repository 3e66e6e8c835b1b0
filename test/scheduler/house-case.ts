/** A house for tests: real database, no network, and stubs for the work. */
import { createDryRunCaller } from '../../src/8-campaign/calls/dry-run-caller.ts';
import { RefusedByRule } from '../../src/errors.ts';
import type { HouseTools } from '../../src/scheduler/house-tools.ts';
import { createJobQueue, type Job, type JobKind } from '../../src/scheduler/jobs.ts';
import type { Task } from '../../src/scheduler/tasks/task.ts';
import { sentence } from '../../src/values/sentence.ts';
import type { World } from '../../src/world.ts';

const silent = (): void => {};

/** The tools over a test estate; the clock is the real one unless given. */
export function houseToolsFor(world: World, clock: () => Date = () => new Date()): HouseTools {
  return {
    database: world.database,
    openWorld: async () => world,
    clock,
    log: { info: silent, warn: silent, error: silent },
    home: world.folders.root,
    publicUrl: 'https://cuvee.test',
    openChannel: async () => {
      throw new RefusedByRule('NO_CHANNEL', sentence('Pas de canal.', 'No channel.'));
    },
    houseMailer: async () => undefined,
    brevoOf: async () => undefined,
    mailPassword: async () => undefined,
    startApart: undefined,
    caller: createDryRunCaller(),
    callKeyOf: () => Promise.resolve('whsec_'),
  };
}

const done: Task = async () => ({ outcome: 'done', result: {} });

/** Every kind of job done at once, but those given. */
export function stubTasks(given: Partial<Record<JobKind, Task>> = {}): Record<JobKind, Task> {
  const stubs = { run: done, send_campaign: done, reconcile: done, automation: done, evaluate: done, report: done };
  const others = {
    backup: done,
    restore_drill: done,
    retention: done,
    collect_mail: done,
    push_contacts: done,
    erase_client: done,
  };
  return { ...stubs, ...others, ...given };
}

/** Waits until a job is as wanted. */
export async function jobThat(
  { database, estate }: Pick<World, 'database' | 'estate'>,
  jobId: string,
  isWanted: (job: Job) => boolean,
): Promise<Job> {
  const queue = createJobQueue(database);
  for (let tries = 0; tries < 1_000; tries += 1) {
    const job = await queue.read(estate, jobId);
    if (job && isWanted(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`job ${jobId} never became what was wanted: ${JSON.stringify(await queue.read(estate, jobId))}`);
}
