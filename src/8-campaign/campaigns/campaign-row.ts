/** A campaign as its row tells it, and how a person finds one. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import type { CampaignState } from '../campaign.ts';
import type { CampaignKind } from '../letters-of/letter-kind.ts';
import type { CampaignFilter } from './filter.ts';
import type { CampaignVerdict } from './verdict.ts';

const selectCampaign = loadSql(import.meta.url, './select-campaign.sql');
const selectCampaigns = loadSql(import.meta.url, './list-campaigns.sql');

export interface CampaignRow {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly origin: 'campaign' | 'automation';
  readonly kind: CampaignKind;
  readonly language: Language;
  readonly filter: CampaignFilter;
  /** Null for letters without wines. */
  readonly inputsHash: string | null;
  readonly templateVersion: number;
  readonly templateHash: string;
  readonly contentHash: string;
  readonly audienceHash: string;
  readonly verdict: CampaignVerdict;
  readonly approvalId: string | null;
  readonly channel: 'brevo' | 'smtp';
  readonly isDryRun: boolean;
  readonly author: string;
  readonly sendAfter: Date | null;
  readonly sendBefore: Date | null;
  readonly stopReason: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** The campaign of an id, locked until the transaction ends. Throws Failure('CAMPAIGN_UNKNOWN'). */
export async function lockCampaign(session: Session, estate: string, campaignId: string): Promise<CampaignRow> {
  const row = await session.one<CampaignRow>(selectCampaign, { estate_id: estate, campaign_id: campaignId });
  if (!row) throw unknown(campaignId);
  return row;
}

/** Every campaign of the estate, the newest first. */
export async function listCampaigns(session: Session, estate: string): Promise<readonly CampaignRow[]> {
  return session.rows<CampaignRow>(selectCampaigns, { estate_id: estate, name: null });
}

/** Those that bear a name, capitals aside, the newest first. */
export async function campaignsNamed(session: Session, estate: string, name: string): Promise<readonly CampaignRow[]> {
  return session.rows<CampaignRow>(selectCampaigns, { estate_id: estate, name });
}

/** The campaign a person means by a name or an id; of several of one name, the one not stopped, then the newest. Throws. */
export async function findCampaign(session: Session, estate: string, word: string): Promise<CampaignRow> {
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(word);
  const rows = isId ? await listCampaigns(session, estate) : await campaignsNamed(session, estate, word);
  const meant = isId ? rows.filter(({ campaignId }) => campaignId === word.toLowerCase()) : rows;
  const found = meant.find(({ state }) => state !== 'stopped') ?? meant[0];
  if (!found) throw unknown(word);
  return found;
}

function unknown(word: string): Failure {
  return new Failure(
    'CAMPAIGN_UNKNOWN',
    sentence(
      `Aucune campagne « ${word} ». Pour les voir : cuvee campaign list`,
      `No campaign "${word}". To see them: cuvee campaign list`,
    ),
  );
}
