/**
 * Makes the calls that rules asked for, one after the other: claim → call → mark. A call is heard at least once, under one id for
 * all its tries (a call whose caller was killed is made again); a copy of the installation calls nobody (promises.md 4).
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { isStale } from '../automation/patience.ts';
import { moveMark, sendingInstance, settleMark } from '../instance/sending-instance.ts';
import { afterCall, type CallOutcome } from './after-call.ts';
import type { Caller } from './call.ts';
import { callHeaders } from './sign-call.ts';

// In turn with the senders of letters: the mark of the installation moves with both.
const lockEstate = loadSql(import.meta.url, '../outbox/lock-estate.sql');
const claimCall = loadSql(import.meta.url, './claim-call.sql');
const settleCall = loadSql(import.meta.url, './settle-call.sql');
const selectDue = loadSql(import.meta.url, './due-calls.sql');
const selectCalls = loadSql(import.meta.url, './list-calls.sql');

/** What one passage makes at most: other estates wait. */
const mostPerPassage = 200;
/** Far beyond what a call may take: whoever holds it then is dead. */
const leaseMs = 2 * 60_000;

export interface Calling {
  readonly caller: Caller;
  /** `callKey` of the estate. */
  readonly key: string;
  readonly now: () => Date;
  /** Names this caller among others: one per process. */
  readonly workerId: string;
  readonly shouldStop?: () => boolean;
}

/** `off`: the rules are off. `refused`: not from this installation. `rehearsed`: a dry run, which writes nothing. */
export type CallReport =
  | { readonly outcome: 'called'; readonly done: number; readonly refused: number; readonly later: number }
  | { readonly outcome: 'rehearsed'; readonly wouldCall: number }
  | { readonly outcome: 'off' }
  | { readonly outcome: 'refused'; readonly code: 'INSTANCE_NOT_CONFIRMED'; readonly sentence: Sentence };

/** Makes what is due now. A server that is away is asked once in a passage: its other calls wait for the next one. */
export async function sendCalls(world: World, calling: Calling): Promise<CallReport> {
  if (calling.caller.mode === 'dry_run') return rehearse(world, calling);
  if (!world.settings.automation.is_on) return { outcome: 'off' };
  const counts = { done: 0, refused: 0, queued: 0 };
  const away: string[] = [];
  for (let made = 0; made < mostPerPassage && calling.shouldStop?.() !== true; made++) {
    const claimed = await claim(world, calling, away);
    if (claimed === undefined) break;
    if ('outcome' in claimed) return claimed;
    const outcome = await make(world, calling, claimed);
    counts[outcome.state]++;
    if (outcome.state === 'queued') away.push(claimed.origin);
  }
  if (counts.done + counts.refused + counts.queued > 0) await forgetFormerMark(world);
  return { outcome: 'called', done: counts.done, refused: counts.refused, later: counts.queued };
}

interface ClaimedCall {
  readonly callId: string;
  readonly actionKey: string;
  readonly ruleName: string;
  readonly clientCode: string;
  readonly url: string;
  readonly origin: string;
  readonly body: string;
  readonly attempts: number;
  readonly askedAt: Date;
}

async function claim(
  world: World,
  { now, workerId }: Calling,
  away: readonly string[],
): Promise<ClaimedCall | Extract<CallReport, { outcome: 'refused' }> | undefined> {
  const at = now();
  const due = { estate_id: world.estate, now: at.toISOString() };
  return world.database.transaction(async (session) => {
    await session.execute(lockEstate, { estate_id: world.estate });
    if ((await session.rows(selectDue, { ...due, limit: 1 })).length === 0) return undefined;
    const instance = await sendingInstance(session, world);
    if (instance.state !== 'confirmed') {
      return { outcome: 'refused', code: 'INSTANCE_NOT_CONFIRMED', sentence: instance.sentence };
    }
    await moveMark(session, world, instance);
    return session.one<ClaimedCall>(claimCall, {
      ...due,
      lease_until: new Date(at.getTime() + leaseMs).toISOString(),
      worker_id: workerId,
      away,
    });
  });
}

async function make(world: World, { caller, key, now, workerId }: Calling, call: ClaimedCall): Promise<CallOutcome> {
  const { callId, url, body, attempts, askedAt } = call;
  const outcome = isStale(askedAt, now())
    ? tooLate
    : afterCall(await caller.call({ url, body, headers: callHeaders(key, { callId, body, at: now() }) }), {
        attempts,
        now: now(),
      });
  await world.database.transaction((session) => settle(session, world, { call, outcome, workerId, at: now() }));
  return outcome;
}

const tooLate: CallOutcome = {
  state: 'refused',
  code: 'TOO_LATE',
  sentence: "L'événement est trop ancien\u00a0: rien n'est parti.",
  status: null,
};

async function settle(
  session: Session,
  world: World,
  settled: {
    readonly call: ClaimedCall;
    readonly outcome: CallOutcome;
    readonly workerId: string;
    readonly at: Date;
  },
): Promise<void> {
  const { call, outcome, workerId, at } = settled;
  await session.execute(settleCall, {
    ...keyOf(world, call, workerId),
    ...columnsOf(outcome),
    now: at.toISOString(),
  });
  if (outcome.state === 'queued') return;
  await writeJournal(session, {
    estate: world.estate,
    actor: 'cuvee',
    action: 'automation.called',
    subject: `call:${call.callId}`,
    after: {
      rule: call.ruleName,
      origin: call.origin,
      state: outcome.state,
      code: outcome.code,
      status: outcome.status,
      attempts: call.attempts,
    },
  });
}

function keyOf({ estate }: World, { callId }: ClaimedCall, workerId: string) {
  return { estate_id: estate, call_id: callId, worker_id: workerId };
}

function columnsOf({ state, code, sentence, status, dueAt }: CallOutcome) {
  return { state, code, status, due_at: dueAt?.toISOString() ?? null, outcome: `${code} : ${sentence}` };
}

async function forgetFormerMark(world: World): Promise<void> {
  await world.database.transaction(async (session) => {
    await session.execute(lockEstate, { estate_id: world.estate });
    await settleMark(session, world);
  });
}

async function rehearse(world: World, { caller, now }: Calling): Promise<CallReport> {
  const due = await world.database.rows<Pick<ClaimedCall, 'callId' | 'url' | 'body'>>(selectDue, {
    estate_id: world.estate,
    now: now().toISOString(),
    limit: mostPerPassage,
  });
  for (const { url, body } of due) await caller.call({ url, body, headers: {} });
  return { outcome: 'rehearsed', wouldCall: due.length };
}

/** A call as a person reads it; its body is not shown. */
export interface ListedCall {
  readonly callId: string;
  readonly ruleName: string;
  readonly clientCode: string;
  readonly url: string;
  readonly state: 'queued' | 'claimed' | 'done' | 'refused' | 'cancelled';
  readonly code: string | null;
  readonly lastStatus: number | null;
  readonly attempts: number;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly settledAt: Date | null;
}

/** The last calls, newest first. */
export async function listCalls(
  session: Session,
  { estate, limit }: { readonly estate: string; readonly limit: number },
): Promise<readonly ListedCall[]> {
  return session.rows<ListedCall>(selectCalls, { estate_id: estate, limit });
}
