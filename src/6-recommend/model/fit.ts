/** The recommender: learns from everybody's baskets, then ranks items for one client and says what each score is made of. */
import { askFor, type Combiner, combinerOf, emptyScoring, pointsOf, type Scoring } from './combine.ts';
import { evidenceReader } from './evidence.ts';
import { columnsOf } from './evidence-columns.ts';
import type { Evidence } from './evidence-rows.ts';
import { type Ground, groundOf } from './ground.ts';
import type { ItemAttributes } from './history.ts';
import { type Knowledge, knownBefore, withoutLastBasket } from './knowledge.ts';
import { depth } from './forest.ts';
import { discoveryLeanOf } from './lean.ts';
import type { FitQuestion, FittedModel, RankedItem, RankQuestion, ScorePart } from './model.ts';
import { shortlister } from './shortlist.ts';

/** All a fitted model knows, as plain values and typed arrays: it can be handed to another thread. */
export interface Learned {
  readonly ground: Ground;
  readonly combiner: Combiner;
  /** Added to the score of discoveries, so that a list of both shows more of them; 0 when absent. */
  readonly discoveryLean?: number;
}

/**
 * Learns to foresee each client's last known basket from what was known before it, then counts everything afresh with these
 * baskets in. With too little past to learn from, a plain blend takes the place of the learned one (`parameters.combiner`).
 */
export function fit(question: FitQuestion): FittedModel {
  return modelOf(learn(question));
}

export function learn({ history, attributes, asOfDay, seed }: FitQuestion): Learned {
  const known = knownBefore(history, asOfDay);
  const taught = taughtBy(known, attributes, seed);
  return { ground: groundOf(known, attributes), ...taught };
}

/** What was counted for the lesson is let go with it, before everything is counted afresh. */
function taughtBy(known: Knowledge, attributes: ItemAttributes | undefined, seed: number): Omit<Learned, 'ground'> {
  const past = groundOf(withoutLastBasket(known), attributes);
  const lesson = { known, past, seed };
  const combiner = combinerOf(lesson, columnsOf(past));
  return { combiner, discoveryLean: discoveryLeanOf(lesson, combiner) };
}

/** Answers questions from what was learned. */
export function modelOf(learned: Learned): FittedModel {
  const { ground } = learned;
  const ranker = rankerOf(learned);
  const reader = evidenceReader(ground);
  return {
    rank: (question) => ranker(question),
    explain({ client, asOfDay }, item) {
      const allowed = new Uint8Array(ground.profiles.itemCount);
      allowed[item] = 1;
      return explained(learned, reader.columns, reader.read({ client, day: asOfDay, allowed }));
    },
    parameters: parametersOf(learned),
  };
}

/** Ranks client after client with the same scratch. */
export function rankerOf({
  ground,
  combiner,
  discoveryLean = 0,
}: Learned): (question: RankQuestion) => readonly RankedItem[] {
  const reader = evidenceReader(ground);
  const scoring = emptyScoring(reader.mostCandidates);
  const shortlist = shortlister(combiner, reader.mostCandidates, discoveryLean);
  return ({ client, asOfDay, allowed, count, slot }) => {
    const evidence = reader.read({ client, day: asOfDay, allowed });
    const { repeats } = evidence;
    askFor(
      scoring,
      reader.columns.length,
      slot === 'discovery' ? repeats : 0,
      slot === 'repeat' ? repeats : evidence.count,
    );
    shortlist.score(evidence.rows, { count, repeats }, scoring);
    return bestOf(evidence, scoring, count);
  };
}

function bestOf(
  { items, repeats }: Evidence,
  { places, scores, count }: Scoring,
  wanted: number,
): readonly RankedItem[] {
  const best: number[] = [];
  const itemAt = (at: number) => items[places[at] ?? 0] ?? 0;
  const comesBefore = (one: number, other: number) => {
    const difference = (scores[one] ?? 0) - (scores[other] ?? 0);
    return difference > 0 || (difference === 0 && itemAt(one) < itemAt(other));
  };
  for (let at = 0; at < count; at++) {
    if (best.length >= wanted && !comesBefore(at, best[best.length - 1] ?? at)) continue;
    let place = best.length;
    while (place > 0 && comesBefore(at, best[place - 1] ?? at)) place--;
    best.splice(place, 0, at);
    if (best.length > wanted) best.pop();
  }
  return best.map((at) => ({
    item: itemAt(at),
    score: scores[at] ?? 0,
    slot: (places[at] ?? 0) < repeats ? 'repeat' : 'discovery',
  }));
}

function explained(
  { combiner, discoveryLean = 0 }: Learned,
  columns: ReturnType<typeof columnsOf>,
  evidence: Evidence,
): { score: number; parts: readonly ScorePart[] } {
  const points = new Float64Array(columns.length);
  const start = pointsOf(combiner, evidence.rows, 0, points);
  const byPart = new Map<string, number>([['start', start]]);
  if (evidence.repeats === 0) byPart.set('discovery', discoveryLean);
  columns.forEach(({ part }, column) => byPart.set(part, (byPart.get(part) ?? 0) + (points[column] ?? 0)));
  const parts = Array.from(byPart, ([name, value]) => ({ name, points: value })).filter((part) => part.points !== 0);
  parts.sort((one, other) => Math.abs(other.points) - Math.abs(one.points) || (one.name < other.name ? -1 : 1));
  return { score: parts.reduce((sum, part) => sum + part.points, 0), parts };
}

/** What was chosen by itself, for the record. */
export function parametersOf({ combiner, discoveryLean = 0 }: Learned): Readonly<Record<string, number | string>> {
  if (combiner.kind === 'plain') return { combiner: 'plain' };
  return {
    combiner: 'learned',
    trees: combiner.forest.treeCount,
    depth,
    examples: combiner.examples,
    heldOutLoss: combiner.heldOutLoss,
    discoveryLean,
  };
}
