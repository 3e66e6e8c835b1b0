/** A named person approves, or rejects, the letter a rule asks for: as it reads now, to whoever the rule finds. */
import type { DecisionBy, DecisionRefusal } from '../../7-audit/approvals/approval.ts';
import { type CampaignDecision, decideCampaign } from '../../7-audit/approvals/decide-campaign.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import { missingSender } from '../letters-of/letter-estate.ts';
import { createLetterDesk } from './letter-desk.ts';
import {
  draftStanding,
  lockStandingCampaigns,
  type RuleLetter,
  type RuleLetterKind,
  type StandingCampaign,
  standingCampaigns,
  standingOf,
} from './standing-campaign.ts';

const approveStanding = loadSql(import.meta.url, './approve-standing.sql');

/** A "no" before any decision: which rule, which letter, who writes. */
export interface RuleLetterRefusal {
  readonly refusedBecause: 'UNKNOWN_RULE' | 'NO_LETTER' | 'WHICH_LETTER' | 'SENDER_NOT_SET';
  readonly sentence: Sentence;
}

export interface RuleLetterDecision extends CampaignDecision {
  readonly campaignId: string;
  readonly name: string;
  readonly isDryRun: boolean;
}

export interface RuleLetterToDecide {
  readonly ruleName: string;
  /** Needed where the rule asks for letters of several kinds. */
  readonly kind?: string;
  readonly person: DecisionBy;
  /** Without it the letters cannot leave, whatever else is set. */
  readonly isLive: boolean;
  readonly now: Date;
}

/**
 * Decides about the rule's letter in one transaction. An approval counts until it expires (`approval.expires_days`); approved
 * anew, the rule may write again to households it wrote to under the one before.
 */
export async function decideRuleLetter(
  world: World,
  { ruleName, kind, person, isLive, now }: RuleLetterToDecide,
): Promise<RuleLetterDecision | RuleLetterRefusal | DecisionRefusal> {
  const found = ruleLetterKind(world, ruleName, kind);
  if ('refusedBecause' in found) return found;
  const missing = missingSender(world.settings);
  if (missing) return { refusedBecause: 'SENDER_NOT_SET', sentence: missing };
  return world.database.transaction(async (session) => {
    await lockStandingCampaigns(session, world.estate);
    const template = await createLetterDesk(world, now).templateOf(session, found.kind);
    const campaign = await campaignToDecide(session, world, { ...found, template }, { person, now });
    const decision = await decideCampaign(
      session,
      world,
      { ...campaign, author: 'cuvee', letterCount: 1 },
      person,
      now,
    );
    if ('refusedBecause' in decision) return decision;
    if (person.decision === 'approved') await open(session, world, campaign, { decision, isLive });
    return { ...decision, campaignId: campaign.campaignId, name: campaign.name, isDryRun: !isLive };
  });
}

/** To approve: the draft that waits, or a new one, for an approval is never stretched. To refuse: what letters go to now. */
async function campaignToDecide(
  session: Session,
  world: World,
  letter: RuleLetter,
  { person, now }: { readonly person: DecisionBy; readonly now: Date },
): Promise<StandingCampaign> {
  const campaigns = await standingCampaigns(session, world, letter, now);
  const current =
    person.decision === 'approved' ? campaigns.find(({ state }) => state === 'draft') : standingOf(campaigns);
  return current ?? draftStanding(session, world, letter, now);
}

async function open(
  session: Session,
  { estate }: World,
  { campaignId }: StandingCampaign,
  { decision, isLive }: { readonly decision: CampaignDecision; readonly isLive: boolean },
): Promise<void> {
  await session.execute(approveStanding, {
    estate_id: estate,
    campaign_id: campaignId,
    approval_id: decision.approvalId,
    is_dry_run: !isLive,
    send_after: decision.effectiveAt.toISOString(),
    send_before: decision.expiresAt.toISOString(),
  });
}

/** The rule and the kind of its letter; a refusal where there is none, or more than one to choose from. */
function ruleLetterKind(
  { settings }: World,
  ruleName: string,
  asked: string | undefined,
): Omit<RuleLetter, 'template'> | RuleLetterRefusal {
  const rule = settings.automation.rules.find(({ name }) => name === ruleName);
  if (!rule) return unknownRule(ruleName, settings.automation.rules.map(({ name }) => name).join(', '));
  const kinds = rule.actions.flatMap((action): RuleLetterKind[] => (action.do === 'send_letter' ? [action.kind] : []));
  const [first, ...others] = [...new Set(kinds)].filter((kind) => asked === undefined || kind === asked);
  if (first === undefined) return noLetter(ruleName);
  return others.length === 0 ? { rule, kind: first } : whichLetter(ruleName, kinds);
}

/** The rule nobody knows, and those there are. */
export function unknownRule(ruleName: string, known: string): RuleLetterRefusal {
  return {
    refusedBecause: 'UNKNOWN_RULE',
    sentence: sentence(
      `Aucune règle « ${ruleName} ». Règles du domaine : ${known}.`,
      `No rule "${ruleName}". Rules of the estate: ${known}.`,
    ),
  };
}

function noLetter(ruleName: string): RuleLetterRefusal {
  return {
    refusedBecause: 'NO_LETTER',
    sentence: sentence(
      `La règle « ${ruleName} » n’envoie pas cette lettre.`,
      `The rule "${ruleName}" sends no such letter.`,
    ),
  };
}

function whichLetter(ruleName: string, kinds: readonly string[]): RuleLetterRefusal {
  const choice = [...new Set(kinds)].join(' | ');
  return {
    refusedBecause: 'WHICH_LETTER',
    sentence: sentence(
      `La règle « ${ruleName} » envoie plusieurs lettres : ajoutez --kind ${choice}.`,
      `The rule "${ruleName}" sends several letters: add --kind ${choice}.`,
    ),
  };
}
