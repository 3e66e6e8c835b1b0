/**
 * How well apart the groups of a grouping are: the mean silhouette (Rousseeuw, 1987). For each point, how much nearer it is
 * on average to its own group than to the nearest other one: 1 is far apart, 0 is no difference, below 0 is misplaced.
 */
import { squaredDistance } from './k-means.ts';
import { dimensions, type Points } from './rfm-space.ts';

/** The mean silhouette of the points; each is compared with every other, so the cost grows with their square. */
export function meanSilhouette(points: Points, memberOf: Uint8Array, k: number): number {
  const count = points.length / dimensions;
  const sizes = new Float64Array(k);
  for (let index = 0; index < count; index++) sizes[memberOf[index] ?? 0] = (sizes[memberOf[index] ?? 0] ?? 0) + 1;
  const sums = new Float64Array(k);
  let total = 0;
  for (let index = 0; index < count; index++) {
    sums.fill(0);
    for (let other = 0; other < count; other++) {
      const group = memberOf[other] ?? 0;
      sums[group] = (sums[group] ?? 0) + Math.sqrt(squaredDistance(points, index, points, other));
    }
    total += silhouetteOf(sums, sizes, memberOf[index] ?? 0);
  }
  return count === 0 ? 0 : total / count;
}

/** From the distances of one point to all the points of each group; a point alone in its group counts 0. */
function silhouetteOf(sums: Float64Array, sizes: Float64Array, own: number): number {
  const ownSize = sizes[own] ?? 0;
  if (ownSize <= 1) return 0;
  const within = (sums[own] ?? 0) / (ownSize - 1);
  let nearest = Number.POSITIVE_INFINITY;
  for (let group = 0; group < sizes.length; group++) {
    const size = sizes[group] ?? 0;
    if (group !== own && size > 0) nearest = Math.min(nearest, (sums[group] ?? 0) / size);
  }
  const wider = Math.max(within, nearest);
  return Number.isFinite(nearest) && wider > 0 ? (nearest - within) / wider : 0;
}
