/**
 * Co-purchase: which wines are bought by the same people, and on the same documents. For two wines a and b seen together
 * n times, lift = n × N / (n_a × n_b); pairs below the minimum support say nothing, and small counts are shrunk:
 * strength = Σ over clients and baskets of n / (n + 10) × ln(lift), where the lift is above 1.
 */
import { type SparseRows, transposed } from './csr.ts';

/** A wine bought beside another. */
export interface Neighbour {
  readonly wine: number;
  /** Above 0; comparable between wines. */
  readonly strength: number;
  /** Clients who bought both, and their lift. */
  readonly clients: number;
  readonly clientLift: number;
  /** Documents that hold both, and their lift. */
  readonly baskets: number;
  readonly basketLift: number;
}

/** The neighbours of one wine, the strongest first; indexes and strengths also as plain arrays, for walking many quickly. */
export interface Neighbours {
  readonly wines: Int32Array;
  readonly strengths: Float64Array;
  readonly details: readonly Neighbour[];
}

export const nobody: Neighbours = neighboursFrom([]);

/** By wine. */
export type CoPurchase = readonly Neighbours[];

export interface CoPurchaseInputs {
  readonly wineCount: number;
  /** One row per client (no trade, no till): the wines they kept. */
  readonly clients: SparseRows;
  /** One row per sale document: its wines. */
  readonly baskets: SparseRows;
  readonly minimumSupport: number;
}

/** Pairs counted fewer times than about this weigh half. */
const shrinkage = 10;
/** A scenario never looks further than this. */
const neighboursKept = 40;
/** Longer lists are dealers or tastings, not tastes: their pairs would drown the others. */
const longestList = 150;

/** Counts every pair once from the clients and once from the baskets. Time grows with the sum of the squared list lengths. */
export function coPurchaseOf(inputs: CoPurchaseInputs): CoPurchase {
  const clients = pairCounter(inputs.clients, inputs.wineCount);
  const baskets = pairCounter(inputs.baskets, inputs.wineCount);
  return Array.from({ length: inputs.wineCount }, (_, wine) =>
    neighboursOf(wine, clients, baskets, inputs.minimumSupport),
  );
}

interface PairCounter {
  /** How often each wine was seen beside this one; the array is used again for the next wine. */
  countsBeside(wine: number): Int32Array;
  lift(wine: number, other: number, together: number): number;
}

function pairCounter(rows: SparseRows, wineCount: number): PairCounter {
  const byWine = transposed(rows, wineCount);
  const counts = new Int32Array(wineCount);
  const totalOf = (wine: number): number => (byWine.starts[wine + 1] ?? 0) - (byWine.starts[wine] ?? 0);
  const rowCount = rows.starts.length - 1;
  return {
    countsBeside(wine) {
      counts.fill(0);
      for (let at = byWine.starts[wine] ?? 0; at < (byWine.starts[wine + 1] ?? 0); at++)
        addRow(rows, byWine.columns[at] ?? 0, counts);
      counts[wine] = 0;
      return counts;
    },
    lift: (wine, other, together) => (together * rowCount) / (totalOf(wine) * totalOf(other)),
  };
}

function addRow(rows: SparseRows, row: number, counts: Int32Array): void {
  const start = rows.starts[row] ?? 0;
  const end = rows.starts[row + 1] ?? 0;
  if (end - start > longestList) return;
  for (let at = start; at < end; at++) {
    const other = rows.columns[at] ?? 0;
    counts[other] = (counts[other] ?? 0) + 1;
  }
}

function neighboursOf(wine: number, clients: PairCounter, baskets: PairCounter, minimumSupport: number): Neighbours {
  const clientCounts = clients.countsBeside(wine);
  const basketCounts = baskets.countsBeside(wine);
  const found: Neighbour[] = [];
  for (let other = 0; other < clientCounts.length; other++) {
    const together = clientCounts[other] ?? 0;
    const onOneDocument = basketCounts[other] ?? 0;
    if (together < minimumSupport && onOneDocument < minimumSupport) continue;
    const clientLift = together > 0 ? clients.lift(wine, other, together) : 0;
    const basketLift = onOneDocument > 0 ? baskets.lift(wine, other, onOneDocument) : 0;
    const strength =
      strengthOf(together, clientLift, minimumSupport) + strengthOf(onOneDocument, basketLift, minimumSupport);
    if (strength > 0)
      found.push({ wine: other, strength, clients: together, clientLift, baskets: onOneDocument, basketLift });
  }
  return neighboursFrom(found.sort((a, b) => b.strength - a.strength || a.wine - b.wine).slice(0, neighboursKept));
}

function neighboursFrom(details: readonly Neighbour[]): Neighbours {
  return {
    wines: Int32Array.from(details, ({ wine }) => wine),
    strengths: Float64Array.from(details, ({ strength }) => strength),
    details,
  };
}

function strengthOf(count: number, lift: number, minimumSupport: number): number {
  if (count < minimumSupport || lift <= 1) return 0;
  return (count / (count + shrinkage)) * Math.log(lift);
}
