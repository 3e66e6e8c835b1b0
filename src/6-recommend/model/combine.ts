/** How evidence becomes a score: learned trees where the past is long enough to teach them, else a plain weighted sum. */
import { type Boosted, type BoostSettings, boost } from './boost.ts';
import { alone, type Crew } from './crew.ts';
import type { EvidenceColumn } from './evidence-columns.ts';
import type { Lesson } from './examples.ts';
import { type Forest, meanForest, pointsOfRow } from './forest.ts';
import { type Textbook, textbookOf } from './textbook.ts';

/** Either the log-odds of being in the next basket, or a weighted sum that only orders. */
export type Combiner =
  | {
      readonly kind: 'learned';
      readonly forest: Forest;
      readonly heldOutLoss: number;
      readonly examples: number;
    }
  | { readonly kind: 'plain'; readonly weights: Float64Array };

/**
 * Measured on the penultimate baskets of Ta-Feng, where ridge, leaf weight and the share of columns change recall by no more than the
 * seed does. Rows drawn by whether they were bought rank better than an even quarter of them, and cost less: on thirds of it and on
 * Online Retail a list of ten finds .1482 of what was bought against .1478, with an NDCG of .1400 against .1391 (two seeds).
 */
const settings: Omit<BoostSettings, 'seed' | keyof typeof slowly> = {
  boughtShare: 0.6,
  otherShare: 0.15,
  columnShare: 0.4,
  ridge: 5,
  leastLeafWeight: 3,
};
/** More examples bear slower learning, and there is no hurry. */
const manyExamples = 300_000;
/** Two forests of other draws say .001 better together than one (Ta-Feng); beyond so many clients, ranking would take too long. */
const mostForTwo = 30_000;
/** In a small house what is learned depends more on the draws, and there is time for four of them. */
const mostForFour = 2000;
const slowly = { mostTrees: 160, learningRate: 0.08, patience: 25 };
const quickly = { mostTrees: 100, learningRate: 0.12, patience: 15 };
/** Steps over fewer examples take less time than handing them on. */
const examplesWorthHelp = 50_000;
/** Fewer baskets to learn from than this, or fewer purchases in them, and trees would learn chance. */
const leastPurchases = 400;

/** Learns with all who help; the same whether anybody does. */
export function combinerOf(lesson: Lesson, columns: readonly EvidenceColumn[], crew: Crew): Combiner {
  const book = textbookOf(lesson, crew);
  let purchases = 0;
  for (const label of book.labels) purchases += label;
  if (purchases < leastPurchases) return plainCombiner(columns);
  const { forest, heldOutLoss } = taught(book, lesson, crew);
  if (forest.treeCount === 0) return plainCombiner(columns);
  return { kind: 'learned', forest, heldOutLoss, examples: book.count };
}

function taught(book: Textbook, { seed, known }: Lesson, helpers: Crew): Boosted {
  const { clientCount } = known.history;
  const crew = book.count < examplesWorthHelp ? alone : helpers;
  const isQuick = book.count <= manyExamples;
  const draw = (number: number): Boosted =>
    boost(book, { ...settings, ...(isQuick ? quickly : slowly), seed: seed + number }, crew);
  if (clientCount > (isQuick ? mostForFour : mostForTwo)) return draw(0);
  const two = meanOfTwo(draw(0), draw(1));
  return isQuick ? meanOfTwo(two, meanOfTwo(draw(2), draw(3))) : two;
}

function meanOfTwo(one: Boosted, other: Boosted): Boosted {
  return {
    forest: meanForest(one.forest, other.forest),
    heldOutLoss: (one.heldOutLoss + other.heldOutLoss) / 2,
  };
}

/**
 * TIFU-KNN's blend (.3 own habits, .7 neighbours), links and popularity behind: what ranks well untaught. Tastes speak
 * for what nobody bought yet.
 */
const plainWeights: Readonly<Record<string, number>> = {
  'slow share': 0.3,
  neighbours: 0.7,
  shared: 0.02,
  next: 0.02,
  'late share': 0.1,
  reach: 0.05,
};
const plainTasteWeight = 0.02;

export function plainCombiner(columns: readonly EvidenceColumn[]): Combiner {
  const weights = columns.map(({ name, part }) => plainWeights[name] ?? (part === 'taste' ? plainTasteWeight : 0));
  return { kind: 'plain', weights: Float64Array.from(weights) };
}

/** Points by column into `into`; gives what no column accounts for. */
export function pointsOf(combiner: Combiner, rows: Float32Array, from: number, into: Float64Array): number {
  if (combiner.kind === 'learned') return pointsOfRow(combiner.forest, rows, from, into);
  for (let column = 0; column < into.length; column++)
    into[column] = (combiner.weights[column] ?? 0) * (rows[from + column] ?? 0);
  return 0;
}
