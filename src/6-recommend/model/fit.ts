/** The recommender: learns from everybody's baskets, then ranks items for one client and says what each score is made of. */
import { type Combiner, combinerOf, pointsOf } from './combine.ts';
import { alone, type Crew, sharedWith } from './crew.ts';
import { evidenceReader } from './evidence.ts';
import { columnsOf } from './evidence-columns.ts';
import type { Evidence } from './evidence-rows.ts';
import { type Ground, groundOf } from './ground.ts';
import type { ItemAttributes } from './history.ts';
import { type Knowledge, knownBefore, withoutLastBasket } from './knowledge.ts';
import { depth } from './forest.ts';
import { discoveryLeanOf } from './lean.ts';
import { leanedList } from './leaned-list.ts';
import type { FitQuestion, FittedModel, RankedItem, RankQuestion, ScorePart } from './model.ts';
import { askFor, candidateScorer, emptyScoring, type Scoring } from './score-candidates.ts';
import { shortlister } from './shortlist.ts';

/** All a fitted model knows, as plain values and typed arrays: it can be handed to another thread. */
export interface Learned {
  readonly ground: Ground;
  readonly combiner: Combiner;
  /** How far a list of both leans to discoveries (leaned-list.ts), in log-odds; no score holds it. 0 when absent. */
  readonly discoveryLean?: number;
}

/**
 * Learns to foresee each client's last known basket from what was known before it, then counts everything afresh with these
 * baskets in. With too little past to learn from, a plain blend takes the place of the learned one (`parameters.combiner`).
 */
export function fit(question: FitQuestion): FittedModel {
  return modelOf(learn(question));
}

function learn({ history, attributes, asOfDay, seed }: FitQuestion): Learned {
  const known = knownBefore(history, asOfDay);
  const taught = taughtBy(known, attributes, seed, alone);
  return { ground: groundOf(known, attributes), ...taught };
}

/** All but the ground, which is counted apart. What was counted for the lesson is let go with it. */
export function taughtBy(
  known: Knowledge,
  attributes: ItemAttributes | undefined,
  seed: number,
  crew: Crew,
): Omit<Learned, 'ground'> {
  const past = sharedWith(crew, groundOf(withoutLastBasket(known), attributes));
  const lesson = { known, past, seed };
  const combiner = combinerOf(lesson, columnsOf(past), crew);
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
  const scorer = candidateScorer(combiner, reader.columns);
  const shortlist = shortlister(scorer, reader.mostCandidates, discoveryLean);
  return ({ client, asOfDay, allowed, count, slot }) => {
    const evidence = reader.read({ client, day: asOfDay, allowed });
    askFor(scoring, evidence, reader.columns.length, slot);
    shortlist.score(evidence.rows, count, scoring);
    return bestOf(evidence, scoring, count, discoveryLean);
  };
}

function bestOf({ items, repeats }: Evidence, scoring: Scoring, wanted: number, lean: number): readonly RankedItem[] {
  const { places, scores } = scoring;
  return Array.from(leanedList(items, scoring, wanted, lean), (at) => ({
    item: items[places[at] ?? 0] ?? 0,
    score: scores[at] ?? 0,
    slot: (places[at] ?? 0) < repeats ? 'repeat' : 'discovery',
  }));
}

function explained(
  { combiner }: Learned,
  columns: ReturnType<typeof columnsOf>,
  evidence: Evidence,
): { score: number; parts: readonly ScorePart[] } {
  const points = new Float64Array(columns.length);
  const start = pointsOf(combiner, evidence.rows, 0, points);
  const byPart = new Map<string, number>([['start', start]]);
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
