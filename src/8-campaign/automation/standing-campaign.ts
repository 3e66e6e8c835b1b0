/**
 * The standing campaign of a rule's letter: what a named person approves once, so that letters may be added to it as the rule
 * finds whom to write to. Its content is the template, the sender and the kind; its audience is "whoever the rule finds". Another
 * template, sender, trigger or condition makes another campaign, which somebody has to approve.
 */
import type { ApprovalState } from '../../7-audit/approvals/approval.ts';
import { campaignApproval } from '../../7-audit/approvals/decide-campaign.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { AutomationAction, AutomationRule } from '../../estate/sending-settings.ts';
import { stableJson } from '../../values/stable-json.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';
import type { CampaignState } from '../campaign.ts';
import { type CampaignVerdict, createVerdict } from '../campaigns/verdict.ts';
import { estatePages, letterEstateOf } from '../letters-of/letter-estate.ts';
import type { OutboxLetter } from '../letters-of/outbox-letter.ts';
import { linkedLetter, renderOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import { sampleLinks } from '../letters-of/sample-links.ts';
import { sampleLetters } from '../letters/sample-letter.ts';
import { lintLetter } from '../lint/lint.ts';
import { fingerprintOf } from '../outbox/fingerprint.ts';
import type { DeskTemplate } from './letter-desk.ts';

const selectStanding = loadSql(import.meta.url, './standing-campaigns.sql');
const insertStanding = loadSql(import.meta.url, './insert-standing.sql');
const setStandingHashes = loadSql(import.meta.url, './set-standing-hashes.sql');
const lockStanding = loadSql(import.meta.url, './lock-standing.sql');

/** The kinds of letter a rule may ask for. */
export type RuleLetterKind = Extract<AutomationAction, { readonly do: 'send_letter' }>['kind'];

/** What a rule's letter is, as it would be approved now. */
export interface RuleLetter {
  readonly rule: AutomationRule;
  readonly kind: RuleLetterKind;
  readonly template: DeskTemplate;
}

export interface StandingCampaign {
  readonly campaignId: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly contentHash: string;
  readonly audienceHash: string;
  readonly isBlocked: boolean;
  readonly approval: ApprovalState;
  /** When its approval ends; null before there is one. */
  readonly sendBefore: Date | null;
}

const kindWords: Readonly<Record<RuleLetterKind, string>> = {
  thank_you: 'remerciement',
  vip_offer: 'offre VIP',
  stay: 'restez-vous',
};

/** `achat : remerciement`: the name of a rule's letter, which a person types to approve it. */
export function nameOf({ rule, kind }: Pick<RuleLetter, 'rule' | 'kind'>): string {
  return `${rule.name} : ${kindWords[kind]}`;
}

/** The campaigns made for a rule's letter as it is now, newest first, each with where its approval stands. */
export async function standingCampaigns(
  session: Session,
  world: World,
  letter: RuleLetter,
  at: Date,
): Promise<readonly StandingCampaign[]> {
  const rows = await session.rows<Omit<StandingCampaign, 'approval'>>(selectStanding, {
    estate_id: world.estate,
    kind: letter.kind,
    filter: filterOf(world, letter),
    template_hash: letter.template.hash,
  });
  const campaigns: StandingCampaign[] = [];
  for (const { contentHash, audienceHash, ...row } of rows) {
    const question = { estate: world.estate, campaignId: row.campaignId, contentHash, audienceHash, at };
    campaigns.push({ ...row, contentHash, audienceHash, approval: await campaignApproval(session, question) });
  }
  return campaigns;
}

/** The one letters go to, or what stands in the way: an approved one first, else the newest. */
export function standingOf(campaigns: readonly StandingCampaign[]): StandingCampaign | undefined {
  return campaigns.find(({ approval, state }) => approval === 'effective' && state !== 'stopped') ?? campaigns[0];
}

/** Makes a draft of a rule's letter, to be approved; the linter reads a letter of it first. */
export async function draftStanding(
  session: Session,
  world: World,
  letter: RuleLetter,
  now: Date,
): Promise<StandingCampaign> {
  const { estate, settings } = world;
  const campaignId = uuidV7(now);
  const verdict = verdictOf(world, letter);
  const key = { estate_id: estate, campaign_id: campaignId };
  await session.execute(insertStanding, {
    ...key,
    name: nameOf(letter),
    kind: letter.kind,
    language: letter.template.language,
    filter: filterOf(world, letter),
    template_version: letter.template.version,
    template_hash: letter.template.hash,
    verdict: JSON.stringify(verdict),
    channel: settings.campaigns.channel,
    created_at: now.toISOString(),
  });
  const hashes = await fingerprintOf(session, { estate, campaignId });
  if (!hashes) throw new Error(`campaign ${campaignId} was just written and is not there`);
  await session.execute(setStandingHashes, {
    ...key,
    content_hash: hashes.contentHash,
    audience_hash: hashes.audienceHash,
  });
  return {
    campaignId,
    name: nameOf(letter),
    state: 'draft',
    ...hashes,
    isBlocked: verdict.isBlocked,
    approval: 'pending',
    sendBefore: null,
  };
}

/** Whoever makes or looks for standing campaigns of an estate does so alone, until the transaction ends. */
export async function lockStandingCampaigns(session: Session, estate: string): Promise<void> {
  await session.execute(lockStanding, { estate_id: estate });
}

/** What an approval of the letter is bound to, beside its template: kept with the campaign, and hashed from there. */
function filterOf({ settings }: World, { rule, kind }: RuleLetter): string {
  const content = { kind, estate: letterEstateOf(settings), pages: estatePages(settings) };
  const audience = { rule: rule.name, trigger: rule.trigger, when: rule.when };
  return stableJson({ rule: rule.name, content, audience });
}

/** What the linter says of the letter, filled in for an example client with all that may be known and with next to nothing. */
function verdictOf(world: World, { template, kind }: RuleLetter): CampaignVerdict {
  const verdict = createVerdict();
  for (const { links: _links, ...sample } of sampleLetters(kind, template.language)) {
    const letter: OutboxLetter = {
      ...sample,
      wines: kind === 'thank_you' ? [] : sample.wines,
      estate: letterEstateOf(world.settings),
      pages: estatePages(world.settings),
      items: [],
    };
    verdict.add('exemple', lintOutboxLetter(letter, template).findings);
  }
  return verdict.close([{ kind, version: template.version, hash: template.hash }]);
}

/** What the linter says of one letter of the outbox. */
export function lintOutboxLetter(
  letter: OutboxLetter,
  { template }: Pick<DeskTemplate, 'template'>,
): ReturnType<typeof lintLetter> {
  const rendered = renderOutboxLetter({ template, letter, letterId: 'apercu', links: sampleLinks });
  return lintLetter(rendered, {
    letter: linkedLetter(letter, 'apercu', sampleLinks).letter,
    headers: rendered.headers,
  });
}
