/** A named person decides on a draft: its letters and its audience together, as they stand at that moment. */
import type { Decision, DecisionRefusal } from '../../7-audit/approvals/approval.ts';
import { type CampaignDecision, decideCampaign } from '../../7-audit/approvals/decide-campaign.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { campaignCan } from '../campaign.ts';
import { countOutbox } from '../outbox/campaign-to-send.ts';
import { campaignHashes } from './campaign-hashes.ts';
import { lockCampaign } from './campaign-row.ts';
import { type CampaignRefusal, wrongState } from './refusal.ts';
import { changedSinceDraft } from './what-changed.ts';

const lockApprovals = loadSql(import.meta.url, './lock-approvals.sql');
const approveDraft = loadSql(import.meta.url, './approve-draft.sql');

export interface CampaignApproval {
  readonly campaignId: string;
  readonly by: string;
  /** `approved` unless said otherwise; a rejected or flagged draft stays a draft. */
  readonly decision?: Decision;
  readonly confirmation?: string;
  readonly reason?: string;
  readonly now: Date;
}

/** Decides, in one transaction. What changed since the draft was made is refused: it is made again first. */
export async function approveCampaign(
  world: World,
  { campaignId, by, decision = 'approved', confirmation, reason, now }: CampaignApproval,
): Promise<CampaignDecision | CampaignRefusal | DecisionRefusal> {
  return world.database.transaction(async (session) => {
    await session.execute(lockApprovals, { estate_id: world.estate });
    const campaign = await lockCampaign(session, world.estate, campaignId);
    const { name, author, state, verdict } = campaign;
    if (!campaignCan[state].approve) {
      return wrongState(state, 'seul un brouillon se valide', 'only a draft is approved');
    }
    const key = { estate: world.estate, campaignId };
    const hashes = await campaignHashes(session, key);
    if (decision === 'approved') {
      const changed = await changedSinceDraft(session, key, hashes, now);
      if (changed) return changed;
    }
    const { included: letterCount } = await countOutbox(session, key);
    const decided = await decideCampaign(
      session,
      world,
      { campaignId, name, author, ...hashes, letterCount, isBlocked: verdict.isBlocked },
      {
        decision,
        by,
        ...(reason === undefined ? {} : { reason }),
        ...(confirmation === undefined ? {} : { confirmation }),
      },
      now,
    );
    if (!('refusedBecause' in decided) && decision === 'approved') {
      await session.execute(approveDraft, {
        estate_id: world.estate,
        campaign_id: campaignId,
        approval_id: decided.approvalId,
      });
    }
    return decided;
  });
}
