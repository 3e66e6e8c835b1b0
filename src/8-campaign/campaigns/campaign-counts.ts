/** A campaign in figures: its audience is what was sent, plus what was left out, plus what waits, to the last client. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { countOutbox } from '../outbox/campaign-to-send.ts';

const selectExclusions = loadSql(import.meta.url, './exclusion-counts.sql');

export interface ExclusionCount {
  readonly code: string;
  readonly clients: number;
  /** One client, and the sentence said of them; empty for what is told by the code alone. */
  readonly exampleClient: string;
  readonly example: string;
}

/** Every client is in exactly one of accepted, excluded, waiting, unknown, failed and held. */
export interface CampaignCounts {
  readonly audience: number;
  /** Letters written: the audience without those left out when it was made. */
  readonly letters: number;
  readonly accepted: number;
  /** Left out when the campaign was made, or inside the sending. */
  readonly excluded: number;
  readonly waiting: number;
  readonly unknown: number;
  readonly failed: number;
  readonly held: number;
  /** False: the tables contradict each other, and nothing may be sent. */
  readonly isWhole: boolean;
  /** The most frequent first. */
  readonly exclusions: readonly ExclusionCount[];
}

/** Counts from the rows as they stand. */
export async function campaignCounts(
  session: Session,
  key: { readonly estate: string; readonly campaignId: string },
): Promise<CampaignCounts> {
  const counts = await countOutbox(session, key);
  const exclusions = await session.rows<ExclusionCount>(selectExclusions, {
    estate_id: key.estate,
    campaign_id: key.campaignId,
  });
  const { audience, accepted, unknown, failed, held } = counts;
  const waiting = counts.queued + counts.claimed;
  const excluded = counts.leftOut + counts.excluded;
  return {
    audience,
    letters: counts.included,
    accepted,
    excluded,
    waiting,
    unknown,
    failed,
    held,
    isWhole:
      audience === accepted + excluded + waiting + unknown + failed + held &&
      counts.audienceIncluded === counts.included,
    exclusions,
  };
}
