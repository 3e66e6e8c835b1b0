/** Popularity: the percentile rank of net bottles over the last 12 months, in the estate and inside each segment. */

/** Net bottles of each wine over 12 months, and their rank. By wine index. */
export interface Ranking {
  readonly bottles: Float64Array;
  /** 0 (not sold) to 1 (nothing sold more). */
  readonly percentiles: Float64Array;
}

export interface Popularity {
  readonly overall: Ranking;
  readonly bySegment: ReadonlyMap<string, Ranking>;
}

/** Ranks what was sold: overall (till sales and passing clients included) and by segment of the clients we know. */
export function popularityOf(overall: Float64Array, bySegment: ReadonlyMap<string, Float64Array>): Popularity {
  return {
    overall: rankingOf(overall),
    bySegment: new Map([...bySegment].map(([segment, bottles]) => [segment, rankingOf(bottles)])),
  };
}

function rankingOf(bottles: Float64Array): Ranking {
  return { bottles, percentiles: percentileRanks(bottles) };
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
