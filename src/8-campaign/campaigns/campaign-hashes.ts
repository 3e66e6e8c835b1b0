/**
 * What the approval of a campaign is bound to, counted anew from the tables: its letters as they are written in the outbox, the
 * templates and the sender of now, and its audience. While nothing changed these are the hashes the campaign was made with.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { readSettings } from '../../estate/settings-store.ts';
import { stableHash, stableJson } from '../../values/stable-json.ts';
import { estatePages, letterEstateOf } from '../letters-of/letter-estate.ts';
import { letterHash, type OutboxLetter } from '../letters-of/outbox-letter.ts';
import type { LetterKind } from '../letters/letter.ts';
import { readCampaign } from '../outbox/campaign-to-send.ts';
import { fingerprintOf } from '../outbox/fingerprint.ts';
import { readStoredTemplate } from '../templates-store/read-template.ts';
import { unknownCampaign } from './campaign-row.ts';
import { templatesHash, type TemplateUsed } from './verdict.ts';

const selectLetters = loadSql(import.meta.url, './outbox-letters.sql');
const selectStamps = loadSql(import.meta.url, './letter-stamps.sql');
const lettersAtOnce = 500;

export interface StoredLetter {
  readonly householdKey: string;
  readonly clientCode: string;
  readonly letterId: string;
  readonly state: string;
  readonly letter: OutboxLetter;
  readonly letterHash: string;
}

/** What is no longer as it was when the campaign was made. */
export type CampaignChange = 'template' | 'sender' | 'letters' | 'audience';

export interface CampaignHashes {
  readonly contentHash: string;
  readonly audienceHash: string;
  /** Empty: the hashes are those the campaign was made with. */
  readonly changes: readonly CampaignChange[];
}

/** Both hashes of a campaign as its rows, templates and sender stand now. Throws Failure('UNKNOWN_CAMPAIGN'). */
export async function campaignHashes(
  session: Session,
  key: { readonly estate: string; readonly campaignId: string },
): Promise<CampaignHashes> {
  const campaign = await readCampaign(session, key);
  const fingerprint = await fingerprintOf(session, key);
  if (!campaign || !fingerprint) throw unknownCampaign(key.campaignId);
  const { settings } = await readSettings(session, key.estate);
  const sender = stableJson(letterEstateOf(settings));
  const { privacy } = estatePages(settings);
  const templates = new Map<LetterKind, TemplateUsed>();
  let senderChanged = false;
  for (const stamp of await letterStamps(session, key)) {
    const template = templates.get(stamp.kind) ?? (await templateInUse(session, key.estate, stamp));
    templates.set(stamp.kind, template);
    senderChanged ||= stamp.privacy !== privacy || stableJson(stamp.estate) !== sender;
  }
  let lettersChanged = false;
  for await (const { letter, letterHash: kept } of storedLetters(session, key)) {
    lettersChanged ||= letterHash(letter, campaign.templateHash) !== kept;
  }
  const hash = templatesHash([...templates.values()].sort(byKind));
  const templateChanged = templates.size > 0 && hash !== campaign.templateHash;
  lettersChanged ||= fingerprint.contentHash !== campaign.contentHash;
  const changes: CampaignChange[] = [];
  if (templateChanged) changes.push('template');
  if (senderChanged) changes.push('sender');
  if (lettersChanged) changes.push('letters');
  if (fingerprint.audienceHash !== campaign.audienceHash) changes.push('audience');
  const isSame = !templateChanged && !senderChanged && !lettersChanged;
  return {
    contentHash: isSame ? fingerprint.contentHash : stableHash({ fingerprint, hash, sender, privacy, changes }),
    audienceHash: fingerprint.audienceHash,
    changes,
  };
}

/** What letters of a campaign have in common. */
export interface LetterStamp extends Pick<OutboxLetter, 'kind' | 'language' | 'estate'> {
  readonly privacy: string;
}

/** Each way the letters of a campaign are stamped, by kind. */
export async function letterStamps(
  session: Session,
  { estate, campaignId }: { readonly estate: string; readonly campaignId: string },
): Promise<readonly LetterStamp[]> {
  return session.rows<LetterStamp>(selectStamps, { estate_id: estate, campaign_id: campaignId });
}

/** The letters of a campaign in the order of the households, some at a time. */
export async function* storedLetters(
  session: Session,
  { estate, campaignId, clientCode }: { estate: string; campaignId: string; clientCode?: string },
): AsyncGenerator<StoredLetter> {
  let after = '';
  for (;;) {
    const rows = await session.rows<StoredLetter>(selectLetters, {
      estate_id: estate,
      campaign_id: campaignId,
      after_household: after,
      client_code: clientCode ?? null,
      limit: lettersAtOnce,
    });
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < lettersAtOnce) return;
    after = last.householdKey;
  }
}

/** By kind, in one order: what `templatesHash` takes. */
export function byKind(a: TemplateUsed, b: TemplateUsed): number {
  return a.kind < b.kind ? -1 : 1;
}

async function templateInUse(
  session: Session,
  estate: string,
  { kind, language }: Pick<OutboxLetter, 'kind' | 'language'>,
): Promise<TemplateUsed> {
  const { version, hash } = await readStoredTemplate(session, { estate, kind, language });
  return { kind, version, hash };
}
