/**
 * k-means: k centres, each the mean of the points nearest to it (Lloyd), begun from points far apart (k-means++: Arthur and
 * Vassilvitskii, 2007). Loops run in the order of the points, so the same points give the same bits.
 */
import { dimensions, type Points } from './rfm-space.ts';

export interface Grouping {
  /** Centres one after the other, as points are. */
  readonly centres: Points;
  /** The centre each point is nearest to. */
  readonly memberOf: Uint8Array;
  /** Points of each centre. */
  readonly sizes: readonly number[];
  /** Sum of the squared distances of the points to their centres: the lower, the tighter. */
  readonly inertia: number;
}

/** Lloyd ends long before on points like ours; the bound is for points that are not. */
const longestWalk = 100;

/** Centres begun far apart: each next one is drawn among the points in proportion to its squared distance to the nearest so far. */
export function spreadCentres(points: Points, k: number, random: () => number): Points {
  const count = points.length / dimensions;
  const centres = new Float64Array(k * dimensions);
  const distances = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let chosen = Math.min(count - 1, Math.floor(random() * count));
  for (let centre = 0; centre < k; centre++) {
    if (centre > 0) chosen = drawByWeight(distances, random());
    centres.set(points.subarray(chosen * dimensions, (chosen + 1) * dimensions), centre * dimensions);
    for (let index = 0; index < count; index++)
      distances[index] = Math.min(distances[index] ?? 0, squaredDistance(points, index, centres, centre));
  }
  return centres;
}

/** Walks the centres to where they stay. A centre that loses all its points moves to the point worst served. */
export function settle(points: Points, begin: Points): Grouping {
  let centres = begin;
  let grouping = groupByNearest(points, centres);
  for (let step = 0; step < longestWalk; step++) {
    centres = meansOf(points, grouping);
    const next = groupByNearest(points, centres);
    const isSettled = next.memberOf.every((centre, index) => centre === grouping.memberOf[index]);
    grouping = next;
    if (isSettled) break;
  }
  return grouping;
}

/** Each point with its nearest centre; the first of two equally near. */
export function groupByNearest(points: Points, centres: Points): Grouping {
  const memberOf = new Uint8Array(points.length / dimensions);
  const sizes = Array.from({ length: centres.length / dimensions }, () => 0);
  let inertia = 0;
  for (let index = 0; index < memberOf.length; index++) {
    const centre = nearestCentre(points, index, centres);
    memberOf[index] = centre;
    sizes[centre] = (sizes[centre] ?? 0) + 1;
    inertia += squaredDistance(points, index, centres, centre);
  }
  return { centres, memberOf, sizes, inertia };
}

/** The index of the centre nearest to a point; the first of two equally near. */
export function nearestCentre(points: ArrayLike<number>, index: number, centres: Points): number {
  let nearest = 0;
  let shortest = Number.POSITIVE_INFINITY;
  for (let centre = 0; centre * dimensions < centres.length; centre++) {
    const distance = squaredDistance(points, index, centres, centre);
    if (distance < shortest) {
      shortest = distance;
      nearest = centre;
    }
  }
  return nearest;
}

/** The squared distance from point `index` of one list to point `other` of another. */
export function squaredDistance(
  points: ArrayLike<number>,
  index: number,
  others: ArrayLike<number>,
  other: number,
): number {
  const at = index * dimensions;
  const to = other * dimensions;
  const recency = (points[at] ?? 0) - (others[to] ?? 0);
  const frequency = (points[at + 1] ?? 0) - (others[to + 1] ?? 0);
  const monetary = (points[at + 2] ?? 0) - (others[to + 2] ?? 0);
  return recency * recency + frequency * frequency + monetary * monetary;
}

function meansOf(points: Points, { memberOf, centres, sizes }: Grouping): Points {
  const means = new Float64Array(centres.length);
  for (let at = 0; at < points.length; at++) {
    const centre = memberOf[Math.floor(at / dimensions)] ?? 0;
    const to = centre * dimensions + (at % dimensions);
    means[to] = (means[to] ?? 0) + (points[at] ?? 0);
  }
  for (let at = 0; at < means.length; at++)
    means[at] = (means[at] ?? 0) / Math.max(1, sizes[Math.floor(at / dimensions)] ?? 1);
  sizes.forEach((size, centre) => {
    if (size > 0) return;
    const worst = worstServed(points, memberOf, centres);
    means.set(points.subarray(worst * dimensions, (worst + 1) * dimensions), centre * dimensions);
  });
  return means;
}

function worstServed(points: Points, memberOf: Uint8Array, centres: Points): number {
  let worst = 0;
  let farthest = -1;
  for (let index = 0; index < memberOf.length; index++) {
    const distance = squaredDistance(points, index, centres, memberOf[index] ?? 0);
    if (distance > farthest) {
      farthest = distance;
      worst = index;
    }
  }
  return worst;
}

/** The index at which the running sum of the weights passes this share of the whole. */
function drawByWeight(weights: Float64Array, share: number): number {
  let whole = 0;
  for (const weight of weights) whole += weight;
  let left = share * whole;
  let last = 0;
  for (let index = 0; index < weights.length; index++) {
    const weight = weights[index] ?? 0;
    if (weight === 0) continue;
    last = index;
    left -= weight;
    if (left < 0) return index;
  }
  return last;
}
