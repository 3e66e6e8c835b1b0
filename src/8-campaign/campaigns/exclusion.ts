/** Who of those a filter found gets a letter, and the first reason why the others do not. Pure: the facts are of now. */
import { blocksOf, type GuardFacts, type GuardRules, ownBlock } from '../../6-recommend/guardrails.ts';

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
  /** A guardrail's code, or one of the campaign's own. */
  readonly code: string;
  /** French, read at the estate. */
  readonly sentence: string;
}

export interface ExclusionFacts {
  /** Facts of every client, now; a household's contacts are already those of all its members. */
  readonly guards: ReadonlyMap<string, GuardFacts>;
  readonly rules: GuardRules;
  readonly needsWines: boolean;
  /** Households that wait for a letter of another campaign, and its name. */
  readonly waitingElsewhere: ReadonlyMap<string, string>;
}

/** Why each client that is left out is left out; who gets a letter is absent. */
export function exclusionsOf(found: readonly FoundClient[], facts: ExclusionFacts): ReadonlyMap<string, Exclusion> {
  const exclusions = new Map<string, Exclusion>();
  const candidates: GuardFacts[] = [];
  for (const client of found) {
    const exclusion = exclusionBefore(client, facts);
    const guard = facts.guards.get(client.clientCode);
    if (exclusion) exclusions.set(client.clientCode, exclusion);
    else if (guard) candidates.push(guard);
  }
  // Asked of those who could get a letter only: the best of a household is the best of them.
  for (const [clientCode, block] of blocksOf(candidates, facts.rules)) exclusions.set(clientCode, block);
  return exclusions;
}

function exclusionBefore(client: FoundClient, facts: ExclusionFacts): Exclusion | undefined {
  const guard = facts.guards.get(client.clientCode);
  if (!guard) return noPage;
  const own = ownBlock(guard, facts.rules);
  if (own) return own;
  if (facts.needsWines && client.approvedCount === 0) return undecided(client);
  const elsewhere = facts.waitingElsewhere.get(client.householdKey);
  return elsewhere === undefined ? undefined : waiting(elsewhere);
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
export const nothingToPrint: Exclusion = {
  code: 'NOTHING_TO_PRINT',
  sentence: 'Aucun de ses vins n’a de prix à annoncer : complétez le catalogue.',
};

const noPage: Exclusion = { code: 'NO_PAGE', sentence: 'Pas encore de fiche : lancez cuvee run.' };
const noRecommendation: Exclusion = {
  code: 'NO_RECOMMENDATION',
  sentence: 'Aucune recommandation cette semaine dans ces scénarios.',
};
const notEligible: Exclusion = {
  code: 'NOT_ELIGIBLE',
  sentence: 'Le contrôle a trouvé une erreur dans ses recommandations : elles ne se valident pas.',
};
const notApproved: Exclusion = { code: 'NOT_APPROVED', sentence: 'Ses recommandations ne sont pas validées.' };
const rejected: Exclusion = { code: 'REJECTED', sentence: 'Ses recommandations ont été refusées.' };
const flagged: Exclusion = { code: 'FLAGGED', sentence: 'Ses recommandations ont été mises de côté.' };
const expired: Exclusion = {
  code: 'APPROVAL_EXPIRED',
  sentence: 'La validation de ses recommandations a expiré : à valider de nouveau.',
};

function waiting(campaignName: string): Exclusion {
  return {
    code: 'OTHER_CAMPAIGN',
    sentence: `Son foyer attend déjà une lettre de la campagne « ${campaignName} ».`.replaceAll(
      /(?<=«) | (?=»)/g,
      '\u00a0',
    ),
  };
}
