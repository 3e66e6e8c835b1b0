/** Which cluster of the last computation each new one is: the pairing that keeps most clients where they were. */

/** At least so much of the clients of both together must be in both: below it the new cluster is another one. */
const minimumOverlap = 0.5;

/** Where each client was and is: the cluster's place in its list. Clients who were in none are left out of the comparison. */
export interface Movement {
  /** One per client; −1 for a newcomer. */
  readonly before: Int8Array;
  readonly now: Uint8Array;
  readonly knownCount: number;
  readonly newCount: number;
}

/**
 * For each new cluster the place of the known one it carries on, or null. The cost of a pair is the share of its clients, of
 * both together, that are not in both (1 − Jaccard); the pairing with the least cost in sum wins.
 */
export function matchClusters(movement: Movement): readonly (number | null)[] {
  const overlaps = overlapsOf(movement);
  return cheapestPairs(overlaps).map((known, cluster) =>
    known !== null && (overlaps[cluster]?.[known] ?? 0) >= minimumOverlap ? known : null,
  );
}

/** Jaccard of each new cluster (row) with each known one (column). */
function overlapsOf({ before, now, knownCount, newCount }: Movement): readonly (readonly number[])[] {
  const common = Array.from({ length: newCount }, () => new Float64Array(knownCount));
  const [knownSizes, newSizes] = [new Float64Array(knownCount), new Float64Array(newCount)];
  before.forEach((known, index) => {
    if (known < 0) return;
    const cluster = now[index] ?? 0;
    add(knownSizes, known);
    add(newSizes, cluster);
    add(common[cluster], known);
  });
  return common.map((row, cluster) =>
    Array.from(row, (both, known) => {
      const either = (newSizes[cluster] ?? 0) + (knownSizes[known] ?? 0) - both;
      return either === 0 ? 0 : both / either;
    }),
  );
}

function add(counts: Float64Array | undefined, at: number): void {
  if (counts !== undefined) counts[at] = (counts[at] ?? 0) + 1;
}

interface Pairing {
  readonly overlap: number;
  readonly pairs: readonly (number | null)[];
}

/** Tries every pairing: with at most seven clusters on either side a few hundred sets of taken ones are all there is. */
function cheapestPairs(overlaps: readonly (readonly number[])[]): readonly (number | null)[] {
  const solved = new Map<string, Pairing>();
  const best = (cluster: number, taken: number): Pairing => {
    const row = overlaps[cluster];
    if (row === undefined) return { overlap: 0, pairs: [] };
    const key = `${cluster} ${taken}`;
    const known = solved.get(key);
    if (known !== undefined) return known;
    let found = withPair(null, 0, best(cluster + 1, taken));
    row.forEach((overlap, column) => {
      if ((taken & (1 << column)) !== 0 || overlap === 0) return;
      const tried = withPair(column, overlap, best(cluster + 1, taken | (1 << column)));
      if (tried.overlap > found.overlap) found = tried;
    });
    solved.set(key, found);
    return found;
  };
  return best(0, 0).pairs;
}

function withPair(column: number | null, overlap: number, rest: Pairing): Pairing {
  return { overlap: overlap + rest.overlap, pairs: [column, ...rest.pairs] };
}
