/** The pulse of a job under way: it tells how far the job is, at most twice a second, and learns whether to go on. */
import { Cancelled, GivenBack } from '../run/stopping.ts';
import type { Sentence } from '../values/sentence.ts';
import type { Log, Progress } from '../world.ts';
import { beat, type HeldJob } from './held-job.ts';
import type { HouseTools } from './house-tools.ts';
import type { JobProgress } from './jobs.ts';

const tellEveryMs = 500;
/** Without progress the job still says that it lives, and learns whether it was cancelled. */
const beatEveryMs = 2_000;

export interface JobPulse {
  /** The world's progress while the job goes on: throws when the job has to end. */
  readonly progress: Progress;
  /** Names the work now under way, and the step of the journey it is. Throws when the job has to end. */
  say(label: Sentence, step?: string): void;
  /** Says how far the work is; never throws. */
  note(done: number, total?: number): void;
  /** For work that asks between two calls and ends in good order by itself. */
  shouldStop(): boolean;
  /** Why the job has to end; undefined: it may go on. */
  whyStop(): Cancelled | GivenBack | undefined;
  /** Ends the pulse; nothing is written after it has returned. */
  stop(): Promise<void>;
}

/** Starts the pulse of a job in these hands. */
export function startPulse(tools: HouseTools, job: HeldJob, stopping: AbortSignal): JobPulse {
  let current: JobProgress | undefined;
  let isTold = true;
  let cancelledBy: string | null = null;
  let isOurs = true;
  let lastBeat = tools.clock().getTime();
  let underWay: Promise<void> | undefined;

  const tell = async (): Promise<void> => {
    lastBeat = tools.clock().getTime();
    const progress = isTold ? undefined : current;
    isTold = true;
    const answer = await beat(tools.database, job, { progress, now: tools.clock() });
    isOurs = answer.isOurs;
    cancelledBy = answer.cancelAskedBy;
  };
  const timer = setInterval(() => {
    if (underWay || (isTold && tools.clock().getTime() - lastBeat < beatEveryMs)) return;
    underWay = tell()
      // A database that is away is met by the work itself; the pulse goes on.
      .catch(logged(tools.log, job))
      .finally(() => (underWay = undefined));
  }, tellEveryMs);

  const reason = (): Cancelled | GivenBack | undefined => {
    if (cancelledBy !== null) return new Cancelled(cancelledBy);
    return stopping.aborted || !isOurs ? new GivenBack() : undefined;
  };
  const goOn = (): void => {
    const why = reason();
    if (why) throw why;
  };
  return {
    progress: {
      advance(label, done, total) {
        goOn();
        current = { ...(current ?? { label: { fr: label, en: label } }), done, total: total ?? null };
        isTold = false;
      },
      end: () => {},
    },
    say(label, step) {
      goOn();
      current = { label, done: 0, total: null, ...(step === undefined ? {} : { step }) };
      isTold = false;
    },
    note(done, total) {
      if (!current) return;
      current = { ...current, done, total: total ?? null };
      isTold = false;
    },
    shouldStop: () => reason() !== undefined,
    whyStop: reason,
    async stop() {
      clearInterval(timer);
      await underWay;
    },
  };
}

function logged(log: Log, { jobId }: HeldJob): (error: unknown) => void {
  return (error) => log.warn('the pulse of a job was lost', { jobId, error: String(error) });
}
