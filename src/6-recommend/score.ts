/**
 * The score of a candidate for a client, 0 to 100, with its components. Source: rules.md, "Score 0–100".
 *
 *   score = clamp(0, 100, 100 × multiplier × (Σ weight × value − recency weight × recency) / Σ weight)
 *
 * Each value lies between 0 and 1; both sums run over the dimensions that are known for this wine and this client, so that
 * what nobody knows neither helps nor harms. family, grape, sweetness: the share of the client's spend beside the share of
 * their favourite. budget: nearness to their median 75-cl price (upsell: to the lowest step above it). aroma: 1 − mean
 * distance on the axes both know, its weight times the taste's confidence. novelty: 1 for a wine never bought. tier
 * (upsell): 1 for the next tier, else left out, so that a step by price is not punished. popularity (winback, and where
 * nothing is known of the client's taste): percentile rank. recency: how early the wine comes in the client's rhythm.
 */
import type { Candidate, ScenarioId } from './candidate.ts';
import type { ClientView } from './client-view.ts';
import type { EstateView, EstateWine, Rules } from './estate-view.ts';
import { budgetFit } from './price.ts';

/** In the order of `Score.values`. */
export const dimensions = [
  'family',
  'grape',
  'sweetness',
  'budget',
  'aroma',
  'novelty',
  'tier',
  'popularity',
  'recency',
] as const;

export interface Score {
  /** 0 to 100, rounded to the hundredth: the number that is stored is the number that ranks. */
  readonly score: number;
  /** One per dimension, 0 to 1; NaN where it is unknown or does not apply. Plain numbers: a run keeps a million of them. */
  readonly values: readonly number[];
  /** How far the taste profile is believed, 0 to 1: it scales the weight of the aromas. */
  readonly confidence: number;
  /** What a learned score is made of; absent when the score is the owner's weights', or when nothing was learned of the wine. */
  readonly learned?: LearnedScore | undefined;
}

export interface LearnedScore {
  /** The first is what a score starts from. */
  readonly partNames: readonly string[];
  /** From `from` on, by part: the points it adds, in log-odds. All that is kept of a client shares one array. */
  readonly parts: Float32Array;
  readonly from: number;
}

/** What ranks candidates: the owner's weights, or a model (learned/ranker.ts). Scenarios, slots and reasons stay. */
export interface Ranker {
  score(candidate: Candidate, client: ClientView, estate: EstateView): Score;
  /** The scores of those who are kept with all they are made of, in their order, where that is too dear to be told of all. */
  told?(kept: readonly Candidate[], client: ClientView, estate: EstateView): readonly Score[];
}

/**
 * One line of the explanation kept beside each recommendation. `points` add up to the score before it is clamped. Of a
 * learned score the lines are called `learned.…` and carry the points; the owner's dimensions stand below them, worth 0.
 */
export interface Component {
  readonly dimension: string;
  readonly points: number;
  readonly value: number;
  readonly weight: number;
}

/** The owner's weights, as the settings hold them. */
export const ruleRanker: Ranker = {
  score(candidate, client, estate) {
    const confidence = client.taste?.confidence ?? 0;
    const values = valuesOf(candidate, client, estate);
    const weights = weightsOf(estate.rules, confidence);
    const { earned, possible } = sums(values, weights);
    const share = possible > 0 ? earned / possible : 0;
    const raw = 100 * multiplierOf(candidate.scenario, estate.rules) * share;
    return { score: round(Math.min(100, Math.max(0, raw)), 2), values, confidence };
  },
};

/** The components of a score, known dimensions only. */
export function componentsOf(score: Score, scenario: ScenarioId, rules: Rules): readonly Component[] {
  const ofRules = ruleComponents(score, scenario, rules);
  if (!score.learned) return ofRules;
  return [...learnedComponents(score.learned), ...ofRules.map((component) => ({ ...component, points: 0 }))];
}

/** The score a chance is shown as: 100 × its square root (learned/ranker.ts). */
export function scoreOfLogOdds(logOdds: number): number {
  return 100 * Math.sqrt(1 / (1 + Math.exp(-logOdds)));
}

/** Parts in the order of their weight, each with what it adds to the score once those above it are in. */
function learnedComponents({ partNames, parts: all, from }: LearnedScore): readonly Component[] {
  const parts = all.subarray(from, from + partNames.length);
  const [start = 0] = parts;
  const order = [...parts.keys()].slice(1).filter((part) => Math.abs(parts[part] ?? 0) >= 0.005);
  order.sort((a, b) => Math.abs(parts[b] ?? 0) - Math.abs(parts[a] ?? 0) || a - b);
  let logOdds = 0;
  let before = 0;
  return [0, ...order].map((part): Component => {
    const value = part === 0 ? start : (parts[part] ?? 0);
    logOdds += value;
    const points = scoreOfLogOdds(logOdds) - before;
    before += points;
    return {
      dimension: `learned.${partNames[part] ?? part}`,
      points: round(points, 2),
      value: round(value, 4),
      weight: 1,
    };
  });
}

function ruleComponents(score: Score, scenario: ScenarioId, rules: Rules): readonly Component[] {
  const weights = weightsOf(rules, score.confidence);
  const { possible } = sums(score.values, weights);
  const scale = possible > 0 ? (100 * multiplierOf(scenario, rules)) / possible : 0;
  return dimensions.flatMap((dimension, index) => {
    const value = score.values[index] ?? Number.NaN;
    if (Number.isNaN(value)) return [];
    const weight = weights[index] ?? 0;
    const sign = dimension === 'recency' ? -1 : 1;
    return [
      { dimension, points: round(sign * scale * weight * value, 2), value: round(value, 4), weight: round(weight, 4) },
    ];
  });
}

/** What the whole is multiplied by, per scenario. */
export function multiplierOf(scenario: ScenarioId, { weights }: Rules): number {
  return scenario === 'cross-sell' ? weights.cross_sell : weights[scenario];
}

function valuesOf(candidate: Candidate, client: ClientView, estate: EstateView): number[] {
  const { wine, price75clTtc } = candidate.produit;
  const taste = [
    shareOf(client.familyWeights, wine.familyKey),
    shareOf(client.grapeWeights, wine.grapeKey),
    shareOf(client.sweetnessWeights, wine.sweetnessKey),
    budgetFit(price75clTtc, budgetFor(candidate, client, estate)) ?? Number.NaN,
    aromaFit(wine, client, estate.aromaScale),
  ];
  const needsPopularity = candidate.scenario === 'winback' || taste.every(Number.isNaN);
  return [
    ...taste,
    candidate.slot === 'discovery' ? 1 : 0,
    candidate.evidence.kind === 'step_up' && candidate.evidence.by === 'tier' ? 1 : Number.NaN,
    needsPopularity ? (estate.popularity.overall.percentiles[wine.index] ?? 0) : Number.NaN,
    candidate.evidence.kind === 'bought' ? earliness(candidate.evidence.purchase.lastDay, client, estate) : Number.NaN,
  ];
}

// A step up is measured from the first price that is one: dearer than usual is what it is for.
function budgetFor(candidate: Candidate, client: ClientView, estate: EstateView): number | null {
  const usual = client.medianPrice75clTtc;
  const isStepUp = candidate.evidence.kind === 'step_up';
  return usual !== null && isStepUp ? usual * estate.rules.scenarios.upsell_price_low : usual;
}

function weightsOf({ weights }: Rules, confidence: number): readonly number[] {
  const { family, grape, sweetness, budget, aroma, novelty, tier, popularity, recency_penalty } = weights;
  return [family, grape, sweetness, budget, aroma * confidence, novelty, tier, popularity, recency_penalty];
}

const recencyIndex = dimensions.indexOf('recency');

function sums(values: readonly number[], weights: readonly number[]): { earned: number; possible: number } {
  let earned = 0;
  let possible = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? Number.NaN;
    const weight = weights[index] ?? 0;
    if (Number.isNaN(value)) continue;
    if (index === recencyIndex) {
      earned -= weight * value;
    } else {
      earned += weight * value;
      possible += weight;
    }
  }
  return { earned, possible };
}

// Unknown for this wine, or for this client: left out. Known and never bought: 0.
function shareOf(shares: ReadonlyMap<string, number>, key: string | null): number {
  return key === null || shares.size === 0 ? Number.NaN : (shares.get(key) ?? 0);
}

function aromaFit(wine: EstateWine, client: ClientView, scale: number | null): number {
  if (scale === null || !client.taste) return Number.NaN;
  let distance = 0;
  let axes = 0;
  for (let axis = 0; axis < wine.aromas.length; axis++) {
    const own = client.taste.axes[axis] ?? null;
    const its = wine.aromas[axis] ?? null;
    if (own === null || its === null) continue;
    distance += Math.abs(own - its) / scale;
    axes++;
  }
  return axes === 0 ? Number.NaN : Math.max(0, 1 - distance / axes);
}

/** 1 on the day after the last bottle, 0 once the client's usual gap has passed. */
function earliness(lastDay: number, client: ClientView, estate: EstateView): number {
  const gap = client.gapDays ?? client.ownGapDays ?? estate.rules.scenarios.rebuy_minimum_days;
  return Math.min(1, Math.max(0, 1 - (estate.asOfDay - lastDay) / Math.max(1, gap)));
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
