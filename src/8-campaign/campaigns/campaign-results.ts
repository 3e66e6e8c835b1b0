/** How far campaigns are and what became of their letters: the list a person opens in the morning, and the page of one campaign. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { CampaignState } from '../campaign.ts';
import type { CampaignKind } from '../letters-of/letter-kind.ts';
import { type CampaignRow, listCampaigns } from './campaign-row.ts';

const selectResults = loadSql(import.meta.url, './campaign-results.sql');

/** Letters, each once per column; audience = accepted + excluded + waiting + unknown + failed + held. */
export interface CampaignResults {
  readonly audience: number;
  readonly letters: number;
  readonly waiting: number;
  readonly accepted: number;
  readonly unknown: number;
  readonly failed: number;
  /** Left out when the campaign was made, or inside the sending. */
  readonly excluded: number;
  readonly held: number;
  readonly delivered: number;
  readonly clicked: number;
  /** Of the whole campaign: nobody's in particular (law.md, 3). */
  readonly opened: number;
  readonly bounced: number;
  readonly unsubscribed: number;
  readonly complained: number;
  /** When the last letter was handed over; null: none was. */
  readonly lastAcceptedAt: Date | null;
}

const noResults: CampaignResults = {
  audience: 0,
  letters: 0,
  waiting: 0,
  accepted: 0,
  unknown: 0,
  failed: 0,
  excluded: 0,
  held: 0,
  delivered: 0,
  clicked: 0,
  opened: 0,
  bounced: 0,
  unsubscribed: 0,
  complained: 0,
  lastAcceptedAt: null,
};

/** The results of one campaign as they stand; cheap enough to be asked every second while letters leave. */
export async function campaignResults(
  session: Session,
  { estate, campaignId }: { readonly estate: string; readonly campaignId: string },
): Promise<CampaignResults> {
  const [row] = await select(session, estate, campaignId);
  if (!row) return noResults;
  const { campaignId: _campaignId, ...results } = row;
  return results;
}

export interface CampaignListed {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly origin: CampaignRow['origin'];
  readonly kind: CampaignKind;
  readonly isDryRun: boolean;
  readonly author: string;
  readonly stopReason: string | null;
  readonly sendAfter: Date | null;
  readonly sendBefore: Date | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly results: CampaignResults;
}

/** Every campaign of the estate with its results, the newest first: two statements, however many there are. */
export async function campaignsWithResults(session: Session, estate: string): Promise<readonly CampaignListed[]> {
  const rows = await select(session, estate, null);
  const resultsOf = new Map(rows.map(({ campaignId, ...results }) => [campaignId, results]));
  return (await listCampaigns(session, estate)).map((row) => ({
    campaignId: row.campaignId,
    name: row.name,
    state: row.state,
    origin: row.origin,
    kind: row.kind,
    isDryRun: row.isDryRun,
    author: row.author,
    stopReason: row.stopReason,
    sendAfter: row.sendAfter,
    sendBefore: row.sendBefore,
    createdAt: row.createdAt,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    results: resultsOf.get(row.campaignId) ?? noResults,
  }));
}

function select(
  session: Session,
  estate: string,
  campaignId: string | null,
): Promise<(CampaignResults & { readonly campaignId: string })[]> {
  return session.rows(selectResults, { estate_id: estate, campaign_id: campaignId });
}
