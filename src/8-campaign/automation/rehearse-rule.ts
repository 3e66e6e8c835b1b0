/** What a rule would have asked for over the last weeks: reads and decides, does nothing. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationRule } from '../../estate/sending-settings.ts';
import type { Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { type Condition, decide, unmet } from './decide.ts';
import { actionInWords } from './list-rules.ts';
import type { AutomationEvent } from './note-events.ts';
import { readClientsOfRules } from './plan-actions.ts';

const selectPastEvents = loadSql(import.meta.url, './past-events.sql');

/** More would not change the picture. */
const mostEvents = 2_000;
const mostExamples = 20;

export interface RuleRehearsal {
  /** Things of the rule's kind that happened. */
  readonly events: number;
  /** Those the rule would have answered, and to how many clients. */
  readonly answered: number;
  readonly clients: number;
  /** Why it would not have answered the others: how often each condition did not hold. */
  readonly unmet: Readonly<Partial<Record<Condition, number>>>;
  /** Each action with how often it would have been asked for. */
  readonly actions: readonly { readonly words: string; readonly times: number }[];
  readonly examples: readonly { readonly clientCode: string; readonly happenedAt: Date }[];
}

/**
 * The rule as if it had been on since a moment, on the clients as they are known today: their tier and score of the day an event
 * happened are not kept.
 */
export async function rehearseRule(
  session: Session,
  world: World,
  trial: { readonly rule: AutomationRule; readonly since: Date; readonly today: Day },
): Promise<RuleRehearsal> {
  const rule = { ...trial.rule, is_on: true };
  const events = await session.rows<AutomationEvent>(selectPastEvents, {
    estate_id: world.estate,
    trigger: rule.trigger,
    since: trial.since.toISOString(),
    limit: mostEvents,
  });
  const clientCodes = [...new Set(events.map(({ clientCode }) => clientCode))];
  const clients = await readClientsOfRules(session, world, { today: trial.today, clientCodes });
  const missing: Partial<Record<Condition, number>> = {};
  const times = new Map<string, number>();
  const answered: AutomationEvent[] = [];
  for (const event of events) {
    const client = clients.get(event.clientCode);
    if (!client) continue;
    for (const condition of unmet(rule, event, client)) missing[condition] = (missing[condition] ?? 0) + 1;
    const planned = decide(event, client, [rule]);
    if (planned.length > 0) answered.push(event);
    for (const { action } of planned) times.set(actionInWords(action), (times.get(actionInWords(action)) ?? 0) + 1);
  }
  return {
    events: events.length,
    answered: answered.length,
    clients: new Set(answered.map(({ clientCode }) => clientCode)).size,
    unmet: missing,
    actions: [...times].map(([words, count]) => ({ words, times: count })),
    examples: answered.slice(0, mostExamples).map(({ clientCode, happenedAt }) => ({ clientCode, happenedAt })),
  };
}
