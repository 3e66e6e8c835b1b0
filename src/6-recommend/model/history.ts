/**
 * What a model learns from: the baskets of each client, oldest first. Only their order is needed; days, quantities, prices and
 * attributes are used where they are known. The same shape serves an estate and a public data set.
 *
 * Items are whatever is to be ranked: for an estate its wines (a cuvée in all its vintages and formats), so that a new vintage
 * is a repeat and not a discovery (evaluation.md, 2).
 */

/** Baskets in compressed rows: client → baskets → items. Everything is a whole number into the row above. */
export interface BasketHistory {
  readonly clientCount: number;
  readonly itemCount: number;
  /** Client `c` holds the baskets `basketStarts[c] … basketStarts[c + 1])`, oldest first. Length clientCount + 1. */
  readonly basketStarts: Uint32Array;
  /** Basket `b` holds the lines `lineStarts[b] … lineStarts[b + 1])`. Length basketCount + 1. */
  readonly lineStarts: Uint32Array;
  /** By line: the item. Once per basket, ascending. */
  readonly items: Int32Array;
  /** By basket: day number (values/day.ts), never descending inside a client. */
  readonly days?: Int32Array;
  /** By line: how much of it (bottles, pieces); returns are netted out before. */
  readonly quantities?: Float32Array;
  /** By line: price of one unit, euros TTC; NaN where unknown. */
  readonly prices?: Float32Array;
}

/** What is known of the items themselves; lets a wine never sold yet be ranked. */
export interface ItemAttributes {
  /** Words such as family, grape, sweetness, colour, tier: by item the number of the word, -1 where unknown. */
  readonly words: readonly { readonly name: string; readonly wordOfItem: Int32Array }[];
  /** By item: price of a 75-cl equivalent, euros TTC; NaN where unknown. */
  readonly prices?: Float64Array;
  /** By item × axis, each 0 to 1, NaN where unknown. */
  readonly aromas?: { readonly axisCount: number; readonly values: Float32Array };
}
