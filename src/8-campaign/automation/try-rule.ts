/** What a rule would do for a client if its trigger came now: reads, decides, writes nothing. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationRule } from '../../estate/sending-settings.ts';
import type { Day } from '../../values/day.ts';
import type { World } from '../../world.ts';
import { type ClientOfRule, type Condition, decide, thresholdOf, unmet } from './decide.ts';
import { createLetterDesk } from './letter-desk.ts';
import { actionInWords } from './list-rules.ts';
import type { AutomationEvent } from './note-events.ts';
import { readClientsOfRules } from './plan-actions.ts';
import { type RuleLetterKind, standingCampaigns, standingOf } from './standing-campaign.ts';
import { whyNotWrite } from './writing-facts.ts';

const selectLastPurchase = loadSql(import.meta.url, './last-purchase.sql');

export interface TriedAction {
  readonly words: string;
  readonly dueAt: Date;
  /** Why it would be refused or wait, in French; null: it would be done. */
  readonly obstacle: string | null;
}

export interface TriedRule {
  readonly client: ClientOfRule;
  readonly unmet: readonly Condition[];
  readonly actions: readonly TriedAction[];
}

export interface RuleTrial {
  readonly rule: AutomationRule;
  readonly clientCode: string;
  readonly now: Date;
  readonly today: Day;
}

/** The rule tried as if it were on, with the client's last purchase where it waits for one. Undefined: no such client. */
export async function tryRule(session: Session, world: World, trial: RuleTrial): Promise<TriedRule | undefined> {
  const { clientCode, today } = trial;
  const rule = { ...trial.rule, is_on: true };
  const clients = await readClientsOfRules(session, world, { today, clientCodes: [clientCode] });
  const client = clients.get(clientCode);
  if (!client) return undefined;
  const event = await exampleEvent(session, world, { ...trial, client });
  const actions: TriedAction[] = [];
  for (const { action, dueAt } of decide(event, client, [rule])) {
    const obstacle = action.do === 'send_letter' ? await obstacleOf(session, world, trial, action.kind) : null;
    actions.push({ words: actionInWords(action), dueAt, obstacle });
  }
  return { client, unmet: unmet(rule, event, client), actions };
}

async function exampleEvent(
  session: Session,
  world: World,
  { rule, clientCode, client, now }: RuleTrial & { readonly client: ClientOfRule },
): Promise<AutomationEvent> {
  const purchase =
    rule.trigger === 'purchase'
      ? await session.one<{ day: Day; mt_ttc: string; bottles: string }>(selectLastPurchase, {
          estate_id: world.estate,
          client_code: clientCode,
        })
      : undefined;
  const reached = client.score !== null && client.score >= thresholdOf(rule);
  const silent = client.daysSinceOrder !== null && client.daysSinceOrder >= (rule.when.days_since_order ?? 0);
  return {
    eventKey: 'trial',
    trigger: rule.trigger,
    clientCode,
    facts: {
      ...(purchase ? { day: purchase.day, mtTtc: Number(purchase.mt_ttc), bottles: Number(purchase.bottles) } : {}),
      ...(rule.trigger === 'lead_score_high' && reached ? { threshold: thresholdOf(rule) } : {}),
      ...(rule.trigger === 'time_based' && silent ? { daysSinceOrder: rule.when.days_since_order ?? null } : {}),
    },
    happenedAt: now,
  };
}

async function obstacleOf(
  session: Session,
  world: World,
  { rule, clientCode, now, today }: RuleTrial,
  kind: RuleLetterKind,
): Promise<string | null> {
  const block = await whyNotWrite(session, world, { clientCode, today, channel: kind });
  if (block) return block.sentence;
  const template = await createLetterDesk(world, now).templateOf(session, kind);
  const standing = standingOf(await standingCampaigns(session, world, { rule, kind, template }, now));
  if (standing?.state === 'stopped') return 'Une personne a arrêté cette lettre.';
  return standing?.approval === 'effective' ? null : 'La lettre attend une validation (cuvee automation approve).';
}
