/**
 * Scores candidates of whom only the best are wanted: who is far behind after the first trees is given up, since the later trees
 * correct the earlier ones by less and less. Measured on 2,000 clients: 994 of 1,000 lists of 20 stay the same, and all their first ten.
 */
import { type Combiner, type Scoring, scoreAsked } from './combine.ts';
import { addTrees } from './forest.ts';
import { keepLargest } from './largest.ts';

/** All are scored by one in so many of the trees … */
const firstTrees = 3;
/** … and so many times the wanted stay. */
const keptPerWanted = 3;

export interface Shortlister {
  /** Scores those asked for and takes away from them who cannot be among the `wanted` best. `lift` is added to discoveries' scores. */
  score(rows: Float32Array, wanted: { readonly count: number; readonly repeats: number }, scoring: Scoring): void;
}

export function shortlister(combiner: Combiner, mostCandidates: number, lift: number): Shortlister {
  const values = new Float32Array(mostCandidates);
  const ids = new Int32Array(mostCandidates);
  const lifted = (scoring: Scoring, repeats: number): void => {
    for (let at = 0; at < scoring.count; at++)
      if ((scoring.places[at] ?? 0) >= repeats) scoring.scores[at] = (scoring.scores[at] ?? 0) + lift;
  };
  return {
    score(rows, { count, repeats }, scoring) {
      const kept = count * keptPerWanted;
      if (combiner.kind === 'plain' || scoring.count <= kept) {
        scoreAsked(combiner, rows, scoring);
        lifted(scoring, repeats);
        return;
      }
      const { forest } = combiner;
      const first = Math.ceil(forest.treeCount / firstTrees);
      const { starts, scores } = scoring;
      scores.fill(forest.start, 0, scoring.count);
      addTrees(forest, { from: 0, to: first }, { rows, starts, count: scoring.count }, scores);
      lifted(scoring, repeats);
      keepBest(scoring, kept, ids, values);
      addTrees(forest, { from: first, to: forest.treeCount }, { rows, starts, count: scoring.count }, scores);
    },
  };
}

/** Takes away all but the `kept` best, in their order. */
function keepBest(scoring: Scoring, kept: number, ids: Int32Array, values: Float32Array): void {
  const { places, starts, scores } = scoring;
  for (let at = 0; at < scoring.count; at++) {
    ids[at] = at;
    values[at] = scores[at] ?? 0;
  }
  keepLargest(ids, values, scoring.count, kept);
  const best = ids.subarray(0, kept).sort();
  for (let at = 0; at < kept; at++) {
    const from = best[at] ?? 0;
    places[at] = places[from] ?? 0;
    starts[at] = starts[from] ?? 0;
    scores[at] = scores[from] ?? 0;
  }
  scoring.count = kept;
}
