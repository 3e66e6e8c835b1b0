/** The one interface of every recommender of this room: learn from history, then rank items for a client as of a day. */
import type { BasketHistory, ItemAttributes } from './history.ts';

/** What is asked of a model when it learns. Pure: the same question gives the same model, bit for bit. */
export interface FitQuestion {
  readonly history: BasketHistory;
  readonly attributes?: ItemAttributes;
  /** Only where days are known: the first day the model may not know of. Baskets from it on are ignored. */
  readonly asOfDay?: number;
  readonly seed: number;
}

/** Bought before by this client, or not: the two are asked for, shown and judged apart. */
export type Slot = 'repeat' | 'discovery';

/** What a score is made of; `points` add up to the score. Names are stable and short: 'frequency', 'neighbours' … */
export interface ScorePart {
  readonly name: string;
  readonly points: number;
}

export interface RankedItem {
  readonly item: number;
  /** Comparable between all items of one client, repeats and discoveries alike: higher is likelier in the next basket. */
  readonly score: number;
  readonly slot: Slot;
}

export interface RankQuestion {
  readonly client: number;
  /** How many at most. */
  readonly count: number;
  /** Where days are known: the day the letter would go. */
  readonly asOfDay?: number;
  /** Only these items may be ranked (on sale, in stock); all when absent. By item: 1 may, 0 may not. */
  readonly allowed?: Uint8Array;
  /** Only this slot; both when absent. */
  readonly slot?: Slot;
}

export interface FittedModel {
  /**
   * Best first, ties by the smaller item; a list of both may hold discoveries a little sooner than their scores say
   * (leaned-list.ts). Empty when nothing can be said.
   */
  rank(question: RankQuestion): readonly RankedItem[];
  /** The score of one item for one client and what it is made of, largest part first. */
  explain(
    question: Pick<RankQuestion, 'client' | 'asOfDay'>,
    item: number,
  ): { score: number; parts: readonly ScorePart[] };
  /** What the automatic procedure chose, to be printed beside results. */
  readonly parameters: Readonly<Record<string, number | string>>;
}
