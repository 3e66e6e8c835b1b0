/** A named person decides on a campaign: its letters and who gets them, together. Whatever changes later voids it. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import { stableHash } from '../../values/stable-json.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import {
  approvalState,
  type ApprovalState,
  type Decision,
  type DecisionBy,
  type DecisionRefusal,
  refusal,
  refusePerson,
  refuseUntyped,
  validity,
} from './approval.ts';

const insertApproval = loadSql(import.meta.url, './insert-approval.sql');
const lastCampaignDecision = loadSql(import.meta.url, './last-campaign-decision.sql');

/** A campaign as a person sees it when deciding. */
export interface CampaignToDecide {
  readonly campaignId: string;
  readonly name: string;
  /** Who made it. */
  readonly author: string;
  readonly contentHash: string;
  readonly audienceHash: string;
  readonly letterCount: number;
  /** The linter found something the law forbids. */
  readonly isBlocked: boolean;
}

export interface CampaignDecision {
  readonly approvalId: string;
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

/** What a person alone has to type to approve a campaign: its name and how many letters it is. */
export function campaignConfirmation({ name, letterCount }: Pick<CampaignToDecide, 'name' | 'letterCount'>): string {
  return `${name} ${letterCount}`;
}

/** Decides inside the caller's transaction, which moves the campaign on. A refusal of the rules is returned. */
export async function decideCampaign(
  session: Session,
  world: World,
  campaign: CampaignToDecide,
  person: DecisionBy,
  now: Date,
): Promise<CampaignDecision | DecisionRefusal> {
  const rules = world.settings.approval;
  const refused =
    refusePerson(person, campaign.author, rules) ??
    refuseContent(campaign, person.decision) ??
    refuseUntyped(person, campaignConfirmation(campaign), rules);
  if (refused) return refused;
  const approvalId = uuidV7(now);
  const { effectiveAt, expiresAt } = validity(now, rules, true);
  await session.execute(insertApproval, {
    estate_id: world.estate,
    approval_id: approvalId,
    subject: 'campaign',
    scope: 'campaign',
    scope_key: campaign.campaignId,
    decision: person.decision,
    content_hash: boundHash(campaign),
    author: campaign.author,
    decided_by: person.by,
    reason: person.reason ?? null,
    item_count: campaign.letterCount,
    decided_at: now.toISOString(),
    effective_at: effectiveAt.toISOString(),
    expires_at: expiresAt.toISOString(),
  });
  await writeJournal(session, {
    estate: world.estate,
    actor: person.by,
    action: `campaign.${person.decision}`,
    subject: `campaign:${campaign.campaignId}`,
    ...(person.reason === undefined ? {} : { reason: person.reason }),
    after: { approvalId, letters: campaign.letterCount, contentHash: boundHash(campaign) },
  });
  return { approvalId, effectiveAt, expiresAt };
}

/** Where the approval of a campaign stands at an instant, for the letters and the audience it has now. */
export async function campaignApproval(
  session: Session,
  question: {
    readonly estate: string;
    readonly campaignId: string;
    readonly contentHash: string;
    readonly audienceHash: string;
    readonly at: Date;
  },
): Promise<ApprovalState> {
  const last = await session.one<DecisionRow>(lastCampaignDecision, {
    estate_id: question.estate,
    campaign_id: question.campaignId,
  });
  const kept = last && {
    decision: last.decision,
    contentHash: last.content_hash,
    effectiveAt: last.effective_at,
    expiresAt: last.expires_at,
  };
  return approvalState(kept, boundHash(question), question.at);
}

interface DecisionRow {
  readonly decision: Decision;
  readonly content_hash: string;
  readonly effective_at: Date;
  readonly expires_at: Date;
}

function refuseContent({ isBlocked, letterCount }: CampaignToDecide, decision: Decision): DecisionRefusal | undefined {
  if (decision !== 'approved') return undefined;
  if (isBlocked) {
    return refusal(
      'LINT_BLOCKED',
      'La relecture bloque ces lettres : corrigez d’abord le modèle (cuvee campaign show).',
      'The linter blocks these letters: mend the template first (cuvee campaign show).',
    );
  }
  if (letterCount > 0) return undefined;
  return refusal('NOTHING_TO_DECIDE', 'Cet envoi n’a aucune lettre.', 'This campaign has no letter.');
}

function boundHash({ contentHash, audienceHash }: { contentHash: string; audienceHash: string }): string {
  return stableHash({ contentHash, audienceHash });
}
