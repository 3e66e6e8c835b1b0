/**
 * What an approval is bound to, counted from the rows themselves: whoever makes a campaign keeps these hashes, whoever sends
 * counts them anew, and a letter, a template or an audience that changed in between is not what was approved.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';

const selectFingerprint = loadSql(import.meta.url, './fingerprint.sql');

export interface Fingerprint {
  /** Of the template and of each letter's words, household, client and address. */
  readonly contentHash: string;
  /** Of each client the filter found, written to or not. */
  readonly audienceHash: string;
}

/** The hashes of a campaign as its rows in the outbox and the audience stand now; undefined when there is no such campaign. */
export async function fingerprintOf(
  session: Session,
  { estate, campaignId }: { readonly estate: string; readonly campaignId: string },
): Promise<Fingerprint | undefined> {
  const row = await session.one<{ content_hash: string; audience_hash: string }>(selectFingerprint, {
    estate_id: estate,
    campaign_id: campaignId,
  });
  return row && { contentHash: row.content_hash, audienceHash: row.audience_hash };
}
