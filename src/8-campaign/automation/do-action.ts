/** Does one action of a rule, inside the transaction that settles it. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationAction } from '../../estate/sending-settings.ts';
import type { World } from '../../world.ts';
import { localTimeOf } from '../outbox/estate-clock.ts';
import { addTask } from '../tasks/tasks.ts';
import { type ActionOutcome, done, type DueAction, refused } from './action-outcome.ts';
import type { DoingAt } from './do-actions.ts';
import { isStale } from './patience.ts';
import { pauseOf } from './pause-campaign.ts';
import { queueCall } from './queue-call.ts';
import { queueLetter } from './queue-letter.ts';
import { whyNotWrite } from './writing-facts.ts';

const insertScore = loadSql(import.meta.url, './insert-score.sql');
const insertTag = loadSql(import.meta.url, './insert-tag.sql');
const cancelActions = loadSql(import.meta.url, './cancel-actions.sql');
const cancelCalls = loadSql(import.meta.url, '../calls/cancel-calls.sql');
const excludeQueued = loadSql(import.meta.url, './exclude-queued.sql');

/** Does it, and says what became of it. What comes too late is not done; scores, tags and stops are never too late. */
export async function doAction(
  session: Session,
  world: World,
  { due, action }: { readonly due: DueAction; readonly action: AutomationAction },
  at: DoingAt,
): Promise<ActionOutcome> {
  switch (action.do) {
    case 'score':
      return addScore(session, world, due, action.delta);
    case 'tag':
      return addTag(session, world, { due, tag: action.tag, at });
    case 'stop_everything':
      return stopEverything(session, world, due, at);
    case 'pause_campaign':
      return pauseOf(session, world, due, at.now);
    case 'send_letter':
    case 'task':
    case 'send_sms':
    case 'trigger_webhook':
      return isStale(afterEvent(due, action), at.now) ? tooLate : doOutward(session, world, { due, action }, at);
    default:
      throw new Error('an action nobody wrote');
  }
}

/** What somebody outside, or a person of the house, would notice. */
type OutwardAction = Extract<AutomationAction, { readonly after_minutes: number }>;

async function doOutward(
  session: Session,
  world: World,
  { due, action }: { readonly due: DueAction; readonly action: OutwardAction },
  at: DoingAt,
): Promise<ActionOutcome> {
  switch (action.do) {
    case 'send_letter':
      return queueLetter(session, world, { due, kind: action.kind }, at);
    case 'task':
      return askForTask(session, world, { due, title: action.title, kind: action.kind }, at);
    case 'send_sms':
      return askForSms(session, world, { due, text: action.text }, at);
    case 'trigger_webhook':
      return queueCall(session, world, { due, url: action.url }, at.now);
    default:
      throw new Error('an action nobody wrote');
  }
}

async function addScore(session: Session, world: World, due: DueAction, delta: number): Promise<ActionOutcome> {
  await session.execute(insertScore, {
    estate_id: world.estate,
    client_code: due.clientCode,
    event_key: due.actionKey,
    delta,
    reason: due.ruleName,
    happened_at: due.happenedAt.toISOString(),
  });
  const points = `${delta > 0 ? '+' : ''}${delta}`.replace('-', '−').replace('.', ',');
  return done('SCORED', `Score ${points}.`);
}

async function addTag(
  session: Session,
  world: World,
  { due, tag, at }: { readonly due: DueAction; readonly tag: string; readonly at: DoingAt },
): Promise<ActionOutcome> {
  await session.execute(insertTag, {
    estate_id: world.estate,
    client_code: due.clientCode,
    tag,
    author: authorOf(due),
    tagged_at: at.now.toISOString(),
  });
  return done('TAGGED', `Étiquette « ${tag} ».`);
}

/**
 * Cancels all that waits for the client but the rest of its own rule, and takes their letters out of the outbox that rules asked
 * for. That they refuse letters is the consent register's to know, and is asked before any letter leaves.
 */
async function stopEverything(
  session: Session,
  world: World,
  due: DueAction,
  { now }: DoingAt,
): Promise<ActionOutcome> {
  const client = { estate_id: world.estate, client_code: due.clientCode };
  const others = { ...client, event_key: due.eventKey, rule_name: due.ruleName, now: now.toISOString() };
  const cancelled = await session.execute(cancelActions, {
    ...others,
    outcome: `STOPPED : arrêté par la règle « ${due.ruleName} ».`,
  });
  await session.execute(cancelCalls, others);
  const excluded = await session.execute(excludeQueued, client);
  return done('STOPPED', `${cancelled} en attente annulées, ${excluded} lettres retirées.`);
}

async function askForTask(
  session: Session,
  world: World,
  task: { readonly due: DueAction; readonly title: string; readonly kind: 'call' | 'follow_up' | 'check' },
  at: DoingAt,
): Promise<ActionOutcome> {
  const { due, title, kind } = task;
  await addTask(session, {
    estate: world.estate,
    taskKey: `automation:${due.actionKey}`,
    kind,
    title: `${title} (${due.clientCode})`,
    clientCode: due.clientCode,
    dueOn: dueDay(world, due, at),
    author: authorOf(due),
    now: at.now,
  });
  return done('TASK_ADDED', `À faire : ${title}.`);
}

/** No channel of this house sends text messages: a person may, where the client may be contacted at all. */
async function askForSms(
  session: Session,
  world: World,
  { due, text }: { readonly due: DueAction; readonly text: string },
  at: DoingAt,
): Promise<ActionOutcome> {
  const block = await whyNotWrite(session, world, { clientCode: due.clientCode, today: at.today, channel: 'sms' });
  if (block) return refused(block.code, block.sentence);
  await addTask(session, {
    estate: world.estate,
    taskKey: `automation:${due.actionKey}`,
    kind: 'follow_up',
    title: `SMS à envoyer à la main (${due.clientCode}) : « ${text} »`,
    clientCode: due.clientCode,
    dueOn: dueDay(world, due, at),
    author: authorOf(due),
    now: at.now,
  });
  return refused('NO_SMS_CHANNEL', "Cuvée n'envoie pas de SMS : la tâche « à envoyer à la main » est dans la liste.");
}

const tooLate = refused('TOO_LATE', "L'événement est trop ancien pour y répondre encore : rien n'est parti.");

function afterEvent({ happenedAt }: DueAction, { after_minutes: afterMinutes }: OutwardAction): Date {
  return new Date(happenedAt.getTime() + afterMinutes * 60_000);
}

/** The day an action falls on, and never one that is over. */
function dueDay(world: World, due: DueAction, { today }: DoingAt): string {
  const { day } = localTimeOf(due.dueAt, world.settings.week.timezone);
  return day < today ? today : day;
}

function authorOf({ ruleName }: DueAction): string {
  return `règle : ${ruleName}`;
}
