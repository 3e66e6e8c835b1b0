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

/** Ranks one client's candidates by what was said of `wines`. What nothing was said of comes last. */
export function learnedRanker(partNames: readonly string[], wines: readonly number[], scores: WineScores): Ranker {
  const placeOf = new Map(wines.map((wine, place) => [wine, place]));
  const width = partNames.length;
  return {
    score(candidate, client, estate) {
      const logOdds = scores.logOdds[placeOf.get(candidate.produit.wine.index) ?? -1] ?? Number.NaN;
      const score = Number.isNaN(logOdds) ? 0 : Math.round(100 * scoreOfLogOdds(logOdds)) / 100;
      return { ...ruleRanker.score(candidate, client, estate), score };
    },
    explained(candidates) {
      // One array for all, and a copy: the batch it comes from is let go.
      const parts = new Float32Array(candidates.length * width);
      return candidates.map(({ produit }, kept) => {
        const place = placeOf.get(produit.wine.index) ?? -1;
        if (Number.isNaN(scores.logOdds[place] ?? Number.NaN)) return undefined;
        parts.set(scores.parts.subarray(place * width, (place + 1) * width), kept * width);
        return { partNames, parts, from: kept * width };
      });
    },
  };
}
