/**
 * Asks Brevo what really happened, and makes our records say the same: webhooks get lost, and one fault of ours discards them for
 * good (brevo.md, 5). What the report tells goes through the inbox like what is posted, so that there is one way in.
 */
import { keepBody } from '../../1-raw/events/keep-body.ts';
import type { No } from '../../brevo/answer.ts';
import type { Brevo } from '../../brevo/client.ts';
import type { BrevoEvent, ReadEvent } from '../../brevo/event.ts';
import { brevoLimits } from '../../brevo/limits.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { compareBlocks } from './compare-blocks.ts';
import { confirmParked } from './confirm-parked.ts';
import { countOpens } from './count-opens.ts';
import { forgetOldBodies } from './forget-old.ts';
import { keepContactLogTrue } from './note-facts.ts';
import { pushRefusals } from './push-refusals.ts';
import { type InboxCounts, readInbox } from './read-inbox.ts';

const dayMs = 86_400_000;

export interface Reconciliation {
  /** What the report told, as far as it was not known: and what else lay in the inbox. */
  readonly inbox: InboxCounts;
  readonly reported: number;
  /** Rows of the report nobody could read. */
  readonly unreadable: number;
  readonly matchedLater: number;
  readonly confirmed: number;
  readonly blockedAtBrevo: number;
  /** Refusals only Brevo's blocklist knew of. */
  readonly learned: number;
  /** Refused addresses Brevo was told of, and those still to be told. */
  readonly told: number;
  readonly waiting: number;
  readonly opens: number;
  readonly statusesMended: number;
  readonly bodiesForgotten: number;
  /** Why a part of it could not be done; empty when all was. It will be done the next time. */
  readonly incomplete: readonly Sentence[];
}

type ReconcilingBrevo = Pick<Brevo, 'statistics' | 'contact' | 'blockedContacts' | 'blockEverywhere'>;

/**
 * Reconciles what happened since `since` (at most 89 days ago) with Brevo's report and blocklists. Brevo's report lags by minutes: let
 * the stretches of two reconciliations overlap. Never throws for what Brevo answers; can be done again at any time.
 */
export async function reconcile(
  world: World,
  brevo: ReconcilingBrevo,
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<Reconciliation> {
  const report = await keepReport(world, brevo, { since, now });
  const inbox = await readInbox(world, { now });
  const parked = await confirmParked(world, brevo, now);
  const blocks = await compareBlocks(world, brevo, now);
  const pushed = await pushRefusals(world, brevo, { now });
  const opens = await countOpens(world, brevo, now);
  const statusesMended = await keepContactLogTrue(world.database, world.estate, { handedOverSince: since });
  return {
    inbox,
    reported: report.events,
    unreadable: report.unreadable,
    matchedLater: parked.matched,
    confirmed: parked.confirmed,
    blockedAtBrevo: blocks.blockedAtBrevo,
    learned: blocks.learned,
    told: pushed.told,
    waiting: pushed.waiting,
    opens: opens.counted,
    statusesMended,
    bodiesForgotten: await forgetOldBodies(world, now),
    incomplete: [report.incomplete, blocks.incomplete, opens.incomplete]
      .flatMap((no) => (no ? [no.sentence] : []))
      .concat(pushed.stopped ?? []),
  };
}

/** Puts each page of the report into the inbox, as a webhook would have posted it; opens stay outside. */
async function keepReport(
  world: World,
  brevo: Pick<Brevo, 'statistics'>,
  { since, now }: { since: Date; now: Date },
): Promise<{ events: number; unreadable: number; incomplete?: No }> {
  const earliest = new Date(now.getTime() - (brevoLimits.eventsDays - 1) * dayMs);
  const startDate = dayOf(since < earliest ? earliest : since);
  let events = 0;
  let unreadable = 0;
  for await (const page of brevo.statistics({ startDate, endDate: dayOf(now) })) {
    if (page.outcome !== 'done') return { events, unreadable, incomplete: page };
    const told = page.value.filter(isWorthKeeping);
    events += told.length;
    unreadable += page.value.filter(({ kind }) => kind === 'unreadable').length;
    if (told.length === 0) continue;
    const bytes = Buffer.from(JSON.stringify(told.map(asPosted)));
    await keepBody(world.database, { estate: world.estate, source: 'brevo:reconcile', bytes, receivedAt: now });
  }
  return { events, unreadable };
}

function isWorthKeeping(event: ReadEvent): event is BrevoEvent {
  return !['unreadable', 'opened', 'proxy_opened'].includes(event.kind);
}

/** The event as a webhook tells it. */
function asPosted(event: BrevoEvent): Readonly<Record<string, unknown>> {
  const { kind, email, messageId, at, link, reason, tags, sender } = event;
  return {
    event: kind,
    email,
    'message-id': messageId,
    ts_epoch: at.getTime(),
    tags,
    link,
    reason,
    sender_email: sender,
  };
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
