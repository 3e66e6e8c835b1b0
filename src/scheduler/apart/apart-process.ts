/** The process that does one heavy job for a worker, and ends with it: whoever asked is told over the channel they share. */
import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { Cancelled, GivenBack } from '../../run/stopping.ts';
import type { HouseTools } from '../house-tools.ts';
import type { HeldJob } from '../held-job.ts';
import type { TaskContext } from '../tasks/task.ts';
import { tasks } from '../tasks/tasks.ts';
import { type FromApart, toApartSchema, wordOfEnd, wordOfError } from './apart-words.ts';

/** The channel to the worker: `process` itself where it was forked. */
export interface ApartChannel {
  /** Resolves once it has left this process. */
  send(word: FromApart): Promise<void>;
  onWord(listen: (word: unknown) => void): void;
}

/** A number of a progress bar: more often than this nobody reads it. */
const tellEveryMs = 250;

/** Waits for one job, does it, and says how it ended. Throws nothing of the work: that is said. */
export async function doOneJob(tools: HouseTools, channel: ApartChannel): Promise<void> {
  let why: Cancelled | GivenBack | undefined;
  const job = await new Promise<HeldJob>((resolve) => {
    channel.onWord((said) => {
      const word = toApartSchema.parse(said);
      if (word.word === 'do') resolve(word.job);
      else why = word.cancelledBy === null ? new GivenBack() : new Cancelled(word.cancelledBy);
    });
    void channel.send({ word: 'ready' });
  });
  const teller = createTeller(channel, () => why);
  try {
    const world = await tools.openWorld(job.estate);
    const end = await tasks[job.kind]({
      ...teller.context,
      world: { ...world, actor: job.requestedBy, clock: tools.clock, progress: teller.progress },
      job,
      tools,
    });
    teller.stop();
    await channel.send(wordOfEnd(end));
  } catch (error) {
    teller.stop();
    await channel.send(wordOfError(error));
  }
}

/** Says the newest of what moved, now and then; throws where the work has to end, as the pulse of a job does. */
function createTeller(
  channel: ApartChannel,
  whyStop: () => Cancelled | GivenBack | undefined,
): {
  readonly context: Pick<TaskContext, 'say' | 'note' | 'shouldStop' | 'whyStop'>;
  readonly progress: TaskContext['world']['progress'];
  stop(): void;
} {
  let untold: FromApart | undefined;
  const tell = (): void => {
    if (untold) void channel.send(untold);
    untold = undefined;
  };
  const timer = setInterval(tell, tellEveryMs);
  const goOn = (): void => {
    const why = whyStop();
    if (why) throw why;
  };
  return {
    context: {
      say(label, step) {
        goOn();
        untold = undefined;
        void channel.send({ word: 'step', label, ...(step === undefined ? {} : { step }) });
      },
      note(done, total) {
        untold = { word: 'note', done, ...(total === undefined ? {} : { total }) };
      },
      shouldStop: () => whyStop() !== undefined,
      whyStop,
    },
    progress: {
      advance(label, done, total) {
        goOn();
        untold = { word: 'progress', label, done, ...(total === undefined ? {} : { total }) };
      },
      end: () => {},
    },
    stop: () => clearInterval(timer),
  };
}

/** Where memory or time is short, this process gives way before the one that answers the page. Refused, it is as any other. */
export async function giveWay(): Promise<void> {
  await writeFile('/proc/self/oom_score_adj', '500').catch(() => {});
  try {
    setPriority(5);
  } catch {
    // Hardened services may not.
  }
}
