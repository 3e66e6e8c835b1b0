/** One job from the worker's hand to its last word: taken, done, and ended exactly once. */
import { Failure, RefusedByRule } from '../errors.ts';
import { Cancelled, GivenBack } from '../run/stopping.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import { taskApart } from './apart/do-apart.ts';
import type { CarriedJob } from './carry.ts';
import { endHeldJob, type HeldJob, type JobEnd, putBackHeldJob, takeHeldJob, withJobLock } from './held-job.ts';
import type { HouseTools } from './house-tools.ts';
import { startPulse } from './job-pulse.ts';
import type { Task, TaskEnd } from './tasks/task.ts';

/** Work that killed so many workers is not given to another. */
const mostDeaths = 3;
/** What failed because the world was away is tried so many times. */
const mostAttempts = 5;
const lockWaitMs = 60_000;
const longestWaitMs = 30 * 60_000;

/**
 * Does a job unless somebody else has it in hand, or it has ended. Meets a lock or a world that is away: put back for later. Throws
 * only when the database is away; the job is then found by whoever looks for jobs whose worker is gone.
 */
export async function runJob(
  tools: HouseTools,
  tasks: Readonly<Record<HeldJob['kind'], Task>>,
  carried: CarriedJob,
  stopping: AbortSignal,
): Promise<void> {
  await withJobLock(tools.database, carried, async () => {
    if (stopping.aborted) return;
    const job = await takeHeldJob(tools.database, carried, tools.clock());
    if (!job) return;
    const { estate, jobId, kind, attempt } = job;
    tools.log.info('job taken', { estate, jobId, kind, attempt });
    const ended =
      job.deaths >= mostDeaths
        ? await giveUp(tools, job)
        : await doJob(tools, taskApart(kind, tools.startApart, tasks[kind]), job, stopping);
    tools.log.info('job left', { estate, jobId, kind, attempt, ended });
  });
}

async function doJob(tools: HouseTools, task: Task, job: HeldJob, stopping: AbortSignal): Promise<string> {
  const pulse = startPulse(tools, job, stopping);
  let settleIt: () => Promise<string>;
  try {
    const world = await tools.openWorld(job.estate);
    const end = await task({
      world: { ...world, actor: job.requestedBy, clock: tools.clock, progress: pulse.progress },
      job,
      tools,
      say: (label, step) => pulse.say(label, step),
      note: (done, total) => pulse.note(done, total),
      shouldStop: () => pulse.shouldStop(),
      whyStop: () => pulse.whyStop(),
    });
    settleIt = () => settle(tools, job, end);
  } catch (error) {
    settleIt = () => settleError(tools, job, error, undefined);
  } finally {
    await pulse.stop();
  }
  return settleIt();
}

async function settle(tools: HouseTools, job: HeldJob, end: TaskEnd): Promise<string> {
  if (end.outcome === 'done') return endWith(tools, job, { state: 'done', result: end.result });
  if (end.outcome === 'put_back') return putBack(tools, job, end.until, end.label);
  return settleError(tools, job, end.by, end.result);
}

async function settleError(tools: HouseTools, job: HeldJob, error: unknown, result: JobEnd['result']): Promise<string> {
  const now = tools.clock().getTime();
  if (error instanceof GivenBack) return putBack(tools, job, new Date(now), waitingForWorker);
  const failure = error instanceof Failure ? error : bug(error);
  const end = { ...(result ? { result } : {}), error: { code: failure.code, sentence: failure.sentence } };
  if (failure instanceof Cancelled) return endWith(tools, job, { state: 'cancelled', ...end });
  if (failure.code === 'RUN_IN_PROGRESS') return putBack(tools, job, new Date(now + lockWaitMs), waitingForRun);
  if (failure instanceof RefusedByRule) return endWith(tools, job, { state: 'refused', ...end });
  if (failure.retry === 'later' && job.attempt < mostAttempts) {
    const waitMs = Math.min(job.attempt ** 2 * 60_000, longestWaitMs);
    return putBack(tools, job, new Date(now + waitMs), failure.sentence);
  }
  tools.log.error('a job failed', {
    estate: job.estate,
    jobId: job.jobId,
    kind: job.kind,
    code: failure.code,
    error: causeOf(error),
  });
  return endWith(tools, job, { state: 'failed', ...end });
}

async function endWith(tools: HouseTools, job: HeldJob, end: JobEnd): Promise<string> {
  return (await endHeldJob(tools.database, job, end, tools.clock())) ? end.state : 'held by another';
}

async function putBack(tools: HouseTools, job: HeldJob, until: Date, label: Sentence): Promise<string> {
  await putBackHeldJob(tools.database, job, { until, progress: { label, done: 0, total: null }, now: tools.clock() });
  return 'put back';
}

async function giveUp(tools: HouseTools, job: HeldJob): Promise<string> {
  return endWith(tools, job, { state: 'failed', error: { code: 'WORKER_KILLED', sentence: workerKilled } });
}

function bug(error: unknown): Failure {
  return new Failure('BUG', internalError, { cause: error });
}

// The trace of a bug helps whoever mends it; what a Failure says is its sentence.
function causeOf(error: unknown): string {
  return error instanceof Error && !(error instanceof Failure) ? (error.stack ?? error.message) : String(error);
}

const internalError = sentence(
  'Erreur interne de Cuvée. Relancez ; si elle revient, transmettez le journal technique à qui tient Cuvée.',
  'Internal error of Cuvée. Run it again; if it comes back, hand the technical log to whoever keeps Cuvée.',
);
const workerKilled = sentence(
  'Ce travail a fait tomber Cuvée plusieurs fois : il n’est plus repris. Vérifiez la mémoire et le disque du serveur, puis relancez-le.',
  'This work brought Cuvée down several times: it is not taken up any more. Check the memory and the disk of the server, then run it again.',
);
const waitingForRun = sentence(
  'Un autre traitement du domaine est en cours : celui-ci attend.',
  'Another run of the estate is under way: this one waits.',
);
const waitingForWorker = sentence('Sera repris au redémarrage.', 'Will be taken up after the restart.');
