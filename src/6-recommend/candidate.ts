/** The words scenarios, ranking, allocation and reasons share: what may be proposed to a client, and on what evidence. */
import type { ClientView, Purchase } from './client-view.ts';
import type { CommonGround } from './common-ground.ts';
import type { EstateProduit, EstateView, EstateWine } from './estate-view.ts';

export const scenarioIds = ['winback', 'rebuy', 'upsell', 'cross-sell', 'nurture'] as const;
export type ScenarioId = (typeof scenarioIds)[number];

/** A wine the client knows, or a new one. Each kind has its own places in the list. */
export type Slot = 'repeat' | 'discovery';

/** Why this wine for this client: only what the tables say, so that the reason can be written from it. */
export type Evidence =
  | { readonly kind: 'bought'; readonly purchase: Purchase }
  | { readonly kind: 'popular_in_family'; readonly family: string; readonly bottles12m: number }
  | {
      readonly kind: 'bought_together';
      /** What the client has, and how many clients, or documents, hold both. */
      readonly with: Purchase;
      readonly clients: number;
      readonly baskets: number;
      readonly lift: number;
    }
  | {
      readonly kind: 'popular_in_segment';
      readonly segment: string;
      readonly buyers12m: number;
      readonly bottles12m: number;
      readonly shared: CommonGround | undefined;
    }
  | { readonly kind: 'popular'; readonly bottles12m: number; readonly shared: CommonGround | undefined }
  | {
      readonly kind: 'step_up';
      readonly by: 'tier' | 'price';
      readonly shared: CommonGround;
      readonly price75clTtc: number;
      readonly usualPrice75clTtc: number;
    }
  | {
      readonly kind: 'entry_level';
      /** How it is served now; null for a wine without a season. */
      readonly served: string | null;
      readonly month: number;
      readonly bottles12m: number;
    };

export interface Candidate {
  readonly scenario: ScenarioId;
  readonly slot: Slot;
  readonly produit: EstateProduit;
  readonly evidence: Evidence;
  /** How strong the evidence is, to tell two candidates of the same score apart. Comparable inside one scenario. */
  readonly strength: number;
}

/** A scenario that does not apply, or finds nothing: the code is stable, the sentence is read at the estate. */
export interface ScenarioRefusal {
  readonly refusedBecause: string;
  readonly sentence: string;
}

export type ScenarioOutcome = { readonly candidates: readonly Candidate[] } | ScenarioRefusal;

export interface Scenario {
  readonly id: ScenarioId;
  /** `applied`: the scenarios before this one that found something. */
  evaluate(client: ClientView, estate: EstateView, applied: readonly ScenarioId[]): ScenarioOutcome;
}

/** Candidates when there are some, else the refusal. */
export function found(candidates: readonly Candidate[], otherwise: ScenarioRefusal): ScenarioOutcome {
  return candidates.length > 0 ? { candidates } : otherwise;
}

/** No scenario hands on more than this: what is further down never reaches a list of three. */
export const candidatesPerScenario = 12;

/** The strongest candidates, in a total order. */
export function strongest(candidates: readonly Candidate[]): readonly Candidate[] {
  return [...candidates]
    .sort((a, b) => b.strength - a.strength || a.produit.index - b.produit.index)
    .slice(0, candidatesPerScenario);
}

/** A number and how strong it is. */
export interface Contender {
  readonly index: number;
  readonly strength: number;
}

/**
 * Puts a contender in its place among the strongest, which it keeps in order (the smaller index between equals) and never
 * longer than a scenario may hand on. For lists of hundreds, of which a dozen is wanted, for every client: sorting them all would cost more than all the rest.
 */
export function contend(best: Contender[], index: number, strength: number): void {
  const last = best.at(-1);
  if (best.length === candidatesPerScenario && last && !isStronger(index, strength, last)) return;
  let place = best.length;
  while (place > 0 && isStronger(index, strength, best[place - 1])) place--;
  best.splice(place, 0, { index, strength });
  if (best.length > candidatesPerScenario) best.pop();
}

function isStronger(index: number, strength: number, other: Contender | undefined): boolean {
  if (!other) return false;
  return strength > other.strength || (strength === other.strength && index < other.index);
}

/** The product of a wine to show to a client as new: never invoiced to them, and on sale. */
export function newOffer(client: ClientView, wine: EstateWine, estate: EstateView): EstateProduit | undefined {
  const produit = estate.offers[wine.index];
  return produit && !client.knownWines.has(wine.index) ? produit : undefined;
}
