/** Who of those a filter found gets a letter, and the first reason why the others do not. Pure: the facts are of now. */
import { blocksOf, type GuardFacts, type GuardRules, ownBlock } from '../../6-recommend/guardrails.ts';
import { addDays, type Day } from '../../values/day.ts';
import { noSilence } from '../letters/advertising.ts';
import { type ExclusionCode, exclusionSentence } from './exclusion-sentence.ts';

/** A client the filter found. Counts are of items in the campaign's scenarios; letters without wines have none. */
export interface FoundClient {
  readonly clientCode: string;
  readonly householdKey: string;
  readonly itemCount: number;
  readonly approvedCount: number;
  readonly expiredCount: number;
  readonly rejectedCount: number;
  readonly flaggedCount: number;
  readonly isEligible: boolean;
}

export interface Exclusion {
  readonly code: ExclusionCode;
  /** French, read at the estate. */
  readonly sentence: string;
}

export interface ExclusionFacts {
  /** Facts of every client, now; a household's contacts are already those of all its members. */
  readonly guards: ReadonlyMap<string, GuardFacts>;
  readonly rules: GuardRules;
  readonly needsWines: boolean;
  /** A thank-you: for a recent purchase only, and then whatever the silence (docs/decisions/0013). */
  readonly isThankYou: boolean;
  /** When the household of a client was last thanked; absent: never. */
  readonly thankedOn: ReadonlyMap<string, Day>;
  /** Households that wait for a letter of another campaign, and its name. */
  readonly waitingElsewhere: ReadonlyMap<string, string>;
}

/** Why each client that is left out is left out; who gets a letter is absent. */
export function exclusionsOf(found: readonly FoundClient[], facts: ExclusionFacts): ReadonlyMap<string, Exclusion> {
  const exclusions = new Map<string, Exclusion>();
  const candidates: GuardFacts[] = [];
  for (const client of found) {
    const exclusion = exclusionBefore(client, facts);
    const guard = guardOf(client, facts);
    if (exclusion) exclusions.set(client.clientCode, exclusion);
    else if (guard) candidates.push(facts.isThankYou ? { ...guard, ...noSilence } : guard);
  }
  // Asked of those who could get a letter only: the best of a household is the best of them.
  for (const [clientCode, block] of blocksOf(candidates, facts.rules)) exclusions.set(clientCode, block);
  return exclusions;
}

function exclusionBefore(client: FoundClient, facts: ExclusionFacts): Exclusion | undefined {
  const guard = guardOf(client, facts);
  if (!guard) return noPage;
  const own = ownBlock(guard, facts.rules);
  if (own) return own;
  if (facts.needsWines && client.approvedCount === 0) return undecided(client);
  if (facts.isThankYou) {
    const unthanked = notThanked(guard, facts);
    if (unthanked) return unthanked;
  }
  const elsewhere = facts.waitingElsewhere.get(client.householdKey);
  return elsewhere === undefined ? undefined : waiting(elsewhere);
}

/** An objection to profiling is none to a letter that chooses no wines. */
function guardOf({ clientCode }: FoundClient, { guards, needsWines }: ExclusionFacts): GuardFacts | undefined {
  const guard = guards.get(clientCode);
  return guard && !needsWines ? { ...guard, refusesProfiling: false } : guard;
}

/** Later, thanks would be a pretext. The same days as an outcome is credited to a letter (rules.md, Outcomes). */
const thankedDays = 30;

/** One thank-you for one purchase, soon after it. */
function notThanked(
  { clientCode, lastOrderOn }: GuardFacts,
  { rules, thankedOn }: ExclusionFacts,
): Exclusion | undefined {
  if (lastOrderOn === null || lastOrderOn < addDays(rules.asOf, -thankedDays)) return noRecentPurchase;
  const thanked = thankedOn.get(clientCode);
  return thanked !== undefined && thanked >= lastOrderOn ? alreadyThanked : undefined;
}

function undecided({
  itemCount,
  isEligible,
  rejectedCount,
  flaggedCount,
  expiredCount,
}: FoundClient): Exclusion | undefined {
  if (itemCount === 0) return noRecommendation;
  if (!isEligible) return notEligible;
  if (expiredCount > 0) return expired;
  if (flaggedCount > 0) return flagged;
  return rejectedCount > 0 ? rejected : notApproved;
}

/** A letter that was to be made and could not: no price, no format. */
export const nothingToPrint: Exclusion = told('NOTHING_TO_PRINT');

const noPage = told('NO_PAGE');
const noRecommendation = told('NO_RECOMMENDATION');
const notEligible = told('NOT_ELIGIBLE');
const notApproved = told('NOT_APPROVED');
const rejected = told('REJECTED');
const flagged = told('FLAGGED');
const expired = told('APPROVAL_EXPIRED');
const noRecentPurchase = told('NO_RECENT_PURCHASE');
const alreadyThanked = told('ALREADY_THANKED');

function told(code: ExclusionCode): Exclusion {
  return { code, sentence: exclusionSentence(code).fr };
}

function waiting(campaignName: string): Exclusion {
  return {
    code: 'OTHER_CAMPAIGN',
    sentence: `Son foyer attend déjà une lettre de la campagne « ${campaignName} ».`.replaceAll(
      /(?<=«) | (?=»)/g,
      '\u00a0',
    ),
  };
}
