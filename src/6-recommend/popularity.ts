/** Popularity: the percentile rank of net bottles over the last 12 months, in the estate and inside each segment. */

/** What was sold of each wine over 12 months, by wine index. */
export interface Sold {
  /** Net of returns. */
  readonly bottles: Float64Array;
  /** Known clients who kept some. */
  readonly buyers: Float64Array;
}

export interface Ranking extends Sold {
  /** 0 (not sold) to 1 (nothing sold more). */
  readonly percentiles: Float64Array;
}

export interface Popularity {
  /** Till sales and passing clients included. */
  readonly overall: Ranking;
  readonly bySegment: ReadonlyMap<string, Ranking>;
}

/** Ranks what was sold. */
export function popularityOf(overall: Sold, bySegment: ReadonlyMap<string, Sold>): Popularity {
  return {
    overall: rankingOf(overall),
    bySegment: new Map([...bySegment].map(([segment, sold]) => [segment, rankingOf(sold)])),
  };
}

function rankingOf(sold: Sold): Ranking {
  return { ...sold, percentiles: percentileRanks(sold.bottles) };
}

/**
 * The percentile rank of each positive number among the positive ones: the share that is lower or equal, ties sharing the
 * middle of their places. What sold nothing, or came back, ranks 0.
 */
export function percentileRanks(values: Float64Array): Float64Array {
  const order = [...values.keys()].filter((index) => (values[index] ?? 0) > 0);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] ?? 0];
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === value) end++;
    const rank = (start + 1 + end) / 2 / order.length;
    for (let place = start; place < end; place++) ranks[order[place] ?? 0] = rank;
    start = end;
  }
  return ranks;
}
