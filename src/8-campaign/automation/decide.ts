/**
 * What the rules ask for when something happens: pure. A rule answers its trigger when it is on and every condition given holds;
 * the highest priority comes first. Source: rules.md, Lead score and automation.
 */
import type { AutomationAction, AutomationRule } from '../../estate/sending-settings.ts';
import type { AutomationEvent } from './note-events.ts';

/** What conditions ask of a client; unknown is null, and no condition holds on what is unknown. */
export interface ClientOfRule {
  readonly clientCode: string;
  readonly tier: string | null;
  readonly daysSinceOrder: number | null;
  readonly score: number | null;
}

/** One action a rule asks for. */
export interface PlannedAction {
  /** Once per event, rule and place in the rule, for ever. */
  readonly actionKey: string;
  readonly eventKey: string;
  readonly ruleName: string;
  readonly clientCode: string;
  readonly action: AutomationAction;
  readonly priority: number;
  /** After what happened, not after it was learned: a purchase of last week is thanked for at once. */
  readonly dueAt: Date;
}

/** The score from which a client counts as very engaged, where the rule names none (rules.md). */
const highScore = 80;

/** Every action the rules ask for after an event, highest priority first, then in the order they are written. */
export function decide(
  event: AutomationEvent,
  client: ClientOfRule,
  rules: readonly AutomationRule[],
): readonly PlannedAction[] {
  return rules
    .filter((rule) => answers(rule, event, client))
    .toSorted((one, other) => other.priority - one.priority)
    .flatMap((rule) => rule.actions.map((action, place) => planned(event, rule, action, place)));
}

/** Whether a rule answers an event of a client. */
export function answers(rule: AutomationRule, event: AutomationEvent, client: ClientOfRule): boolean {
  return rule.is_on && rule.trigger === event.trigger && unmet(rule, event, client).length === 0;
}

export type Condition = keyof AutomationRule['when'];

/** The conditions of a rule that do not hold. */
export function unmet(rule: AutomationRule, event: AutomationEvent, client: ClientOfRule): readonly Condition[] {
  const { when } = rule;
  const holds: Readonly<Record<Condition, boolean>> = {
    tiers: when.tiers === undefined || when.tiers.some((tier) => tier === client.tier),
    minimum_ttc: when.minimum_ttc === undefined || isAtLeast(event.facts['mtTtc'], when.minimum_ttc),
    minimum_score: scoreHolds(rule, event, client),
    needs_tracking_consent: when.needs_tracking_consent !== true || event.facts['hasTrackingConsent'] === true,
    days_since_order: silenceHolds(rule, event, client),
  };
  return conditions.filter((condition) => !holds[condition]);
}

const conditions = ['tiers', 'minimum_ttc', 'minimum_score', 'needs_tracking_consent', 'days_since_order'] as const;

/** The score a rule on `lead_score_high` waits for. */
export function thresholdOf({ when }: AutomationRule): number {
  return when.minimum_score ?? highScore;
}

/** A crossing is of one threshold, and speaks to the rules of that threshold alone. */
function scoreHolds(rule: AutomationRule, event: AutomationEvent, client: ClientOfRule): boolean {
  if (rule.trigger === 'lead_score_high') return event.facts['threshold'] === thresholdOf(rule);
  return rule.when.minimum_score === undefined || isAtLeast(client.score, rule.when.minimum_score);
}

function silenceHolds(rule: AutomationRule, event: AutomationEvent, client: ClientOfRule): boolean {
  const days = rule.when.days_since_order;
  if (rule.trigger === 'time_based') return event.facts['daysSinceOrder'] === days;
  return days === undefined || isAtLeast(client.daysSinceOrder, days);
}

function isAtLeast(value: unknown, least: number): boolean {
  return typeof value === 'number' && value >= least;
}

function planned(event: AutomationEvent, rule: AutomationRule, action: AutomationAction, place: number): PlannedAction {
  const afterMinutes = 'after_minutes' in action ? action.after_minutes : 0;
  return {
    actionKey: `${event.eventKey}|${rule.name}|${String(place + 1).padStart(2, '0')}`,
    eventKey: event.eventKey,
    ruleName: rule.name,
    clientCode: event.clientCode,
    action,
    priority: rule.priority,
    dueAt: new Date(event.happenedAt.getTime() + afterMinutes * 60_000),
  };
}
