/** A campaign as its sender reads it, and the moves of its state: the only file that writes them while letters leave. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { Language } from '../../values/sentence.ts';
import type { CampaignState } from '../campaign.ts';
import type { CampaignKind } from '../letters-of/letter-kind.ts';

const selectCampaign = loadSql(import.meta.url, './campaign-to-send.sql');
const setState = loadSql(import.meta.url, './set-campaign-state.sql');
const selectCounts = loadSql(import.meta.url, './outbox-counts.sql');

export interface CampaignToSend {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly kind: CampaignKind;
  readonly language: Language;
  readonly templateVersion: number;
  readonly templateHash: string;
  readonly contentHash: string;
  readonly audienceHash: string;
  readonly channel: 'brevo' | 'smtp';
  readonly isDryRun: boolean;
  readonly isStopAsked: boolean;
  readonly stopReason: string | null;
  readonly sendAfter: Date | null;
  readonly sendBefore: Date | null;
  readonly pace: unknown;
}

export interface CampaignKey {
  readonly estate: string;
  readonly campaignId: string;
}

/** Undefined when the estate has no such campaign. */
export async function readCampaign(
  session: Session,
  { estate, campaignId }: CampaignKey,
): Promise<CampaignToSend | undefined> {
  return session.one<CampaignToSend>(selectCampaign, { estate_id: estate, campaign_id: campaignId });
}

export interface CampaignMove {
  readonly from: readonly CampaignState[];
  readonly to: CampaignState;
  readonly at: Date;
  /** A person's name, or `cuvee`. */
  readonly by: string;
  /** Why it stands still or ended; shown as it is. */
  readonly reason?: string;
  readonly isStopAsked?: boolean;
  /** A new end of the window. */
  readonly sendBefore?: Date;
}

/** Moves a campaign on and writes the journal; false when it was in none of the states it may leave. */
export async function moveCampaign(session: Session, key: CampaignKey, move: CampaignMove): Promise<boolean> {
  const moved = await session.execute(setState, {
    estate_id: key.estate,
    campaign_id: key.campaignId,
    state: move.to,
    from_states: move.from,
    stop_reason: move.reason ?? null,
    is_stop_asked: move.isStopAsked ?? false,
    send_before: move.sendBefore?.toISOString() ?? null,
    now: move.at.toISOString(),
  });
  if (moved === 0) return false;
  await writeJournal(session, {
    estate: key.estate,
    actor: move.by,
    action: `campaign.${move.to}`,
    subject: `campaign:${key.campaignId}`,
    ...(move.reason === undefined ? {} : { reason: move.reason }),
    after: { at: move.at.toISOString(), ...(move.sendBefore ? { sendBefore: move.sendBefore.toISOString() } : {}) },
  });
  return true;
}

/** What became of a campaign's audience. `included` letters are each in exactly one of the states. */
export interface OutboxCounts {
  readonly audience: number;
  readonly audienceIncluded: number;
  readonly leftOut: number;
  readonly included: number;
  readonly queued: number;
  readonly claimed: number;
  readonly accepted: number;
  readonly unknown: number;
  readonly failed: number;
  readonly excluded: number;
  readonly held: number;
  /** When the next waiting letter may be taken up again. */
  readonly nextAt: Date | null;
}

const noCounts: OutboxCounts = {
  audience: 0,
  audienceIncluded: 0,
  leftOut: 0,
  included: 0,
  queued: 0,
  claimed: 0,
  accepted: 0,
  unknown: 0,
  failed: 0,
  excluded: 0,
  held: 0,
  nextAt: null,
};

export async function countOutbox(session: Session, { estate, campaignId }: CampaignKey): Promise<OutboxCounts> {
  return (await session.one<OutboxCounts>(selectCounts, { estate_id: estate, campaign_id: campaignId })) ?? noCounts;
}

/** Every letter has its last word, and audience = sent + excluded + held to the last client (promises.md 2). */
export function isAccountedFor(counts: OutboxCounts): boolean {
  const settled = counts.accepted + counts.failed + counts.excluded + counts.held;
  return (
    counts.included === settled &&
    counts.audienceIncluded === counts.included &&
    counts.audience === counts.included + counts.leftOut
  );
}
