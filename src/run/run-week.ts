/** One run of the week: every step of the journey, once, under one run that survives being killed. */
import { Failure, RefusedByRule } from '../errors.ts';
import { withEstateLock } from '../db/estate-lock.ts';
import { loadSql } from '../db/sql.ts';
import { journey, type Step } from '../journey.ts';
import type { Sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import type { RunWorld, World } from '../world.ts';
import { positionOf, refuseGap } from './from-step.ts';
import { type RunReport, readReport } from './report.ts';
import { withRunLog } from './run-log.ts';
import { writeRunState } from './state.ts';
import { GivenBack } from './stopping.ts';

const findInterrupted = loadSql(import.meta.url, './find-interrupted-run.sql');
const abandonInterrupted = loadSql(import.meta.url, './abandon-interrupted-runs.sql');
const reopenRun = loadSql(import.meta.url, './reopen-run.sql');
const insertRun = loadSql(import.meta.url, './insert-run.sql');
const endRun = loadSql(import.meta.url, './end-run.sql');
const beginStep = loadSql(import.meta.url, './begin-step.sql');
const endStep = loadSql(import.meta.url, './end-step.sql');
const doneSteps = loadSql(import.meta.url, './done-steps.sql');

export interface RunOptions {
  /** The only day that computations know, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** A person's reason to publish in spite of drift; journaled. */
  readonly acceptDrift?: string;
  /** A step, or a room, to begin from: the earlier steps stay as they stand. Refused where one of them is not done. */
  readonly fromStep?: string;
  /** Told at the start of each step. May throw `Cancelled` or `GivenBack`, as the world's progress may. */
  readonly onStep?: (step: Step) => void;
}

export interface RunOutcome {
  readonly report: RunReport;
  readonly notices: readonly Sentence[];
  /** What stopped the run, if something did: a `RefusedByRule` or a `Failure`. */
  readonly stoppedBy?: Failure;
}

/**
 * Runs the week of one estate. A run that was killed, or cancelled last, is taken up where it stood, under its own id, and ends as
 * if nothing had happened; steps already done are not done again. Throws RefusedByRule when another run of the estate is under
 * way, or an earlier step than `fromStep` is not done; `GivenBack` leaves the run open for whoever takes it up.
 */
export async function runWeek(world: World, options: RunOptions): Promise<RunOutcome> {
  const firstPosition = options.fromStep === undefined ? 0 : positionOf(options.fromStep);
  return withEstateLock(world.database, world.estate, async () => {
    await refuseGap(world.database, world.estate, firstPosition);
    const runId = await openRun(world, options.asOf);
    const runWorld: RunWorld = {
      ...world,
      log: withRunLog(world, world.clock()),
      runId,
      asOf: options.asOf,
      ...(options.acceptDrift === undefined ? {} : { acceptDrift: options.acceptDrift }),
    };
    return walkJourney(runWorld, { firstPosition, onStep: options.onStep ?? (() => {}) });
  });
}

async function walkJourney(
  world: RunWorld,
  { firstPosition, onStep }: { readonly firstPosition: number; readonly onStep: (step: Step) => void },
): Promise<RunOutcome> {
  world.log.info('run under way', { runId: world.runId, asOf: world.asOf, codeVersion: world.codeVersion });
  const notices: Sentence[] = [];
  let stoppedBy: Failure | undefined;
  const done = await stepsDone(world);
  for (const [position, step] of journey.entries()) {
    if (position < firstPosition || done.has(step.step)) continue;
    try {
      onStep(step);
      notices.push(...(await walkStep(world, step, position)));
    } catch (error) {
      if (error instanceof GivenBack) throw error;
      if (!(error instanceof Failure)) throw await noteBug(world, step, error);
      stoppedBy = error;
      world.log.error(`${step.room} ${step.step} stopped`, errorRecord(error));
      await closeStep(world, step, error);
      break;
    } finally {
      world.progress.end();
    }
  }
  return closeRun(world, notices, stoppedBy);
}

async function walkStep(world: RunWorld, step: Step, position: number): Promise<readonly Sentence[]> {
  await world.database.execute(beginStep, {
    estate: world.estate,
    run_id: world.runId,
    step: step.step,
    room: step.room,
    position,
    started_at: world.clock().toISOString(),
  });
  const result = await step.run(world);
  await world.database.execute(endStep, {
    estate: world.estate,
    run_id: world.runId,
    step: step.step,
    status: 'done',
    rows_read: result.rowsRead,
    rows_written: result.rowsWritten,
    rows_rejected: result.rowsRejected,
    error: null,
    ended_at: world.clock().toISOString(),
  });
  const { rowsRead, rowsWritten, rowsRejected } = result;
  world.log.info(`${step.room} ${step.step} done`, { rowsRead, rowsWritten, rowsRejected });
  for (const notice of result.notices) world.log.info(notice.fr);
  return result.notices;
}

/** Takes up the run that was killed or cancelled, or opens a new one. The estate's lock is held, so a run still open has no owner. */
async function openRun(world: World, asOf: string): Promise<string> {
  const same = {
    estate: world.estate,
    as_of: asOf,
    config_hash: world.configHash,
    code_version: world.codeVersion,
  };
  const interrupted = await world.database.one<{ runId: string }>(findInterrupted, same);
  if (interrupted) {
    await world.database.execute(reopenRun, { estate: world.estate, run_id: interrupted.runId });
    return interrupted.runId;
  }
  const now = world.clock();
  await world.database.execute(abandonInterrupted, { estate: world.estate, ended_at: now.toISOString() });
  const runId = uuidV7(now);
  await world.database.execute(insertRun, { ...same, run_id: runId, started_at: now.toISOString() });
  return runId;
}

async function stepsDone(world: RunWorld): Promise<Set<string>> {
  const rows = await world.database.rows<{ step: string }>(doneSteps, { estate: world.estate, run_id: world.runId });
  return new Set(rows.map((row) => row.step));
}

async function closeRun(
  world: RunWorld,
  notices: readonly Sentence[],
  stoppedBy: Failure | undefined,
): Promise<RunOutcome> {
  const report = await readReport(world.database, { estate: world.estate, runId: world.runId, ok: !stoppedBy });
  await writeRunState(world, report);
  await world.database.execute(endRun, {
    estate: world.estate,
    run_id: world.runId,
    status: statusOf(stoppedBy),
    report: JSON.stringify(report),
    error: stoppedBy ? JSON.stringify(errorRecord(stoppedBy)) : null,
    ended_at: world.clock().toISOString(),
  });
  return { report, notices, ...(stoppedBy ? { stoppedBy } : {}) };
}

async function closeStep(world: RunWorld, step: Step, failure: Failure): Promise<void> {
  await world.database.execute(endStep, {
    estate: world.estate,
    run_id: world.runId,
    step: step.step,
    status: statusOf(failure),
    rows_read: 0,
    rows_written: 0,
    rows_rejected: 0,
    error: JSON.stringify(errorRecord(failure)),
    ended_at: world.clock().toISOString(),
  });
}

/** A bug ends the run as failed, so that it is never taken up again blindly, and then crashes as bugs do. */
async function noteBug(world: RunWorld, step: Step, error: unknown): Promise<unknown> {
  const failure = new Failure(
    'BUG',
    { fr: 'Erreur interne.', en: `Internal error: ${String(error)}` },
    { cause: error },
  );
  await closeStep(world, step, failure).catch(() => {});
  await closeRun(world, [], failure).catch(() => {});
  return error;
}

function statusOf(failure: Failure | undefined): 'done' | 'refused' | 'failed' {
  if (!failure) return 'done';
  return failure instanceof RefusedByRule ? 'refused' : 'failed';
}

function errorRecord(failure: Failure): Record<string, unknown> {
  return { code: failure.code, sentence: failure.sentence, facts: failure.facts, retry: failure.retry };
}
