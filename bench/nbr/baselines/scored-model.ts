/** A baseline is a way of scoring every item for a client; ranking and explaining are the same for all. */
import type { BasketHistory } from '../../../src/6-recommend/model/history.ts';
import type { FittedModel, RankedItem, RankQuestion } from '../../../src/6-recommend/model/model.ts';
import { linesOfClient } from '../basket-history.ts';

export interface Scorer {
  /** One word, for `explain`. */
  readonly part: string;
  readonly parameters: FittedModel['parameters'];
  /** Fills `scores` (all 0 before, one per item) for a client. An item left at 0 is not recommended. */
  score(client: number, scores: Float64Array): void;
}

/** The model that ranks by `scorer`, ties by the smaller item. */
export function scoredModel(history: BasketHistory, scorer: Scorer): FittedModel {
  const scoresOf = (client: number) => {
    const scores = new Float64Array(history.itemCount);
    scorer.score(client, scores);
    return scores;
  };
  return {
    parameters: scorer.parameters,
    rank: (question) => best(scoresOf(question.client), question, new Set(linesOfClient(history, question.client))),
    explain: ({ client }, item) => {
      const score = scoresOf(client)[item] ?? 0;
      return { score, parts: score === 0 ? [] : [{ name: scorer.part, points: score }] };
    },
  };
}

function best(scores: Float64Array, question: RankQuestion, bought: ReadonlySet<number>): RankedItem[] {
  const { count, allowed, slot } = question;
  const mayBe = (item: number) =>
    (allowed === undefined || allowed[item] === 1) && (slot === undefined || (slot === 'repeat') === bought.has(item));
  return topItems(scores, count, mayBe).map((item) => ({
    item,
    score: scores[item] ?? 0,
    slot: bought.has(item) ? 'repeat' : 'discovery',
  }));
}

/** The `count` items of highest score, ties by the smaller item; those at 0 are left out. */
export function topItems(scores: Float64Array, count: number, mayBe?: (item: number) => boolean): number[] {
  const heads: number[] = [];
  let floor = 0;
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item] ?? 0;
    if (score <= floor || mayBe?.(item) === false) continue;
    let place = Math.min(heads.length, count - 1);
    for (; place > 0 && (scores[heads[place - 1] ?? 0] ?? 0) < score; place--) heads[place] = heads[place - 1] ?? 0;
    heads[place] = item;
    if (heads.length === count) floor = scores[heads[count - 1] ?? 0] ?? 0;
  }
  return heads;
}
