/** The lists that are compared: ours, and the simple ones they must beat. */
import { type Sentence, sentence } from '../../values/sentence.ts';
import type { ClientView } from '../client-view.ts';
import { diversified } from '../diversify.ts';
import { proposalFor } from '../proposal.ts';
import { evaluateAll } from '../scenarios/all.ts';
import { ruleRanker } from '../score.ts';
import { type Baseline, baselineNames, baselines } from './baselines.ts';
import { learnedLists } from './learned.ts';
import { freeLetter, guardedLetter, inSlots, type ListedWine, slottedLetter } from './letter.ts';
import type { Origin } from './read-origin.ts';

/** In the same places of the letter: two known wines and one discovery. */
export const placedMethods = ['owner', 'learned', 'learned_any_wine', ...baselineNames] as const;
/** The three likeliest, known or new: what a place kept for discovery costs is seen beside. */
export const unplacedMethods = [
  'learned_unplaced',
  'best_sellers_unplaced',
  'last_purchase_unplaced',
  'personal_frequency_unplaced',
  'same_season_unplaced',
] as const;
/** In the same places, and only wines that the scenarios propose: the order alone is compared with ours. */
export const scenarioMethods = [
  'best_sellers_in_scenarios',
  'last_purchase_in_scenarios',
  'personal_frequency_in_scenarios',
  'same_season_in_scenarios',
] as const;
/** Held to no guardrail, so never to be sent. */
export const freeMethods = [
  'best_sellers_free',
  'last_purchase_free',
  'personal_frequency_free',
  'same_season_free',
] as const;
export const methodNames = [...placedMethods, ...scenarioMethods, ...unplacedMethods, ...freeMethods];
export type MethodName = (typeof methodNames)[number];

export const methodTitles: Readonly<Record<(typeof placedMethods)[number], Sentence>> = {
  owner: sentence('Réglages du domaine', "The owner's weights"),
  learned: sentence('Modèle appris', 'Learned model'),
  learned_any_wine: sentence('Modèle appris, hors scénarios', 'Learned model, outside the scenarios'),
  best_sellers: sentence('Meilleures ventes', 'Best sellers'),
  last_purchase: sentence('Dernier achat', 'Last purchase'),
  personal_frequency: sentence('Ses vins les plus fréquents', 'Personal frequency'),
  same_season: sentence('Même saison l’an dernier', 'Same season last year'),
};

type LetterMaker = (client: ClientView) => readonly ListedWine[];

export interface MethodsThen {
  /** What each would have put into the letter of a client, best first. */
  readonly makers: ReadonlyMap<MethodName, LetterMaker>;
  /** What the learned model chose for itself. */
  readonly learnedParameters: Readonly<Record<string, number | string>>;
}

/** Every method as of an origin. */
export function methodsThen(origin: Origin, { horizonDays }: { readonly horizonDays: number }): MethodsThen {
  const { estate } = origin;
  const learned = learnedLists(origin);
  const makers = new Map<MethodName, LetterMaker>([
    ['owner', (client) => ownersLetter(client, origin)],
    ['learned', learned.letter],
    ['learned_any_wine', learned.letterOfAnyWine],
    ['learned_unplaced', learned.letterWithoutPlaces],
  ]);
  for (const name of baselineNames) {
    const baseline: Baseline = baselines[name];
    const order = (client: ClientView): readonly number[] => baseline({ client, origin, horizonDays });
    makers.set(name, (client) => slottedLetter(inSlots(order(client), client), client, estate));
    makers.set(`${name}_in_scenarios`, (client) => {
      const proposed = new Set(evaluateAll(client, estate).candidates.map(({ produit }) => produit.wine.index));
      const wines = order(client).filter((wine) => proposed.has(wine));
      return slottedLetter(inSlots(wines, client), client, estate);
    });
    makers.set(`${name}_unplaced`, (client) => guardedLetter(order(client), client, estate));
    makers.set(`${name}_free`, (client) => freeLetter(order(client), client, estate));
  }
  return { makers, learnedParameters: learned.parameters };
}

/** The list as the week makes it, before anybody else's bottles are counted. */
function ownersLetter(client: ClientView, { ledger, estate }: Origin): readonly ListedWine[] {
  const { candidates, rules } = proposalFor(client, ledger, estate, ruleRanker);
  return diversified(candidates, rules).map(({ produit, scenario }) => ({ produit, scenario }));
}
