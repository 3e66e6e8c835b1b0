/** The house at work: scheduler, worker and rounds in one process, each of them where it is wanted. */
import type { HouseTools } from './house-tools.ts';
import { createAlarmsRound } from './rounds/alarms.ts';
import { arrivalsRound } from './rounds/arrivals.ts';
import { automationRound } from './rounds/automation.ts';
import { callsRound } from './rounds/calls.ts';
import { createCollectRound } from './rounds/collect.ts';
import { inboxRound } from './rounds/inbox.ts';
import { startRounds } from './rounds/keep-rounds.ts';
import { sendingRound } from './rounds/sending.ts';
import { startScheduler } from './scheduler.ts';
import { startWorker } from './worker.ts';

export interface HouseParts {
  readonly scheduler: boolean;
  readonly worker: boolean;
  readonly concurrency?: number;
}

/** What of the house runs in this process, and how it is. */
export interface House {
  readonly parts: HouseParts;
  /** When the scheduler of this process last looked at the clock. */
  lookedAt(): Date | undefined;
  /** When the rounds of this process last read every inbox; undefined where another process goes round. */
  inboxReadAt(): Date | undefined;
  /** Ends in good order: what is under way is given back at its next row or step. */
  stop(): Promise<void>;
}

/** Starts what is wanted of the house. */
export async function startHouse(tools: HouseTools, parts: HouseParts): Promise<House> {
  const { concurrency } = parts;
  const worker = parts.worker ? await startWorker(tools, concurrency === undefined ? {} : { concurrency }) : undefined;
  const rounds = parts.worker
    ? startRounds(tools, [
        [inboxRound, sendingRound, arrivalsRound],
        [automationRound, createCollectRound()],
        [callsRound],
        [createAlarmsRound()],
      ])
    : undefined;
  const scheduler = parts.scheduler ? startScheduler(tools) : undefined;
  return {
    parts,
    lookedAt: () => scheduler?.lookedAt(),
    inboxReadAt: () => rounds?.inboxReadAt(),
    async stop() {
      await Promise.all([scheduler?.stop(), rounds?.stop(), worker?.stop()]);
    },
  };
}
