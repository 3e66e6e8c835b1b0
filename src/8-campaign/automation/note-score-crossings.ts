/**
 * Notes clients whose lead score rises to what a rule waits for: on the way up, not every day they are there. The events
 * themselves are the memory: the last crossing of each client and threshold says on which side they are.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { leadScoreBatches } from '../lead-score/read-lead-scores.ts';
import { thresholdOf } from './decide.ts';

const selectSides = loadSql(import.meta.url, './score-sides.sql');
const insertCrossings = loadSql(import.meta.url, './insert-crossings.sql');
const lockCrossings = loadSql(import.meta.url, './lock-crossings.sql');

interface Crossing {
  readonly clientCode: string;
  readonly isAbove: boolean;
  readonly score: number;
}

/**
 * Gives how many rose. The first look at a threshold notes who is above it already, and asks nothing of the rules: they did not
 * rise, we only just looked.
 */
export async function noteScoreCrossings(
  world: World,
  { now, today }: { readonly now: Date; readonly today: Day },
): Promise<number> {
  const rules = world.settings.automation.rules.filter(
    ({ trigger, is_on: isOn }) => isOn && trigger === 'lead_score_high',
  );
  let risen = 0;
  for (const threshold of [...new Set(rules.map(thresholdOf))].sort((one, other) => one - other)) {
    risen += await world.database.transaction((session) => noteOneThreshold(session, world, { threshold, now, today }));
  }
  return risen;
}

async function noteOneThreshold(
  session: Session,
  world: World,
  { threshold, now, today }: { readonly threshold: number; readonly now: Date; readonly today: Day },
): Promise<number> {
  const key = { estate_id: world.estate, threshold };
  await session.execute(lockCrossings, key);
  const sides = await session.rows<{ client_code: string; is_above: boolean }>(selectSides, key);
  const isFirstLook = sides.length === 0;
  const wasAbove = new Map(sides.map((side) => [side.client_code, side.is_above]));
  const crossings: Crossing[] = [];
  for await (const batch of leadScoreBatches(session, {
    estate: world.estate,
    asOf: today,
    settings: world.settings,
  })) {
    for (const { clientCode, score } of batch) {
      const isAbove = score >= threshold;
      if (isAbove !== (wasAbove.get(clientCode) ?? false)) crossings.push({ clientCode, isAbove, score });
    }
  }
  await session.execute(insertCrossings, {
    ...key,
    crossings: JSON.stringify(crossings),
    is_first_look: isFirstLook,
    now: now.toISOString(),
  });
  return isFirstLook ? 0 : crossings.filter(({ isAbove }) => isAbove).length;
}
