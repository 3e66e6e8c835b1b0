/** A campaign as its row tells it, and how a person finds one. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import type { CampaignState } from '../campaign.ts';
import type { CampaignKind } from '../letters-of/letter-kind.ts';
import type { CampaignFilter } from './filter.ts';
import type { CampaignVerdict } from './verdict.ts';

const lockRow = loadSql(import.meta.url, './lock-campaign-row.sql');
const selectCampaigns = loadSql(import.meta.url, './select-campaigns.sql');

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

/** The campaign of an id, locked until the transaction ends. Throws Failure('UNKNOWN_CAMPAIGN'). */
export async function lockCampaign(session: Session, estate: string, campaignId: string): Promise<CampaignRow> {
  await session.execute(lockRow, { estate_id: estate, campaign_id: campaignId });
  const row = await readCampaignRow(session, estate, campaignId);
  if (!row) throw unknownCampaign(campaignId);
  return row;
}

/** The campaign of an id; undefined when the estate has no such campaign. */
export async function readCampaignRow(
  session: Session,
  estate: string,
  campaignId: string,
): Promise<CampaignRow | undefined> {
  const [row] = await select(session, estate, { campaignId });
  return row;
}

/** Every campaign of the estate, the newest first. */
export async function listCampaigns(session: Session, estate: string): Promise<readonly CampaignRow[]> {
  return select(session, estate, {});
}

/** Those that bear a name, capitals aside, the newest first. */
export async function campaignsNamed(session: Session, estate: string, name: string): Promise<readonly CampaignRow[]> {
  return select(session, estate, { name });
}

/** The campaign a person means by a name or an id; of several of one name, the one not stopped, then the newest. Throws. */
export async function findCampaign(session: Session, estate: string, word: string): Promise<CampaignRow> {
  const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(word);
  const meant = await select(session, estate, isId ? { campaignId: word } : { name: word });
  const found = meant.find(({ state }) => state !== 'stopped') ?? meant[0];
  if (!found) throw unknownCampaign(word);
  return found;
}

function select(
  session: Session,
  estate: string,
  { campaignId = null, name = null }: { readonly campaignId?: string | null; readonly name?: string | null },
): Promise<CampaignRow[]> {
  return session.rows<CampaignRow>(selectCampaigns, { estate_id: estate, campaign_id: campaignId, name });
}

/** What an unheard-of campaign, by its id or its name, is answered with. */
export function unknownCampaign(word: string): Failure {
  return new Failure(
    'UNKNOWN_CAMPAIGN',
    sentence(
      `Aucune campagne « ${word} ». Pour les voir : cuvee campaign list`,
      `No campaign "${word}". To see them: cuvee campaign list`,
    ),
  );
}
