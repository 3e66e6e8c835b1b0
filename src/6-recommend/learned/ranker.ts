/**
 * The learned ranker: scenarios, slots, guardrails and reasons stay; inside them the wines stand in the order of the chance
 * that the client's next order holds them.
 *
 *   score = 100 × √chance, chance = 1 / (1 + e^−logOdds)
 *
 * The root only spreads small chances over the scale: 10 is one chance in a hundred, 50 one in four. Between clients a score
 * means the same thing, so that a scarce bottle goes to who would most probably order it.
 */
import type { Candidate } from '../candidate.ts';
import { type Ranker, ruleRanker, scoreOfLogOdds } from '../score.ts';
import type { WineScores } from './teach.ts';

/** The wines of some candidates, each once, in the order of their numbers. */
export function winesOf(candidates: readonly Candidate[]): readonly number[] {
  return [...new Set(candidates.map(({ produit }) => produit.wine.index))].sort((a, b) => a - b);
}

/** Orders one client's candidates by what was said of `wines`, and tells no more. What nothing was said of comes last. */
export function learnedOrder(wines: readonly number[], { logOdds }: Pick<WineScores, 'logOdds'>): Ranker {
  return {
    score: ({ produit }) => ({ score: scoreOf(logOdds[wines.indexOf(produit.wine.index)]), values: [], confidence: 0 }),
  };
}

/** The same, and tells of those who are kept what their scores are made of. */
export function learnedRanker(partNames: readonly string[], wines: readonly number[], scores: WineScores): Ranker {
  const width = partNames.length;
  return {
    ...learnedOrder(wines, scores),
    told(kept, client, estate) {
      // One array for all, and a copy: the batch it comes from is let go.
      const parts = new Float32Array(kept.length * width);
      return kept.map((candidate, at) => {
        const place = wines.indexOf(candidate.produit.wine.index);
        const { values, confidence } = ruleRanker.score(candidate, client, estate);
        const score = scoreOf(scores.logOdds[place]);
        if (Number.isNaN(scores.logOdds[place] ?? Number.NaN)) return { score, values, confidence };
        parts.set(scores.parts.subarray(place * width, (place + 1) * width), at * width);
        return { score, values, confidence, learned: { partNames, parts, from: at * width } };
      });
    },
  };
}

function scoreOf(logOdds = Number.NaN): number {
  return Number.isNaN(logOdds) ? 0 : Math.round(100 * scoreOfLogOdds(logOdds)) / 100;
}
