/** Scores the candidates of one client after the other. */
import type { Candidates } from './candidates.ts';
import type { Combiner } from './combine.ts';
import { type EvidenceColumn, knownOfDiscoveries } from './evidence-columns.ts';
import { addTrees, type Forest, type TreeRange } from './forest.ts';
import type { Slot } from './model.ts';
import { forestKnowing } from './prune-forest.ts';

/** Candidates being scored, those that are asked for: their places in the evidence, and by place here their rows and scores. */
export interface Scoring {
  count: number;
  /** The first so many were bought before. */
  repeats: number;
  readonly places: Int32Array;
  readonly starts: Int32Array;
  readonly scores: Float64Array;
}

export function emptyScoring(mostCandidates: number): Scoring {
  return {
    count: 0,
    repeats: 0,
    places: new Int32Array(mostCandidates),
    starts: new Int32Array(mostCandidates),
    scores: new Float64Array(mostCandidates),
  };
}

/** Asks for the candidates of a slot; for all when none is named. `width`: of a row of evidence. */
export function askFor(
  scoring: Scoring,
  { count, repeats }: Pick<Candidates, 'count' | 'repeats'>,
  width: number,
  slot?: Slot,
): void {
  const from = slot === 'discovery' ? repeats : 0;
  const to = slot === 'repeat' ? repeats : count;
  scoring.count = to - from;
  scoring.repeats = slot === 'discovery' ? 0 : repeats;
  for (let at = 0; at < scoring.count; at++) {
    scoring.places[at] = from + at;
    scoring.starts[at] = (from + at) * width;
  }
}

export interface CandidateScorer {
  /** 0 where nothing was learned: one sum makes the score. */
  readonly treeCount: number;
  /** Adds some of the trees to the scores of all that are asked for, all when none are named; from the first tree on they begin anew. */
  score(rows: Float32Array, scoring: Scoring, trees?: TreeRange): void;
}

/** `columns`: of the evidence the combiner reads. */
export function candidateScorer(combiner: Combiner, columns: readonly EvidenceColumn[]): CandidateScorer {
  if (combiner.kind === 'plain') {
    return { treeCount: 0, score: (rows, scoring) => addUp(combiner.weights, rows, scoring) };
  }
  const { forest } = combiner;
  const ofDiscoveries = forestKnowing(forest, knownOfDiscoveries(columns));
  const everyTree = { from: 0, to: forest.treeCount };
  return {
    treeCount: forest.treeCount,
    score: (rows, scoring, trees = everyTree) => addForests(forest, ofDiscoveries, trees, rows, scoring),
  };
}

function addForests(
  ofRepeats: Forest,
  ofDiscoveries: Forest,
  trees: TreeRange,
  rows: Float32Array,
  { starts, scores, repeats, count }: Scoring,
): void {
  if (trees.from === 0) scores.fill(ofRepeats.start, 0, count);
  addTrees(ofRepeats, trees, { rows, starts, from: 0, to: repeats }, scores);
  addTrees(ofDiscoveries, trees, { rows, starts, from: repeats, to: count }, scores);
}

function addUp(weights: Float64Array, rows: Float32Array, { starts, scores, count }: Scoring): void {
  for (let at = 0; at < count; at++) {
    const start = starts[at] ?? 0;
    let score = 0;
    for (let column = 0; column < weights.length; column++)
      score += (weights[column] ?? 0) * (rows[start + column] ?? 0);
    scores[at] = score;
  }
}
