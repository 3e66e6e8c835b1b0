/**
 * What the scenarios found for a client, kept so that the list can be made again under other weights in microseconds. The
 * arithmetic is that of score.ts, rank.ts and diversify.ts laid out flat; a test holds the two together list by list.
 */
import { scenarioIds, type Slot } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import type { EstateView } from '../estate-view.ts';
import { preferredScenarios, slotPlan } from '../preference.ts';
import { evaluateAll } from '../scenarios/all.ts';
import { dimensions, ruleRanker } from '../score.ts';
import { letterRules } from './letter.ts';

/** The weights of the settings, in the order of `weightNames`. */
export type WeightVector = Float64Array;

/** First one per dimension of the score, then one multiplier per scenario. */
export const weightNames = [
  'family',
  'grape',
  'sweetness',
  'budget',
  'aroma',
  'novelty',
  'tier',
  'popularity',
  'recency_penalty',
  'winback',
  'rebuy',
  'upsell',
  'cross_sell',
  'nurture',
] as const;
export type WeightName = (typeof weightNames)[number];

export interface Slate {
  /** By place: 1 for a known wine, 0 for a discovery. */
  readonly plan: Uint8Array;
  readonly perFamily: number;
  /** By candidate. `family` is -1 where nobody knows it. */
  readonly wine: Int32Array;
  readonly produit: Int32Array;
  readonly family: Int32Array;
  readonly isRepeat: Uint8Array;
  readonly isPreferred: Uint8Array;
  readonly scenario: Uint8Array;
  readonly strength: Float64Array;
  /** Candidate after candidate, in the order of `dimensions`; the aroma's weight is scaled by `confidence`. */
  readonly values: Float64Array;
  readonly confidence: number;
}

/** Everything the scenarios propose to a client, with what each is worth in every dimension. */
export function slateOf(view: ClientView, estate: EstateView): Slate {
  const { candidates } = evaluateAll(view, estate);
  const preferred = preferredScenarios(view.tier);
  const scores = candidates.map((candidate) => ruleRanker.score(candidate, view, estate));
  const { places, perFamily } = letterRules(estate);
  const families = new Map<string, number>();
  const familyOf = (key: string | null): number => {
    if (key === null) return -1;
    const known = families.get(key) ?? families.size;
    families.set(key, known);
    return known;
  };
  return {
    plan: Uint8Array.from(slotPlan(view.tier, places), isRepeatSlot),
    perFamily,
    wine: Int32Array.from(candidates, ({ produit }) => produit.wine.index),
    produit: Int32Array.from(candidates, ({ produit }) => produit.index),
    family: Int32Array.from(candidates, ({ produit }) => familyOf(produit.wine.familyKey)),
    isRepeat: Uint8Array.from(candidates, ({ slot }) => isRepeatSlot(slot)),
    isPreferred: Uint8Array.from(candidates, ({ scenario }) => Number(preferred.includes(scenario))),
    scenario: Uint8Array.from(candidates, ({ scenario }) => scenarioIds.indexOf(scenario)),
    strength: Float64Array.from(candidates, ({ strength }) => strength),
    values: Float64Array.from(scores.flatMap(({ values }) => values)),
    confidence: scores[0]?.confidence ?? 0,
  };
}

function isRepeatSlot(slot: Slot): number {
  return slot === 'repeat' ? 1 : 0;
}

/** The wines of the list these weights make, best place first. */
export function chooseWines(slate: Slate, weights: WeightVector): readonly number[] {
  const scores = scoresOf(slate, weights);
  const order = keptOf(slate, rankedOf(slate, scores));
  const picked: number[] = [];
  for (const wanted of slate.plan) {
    const next = nextOf(slate, order, picked, wanted);
    if (next === undefined) break;
    picked.push(next);
  }
  return picked.map((candidate) => slate.wine[candidate] ?? -1);
}

const aroma = dimensions.indexOf('aroma');
const recency = dimensions.indexOf('recency');
const width = dimensions.length;

function scoresOf(slate: Slate, weights: WeightVector): Float64Array {
  const scores = new Float64Array(slate.wine.length);
  for (let candidate = 0; candidate < scores.length; candidate++) {
    let earned = 0;
    let possible = 0;
    for (let dimension = 0; dimension < width; dimension++) {
      const value = slate.values[candidate * width + dimension] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const weight = (weights[dimension] ?? 0) * (dimension === aroma ? slate.confidence : 1);
      if (dimension === recency) {
        earned -= weight * value;
      } else {
        earned += weight * value;
        possible += weight;
      }
    }
    const multiplier = weights[width + (slate.scenario[candidate] ?? 0)] ?? 1;
    const raw = 100 * multiplier * (possible > 0 ? earned / possible : 0);
    scores[candidate] = Math.round(Math.min(100, Math.max(0, raw)) * 100) / 100;
  }
  return scores;
}

/** Each wine once, by its best candidate; then score, strength and key. */
function rankedOf(slate: Slate, scores: Float64Array): number[] {
  const holders: number[] = [];
  for (let candidate = 0; candidate < scores.length; candidate++) {
    const place = holders.findIndex((holder) => slate.wine[holder] === slate.wine[candidate]);
    if (place < 0) holders.push(candidate);
    else if (wins(slate, scores, candidate, holders[place] ?? 0)) holders[place] = candidate;
  }
  return holders.sort(
    (a, b) =>
      (scores[b] ?? 0) - (scores[a] ?? 0) ||
      (slate.strength[b] ?? 0) - (slate.strength[a] ?? 0) ||
      (slate.produit[a] ?? 0) - (slate.produit[b] ?? 0),
  );
}

function wins(slate: Slate, scores: Float64Array, challenger: number, holder: number): boolean {
  const preference = (slate.isPreferred[challenger] ?? 0) - (slate.isPreferred[holder] ?? 0);
  if (preference !== 0) return preference > 0;
  const better = (scores[challenger] ?? 0) - (scores[holder] ?? 0);
  if (better !== 0) return better > 0;
  return (slate.scenario[challenger] ?? 0) < (slate.scenario[holder] ?? 0);
}

const keptPerClient = 12;
const keptPerSlot = 4;

function keptOf(slate: Slate, order: readonly number[]): readonly number[] {
  if (order.length <= keptPerClient) return order;
  const bySlot = [0, 0];
  const due = new Set<number>();
  for (const candidate of order) {
    const slot = slate.isRepeat[candidate] ?? 0;
    const seen = bySlot[slot] ?? 0;
    if (seen < keptPerSlot) due.add(candidate);
    bySlot[slot] = seen + 1;
  }
  for (const candidate of order) if (due.size < keptPerClient) due.add(candidate);
  return order.filter((candidate) => due.has(candidate));
}

function nextOf(slate: Slate, order: readonly number[], picked: readonly number[], wanted: number): number | undefined {
  let best: number | undefined;
  for (const candidate of order) {
    const isWanted = slate.isRepeat[candidate] === wanted;
    if ((best !== undefined && !isWanted) || !fits(slate, candidate, picked)) continue;
    if (isWanted) return candidate;
    best = candidate;
  }
  return best;
}

function fits(slate: Slate, candidate: number, picked: readonly number[]): boolean {
  const family = slate.family[candidate] ?? -1;
  let ofFamily = 0;
  for (const other of picked) {
    if (slate.wine[other] === slate.wine[candidate]) return false;
    if (family >= 0 && slate.family[other] === family) ofFamily++;
  }
  return family < 0 || ofFamily < slate.perFamily;
}
