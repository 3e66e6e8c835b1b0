/** One passage of the rules: what happened is noted, the rules ask for actions, those that are due are done. */
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { doActions, type DoneActions, type DoingAt } from './do-actions.ts';
import { createLetterDesk } from './letter-desk.ts';
import { notePurchases } from './note-purchases.ts';
import { noteScoreCrossings } from './note-score-crossings.ts';
import { noteSilences } from './note-silences.ts';
import { planActions } from './plan-actions.ts';

const reopenStanding = loadSql(import.meta.url, './reopen-standing.sql');

export interface AutomationPassage extends DoneActions {
  readonly isOn: boolean;
  /** New events this passage found by itself. */
  readonly purchases: number;
  readonly silences: number;
  readonly scoresRisen: number;
  /** Events looked at, whoever noted them, and the actions the rules asked for. */
  readonly events: number;
  readonly actions: number;
}

/**
 * Runs the rules once, as of an instant. Twice the same passage does nothing the second time; killed anywhere, the next one goes
 * on from there; several may run at once. Letters are only put into the outbox: sending them is a campaign's.
 */
export async function runAutomation(world: World, { now }: { readonly now: Date }): Promise<AutomationPassage> {
  const isOn = world.settings.automation.is_on;
  const { day: today } = localTimeOf(now, world.settings.week.timezone);
  const at: DoingAt = { now, today, desk: createLetterDesk(world, now) };
  const purchases = await notePurchases(world, { today });
  const silences = await noteSilences(world, { today });
  const first = await planAndDo(world, at);
  // What was just done may have raised a score: its rules answer in the same passage.
  const scoresRisen = await noteScoreCrossings(world, { now, today });
  const second = scoresRisen > 0 ? await planAndDo(world, at) : nothingDone;
  if (isOn) await world.database.execute(reopenStanding, { estate_id: world.estate });
  return {
    isOn,
    purchases,
    silences,
    scoresRisen,
    events: first.events + second.events,
    actions: first.actions + second.actions,
    done: first.done + second.done,
    refused: first.refused + second.refused,
    waiting: first.waiting + second.waiting,
  };
}

const nothingDone = { events: 0, actions: 0, done: 0, refused: 0, waiting: 0 };

async function planAndDo(world: World, at: DoingAt): Promise<typeof nothingDone> {
  const planned = await planActions(world, at);
  if (!world.settings.automation.is_on) return { ...nothingDone, events: planned.events };
  return { ...planned, ...(await doActions(world, at)) };
}
