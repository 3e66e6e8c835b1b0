/** Reads what decides whether letters of a campaign may leave at this moment. */
import { campaignApproval } from '../../7-audit/approvals/decide-campaign.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { type AnswerCounts, automaticStop } from './automatic-stop.ts';
import type { CampaignToSend } from './campaign-to-send.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { GateFacts } from './gate.ts';
import { windowAt } from './window.ts';

const selectAnswerCounts = loadSql(import.meta.url, './answer-counts.sql');

/** All but the installation, which the caller has read. */
export async function readGateFacts(
  session: Session,
  { estate, settings }: World,
  campaign: CampaignToSend,
  now: Date,
): Promise<Omit<GateFacts, 'instance'>> {
  const key = { estate, campaignId: campaign.campaignId };
  const fingerprint = await fingerprintOf(session, key);
  // Approved was what the campaign says of itself; what its rows say now must be the same.
  const isSame =
    fingerprint?.contentHash === campaign.contentHash && fingerprint.audienceHash === campaign.audienceHash;
  const approval = await campaignApproval(session, { ...key, ...campaign, at: now });
  const answers = await session.one<AnswerCounts>(selectAnswerCounts, {
    estate_id: estate,
    campaign_id: campaign.campaignId,
  });
  return {
    campaign,
    approval: isSame ? approval : 'void',
    window: windowAt(now, campaign, { ...settings.campaigns, timezone: settings.week.timezone }),
    automaticStop: answers && automaticStop(answers, settings.campaigns),
  };
}
