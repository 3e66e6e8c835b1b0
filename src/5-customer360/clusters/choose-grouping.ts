/** How many clusters there are, and where their centres begin: by mean silhouette, on a sample when the clients are many. */
import { groupByNearest, type Grouping, settle, spreadCentres } from './k-means.ts';
import { hashOf, seededRandom } from './random.ts';
import { dimensions, type Points } from './rfm-space.ts';
import { meanSilhouette } from './silhouette.ts';

export interface TriedGrouping {
  readonly k: number;
  /** Four digits. */
  readonly silhouette: number;
}

export interface ChosenGrouping {
  readonly centres: Points;
  readonly silhouette: number;
  /** The known centres, moved along, were kept. */
  readonly isContinued: boolean;
  readonly tried: readonly TriedGrouping[];
}

export interface GroupingOptions {
  /** Client codes in the order of the points: they decide who is in the sample, so that nearly the same are next week. */
  readonly codes: readonly string[];
  /** Centres of the last computation, in the space of the points; empty when there was none. */
  readonly known: Points;
  readonly seed: number;
}

/** Fewer say nothing a person did not know; more are not told apart by a person. */
const [leastClusters, mostClusters] = [3, 7] as const;
const startsPerK = 4;
/** Centres are searched on so many clients at most: all of them move the centres afterwards, and a hair only. */
const searchSample = 3000;
/** The silhouette compares each client with each other: 1,500 of them tell it to a hundredth. */
const silhouetteSample = 1500;
/** A cluster smaller than this share of the clients is a handful of odd ones, no group to write to. */
const smallestShare = 0.02;
/** Last time's clusters are kept unless new ones are better by this much: a group that changes weekly is no help to anybody. */
const worthChanging = 0.05;

/** The best grouping of 3 to 7 clusters, or last time's where it is nearly as good; null when fewer than three points differ. */
export function chooseGrouping(points: Points, options: GroupingOptions): ChosenGrouping | null {
  const sample = samplePoints(points, options.codes);
  const found = range(leastClusters, mostClusters)
    .filter((k) => k <= countDistinct(sample, mostClusters))
    .map((k) => judge(bestOfStarts(sample, k, options.seed), sample));
  const sound = found.filter(({ isSound }) => isSound);
  const best = (sound.length > 0 ? sound : found.slice(0, 1)).reduce<Judged | null>(
    (left, right) => (left === null || right.silhouette > left.silhouette ? right : left),
    null,
  );
  if (best === null) return null;
  const tried = found.map(({ k, silhouette }) => ({ k, silhouette }));
  const continued = continueKnown(sample, options.known);
  const isContinued = continued !== null && continued.silhouette >= best.silhouette - worthChanging;
  const { centres, silhouette } = isContinued ? continued : best;
  return { centres, silhouette, isContinued, tried };
}

interface Judged extends TriedGrouping {
  readonly centres: Points;
  /** Whether no cluster is too small. */
  readonly isSound: boolean;
}

function judge(grouping: Grouping, sample: Points): Judged {
  const k = grouping.sizes.length;
  const shown = sample.subarray(0, silhouetteSample * dimensions);
  const silhouette = meanSilhouette(shown, grouping.memberOf.subarray(0, silhouetteSample), k);
  return {
    k,
    silhouette: Math.round(silhouette * 10_000) / 10_000,
    centres: grouping.centres,
    isSound: Math.min(...grouping.sizes) >= (smallestShare * sample.length) / dimensions,
  };
}

/** The tightest of a few seeded starts. */
function bestOfStarts(sample: Points, k: number, seed: number): Grouping {
  const random = seededRandom(seed * 31 + k);
  const settled = range(1, startsPerK).map(() => settle(sample, spreadCentres(sample, k, random)));
  return settled.reduce((left, right) => (right.inertia < left.inertia ? right : left));
}

/** Last time's centres, walked to where they stay among today's clients; null when one of them has become nobody's. */
function continueKnown(sample: Points, known: Points): Judged | null {
  const k = known.length / dimensions;
  if (k < leastClusters || k > mostClusters) return null;
  if (groupByNearest(sample, known).sizes.includes(0)) return null;
  const judged = judge(settle(sample, known), sample);
  return judged.isSound ? judged : null;
}

/** The points of the clients whose codes have the lowest hashes, in that order; all of them when they are few. */
function samplePoints(points: Points, codes: readonly string[]): Points {
  const hashes = Uint32Array.from(codes, hashOf);
  const order = codes
    .map((_, index) => index)
    .sort((left, right) => (hashes[left] ?? 0) - (hashes[right] ?? 0) || left - right)
    .slice(0, searchSample);
  const sample = new Float64Array(order.length * dimensions);
  order.forEach((index, place) => {
    sample.set(points.subarray(index * dimensions, (index + 1) * dimensions), place * dimensions);
  });
  return sample;
}

/** How many different points there are, counted no further than `most`. */
function countDistinct(points: Points, most: number): number {
  const seen = new Set<string>();
  for (let at = 0; at < points.length && seen.size < most; at += dimensions)
    seen.add(points.subarray(at, at + dimensions).join());
  return seen.size;
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
