/** Does the actions that are due, client after client: each in one transaction with its effect, so that nothing is done twice. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationAction } from '../../estate/sending-settings.ts';
import type { Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import type { ActionOutcome, DueAction } from './action-outcome.ts';
import { doAction } from './do-action.ts';
import type { LetterDesk } from './letter-desk.ts';

const pickClient = loadSql(import.meta.url, './pick-client.sql');
const tryLockClient = loadSql(import.meta.url, './try-lock-client.sql');
const claimActions = loadSql(import.meta.url, './claim-actions.sql');
const settleAction = loadSql(import.meta.url, './settle-action.sql');
const selectState = loadSql(import.meta.url, './action-state.sql');

/** How many actions ended in each state. */
export interface DoneActions {
  readonly done: number;
  readonly refused: number;
  readonly waiting: number;
}

export interface DoingAt {
  readonly now: Date;
  readonly today: Day;
  readonly desk: LetterDesk;
}

interface ActionRow extends DueAction {
  readonly action: AutomationAction;
}

/**
 * The client whose most urgent action weighs most comes first. Several may do this at once: a client is in one pair of hands at
 * a time. Whoever is killed leaves everything as it was before the client they had in hand.
 */
export async function doActions(world: World, at: DoingAt): Promise<DoneActions> {
  const counts = { done: 0, refused: 0, waiting: 0 };
  const passedOver: string[] = [];
  for (;;) {
    const taken = await world.database.transaction((session) => takeClient(session, world, at, passedOver));
    if (taken === undefined) return counts;
    if (taken.outcomes === 'in_other_hands') passedOver.push(taken.clientCode);
    else for (const { state } of taken.outcomes) counts[state]++;
  }
}

interface Taken {
  readonly clientCode: string;
  readonly outcomes: readonly ActionOutcome[] | 'in_other_hands';
}

async function takeClient(
  session: Session,
  world: World,
  at: DoingAt,
  passedOver: readonly string[],
): Promise<Taken | undefined> {
  const key = { estate_id: world.estate, now: at.now.toISOString() };
  const picked = await session.one<{ client_code: string }>(pickClient, { ...key, passed_over: passedOver });
  if (!picked) return undefined;
  const client = { estate_id: world.estate, client_code: picked.client_code };
  const lock = await session.one<{ is_mine: boolean }>(tryLockClient, client);
  if (lock?.is_mine !== true) return { clientCode: picked.client_code, outcomes: 'in_other_hands' };
  const actions = await session.rows<ActionRow>(claimActions, { ...client, now: key.now });
  const outcomes: ActionOutcome[] = [];
  for (const { action, ...due } of actions) {
    const outcome = await doOne(session, world, { due, action }, at);
    if (outcome) outcomes.push(outcome);
  }
  return { clientCode: picked.client_code, outcomes };
}

/** Undefined: an action before it stopped everything. */
async function doOne(
  session: Session,
  world: World,
  { due, action }: { readonly due: DueAction; readonly action: AutomationAction },
  at: DoingAt,
): Promise<ActionOutcome | undefined> {
  const key = { estate_id: world.estate, action_key: due.actionKey };
  const current = await session.one<{ state: string }>(selectState, key);
  if (current?.state !== 'waiting') return undefined;
  const outcome = await doAction(session, world, { due, action }, at);
  await session.execute(settleAction, {
    ...key,
    state: outcome.state,
    outcome: `${outcome.code} : ${outcome.sentence}`,
    due_at: outcome.state === 'waiting' ? outcome.dueAt.toISOString() : null,
    now: at.now.toISOString(),
  });
  return outcome;
}
