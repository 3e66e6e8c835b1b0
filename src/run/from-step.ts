/**
 * "Run from this room": a run that leaves the earlier steps as they stand. It may only begin where everything before it is done, the
 * last time it was tried, and none of it is newer than what followed it: else a step would work on what was never checked.
 */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { RefusedByRule } from '../errors.ts';
import { journey, type Step } from '../journey.ts';
import { sentence } from '../values/sentence.ts';

const latestSteps = loadSql(import.meta.url, './latest-steps.sql');

interface LatestStep {
  readonly step: string;
  readonly status: 'running' | 'done' | 'failed' | 'refused';
  readonly runId: string;
}

/** The place of a step in the journey, or of the first step of a room. Throws RefusedByRule when there is neither. */
export function positionOf(stepOrRoom: string): number {
  const position = journey.findIndex(({ step, room }) => step === stepOrRoom || room === stepOrRoom);
  if (position >= 0) return position;
  throw new RefusedByRule(
    'UNKNOWN_STEP',
    sentence(`Aucune étape « ${stepOrRoom} ».`, `There is no step "${stepOrRoom}".`),
    { facts: { known: journey.map(({ step }) => step) } },
  );
}

/** Throws RefusedByRule with the step to begin from instead, when something before `position` is not done. */
export async function refuseGap(session: Session, estate: string, position: number): Promise<void> {
  const rows = await session.rows<LatestStep>(latestSteps, { estate });
  const gap = firstGap(journey.slice(0, position), new Map(rows.map((row) => [row.step, row])));
  if (gap === undefined) return;
  throw new RefusedByRule(
    'STEP_NOT_READY',
    sentence(
      `L’étape « ${gap.title.fr} » n’est pas faite : relancez à partir d’elle, ou toute la semaine.`,
      `The step "${gap.title.en}" is not done: run from there, or the whole week.`,
    ),
    { facts: { step: gap.step } },
  );
}

function firstGap(earlier: readonly Step[], latest: ReadonlyMap<string, LatestStep>): Step | undefined {
  let before = '';
  for (const step of earlier) {
    const row = latest.get(step.step);
    // Run ids sort by time: what ran after the step that follows it has not been through that step.
    if (row?.status !== 'done' || row.runId < before) return step;
    before = row.runId;
  }
  return undefined;
}
