/** Some of the examples a forest is grown on, and what they say of one tree after the other. */
import { binCount } from './bins.ts';
import { allNodes, innerNodes } from './forest.ts';
import { mixedBits } from './mixed.ts';
import { sharedBytes, sharedDoubles, sharedFloats, sharedWholes } from './shared-values.ts';
import type { Textbook } from './textbook.ts';

/** A perfect tree; a branch that ended early goes on to the left with the value it had. */
export interface GrownTree {
  /** By inner node: the column asked, the last bin that goes left, and the largest value in it. */
  readonly columns: Uint8Array;
  readonly bins: Uint8Array;
  readonly thresholds: Float32Array;
  /** By node. */
  readonly values: Float32Array;
}

/**
 * Slope and bend of the loss as whole numbers in one: adding up both is then one sum, which is exact in any order. So many units are
 * the bend's; the slope stands above them.
 */
export const bendUnits = 2 ** 26;

/**
 * Units are whole: what is left over is rounded up now and down then, so that it is not lost where many say the same little (as in
 * LightGBM's quantised training). Steps of the golden section spread over 0 to 1 most evenly.
 */
const goldenShare = (Math.sqrt(5) - 1) / 2;

/** How many units one of slope, and one of bend, are. */
export interface Scale {
  readonly slope: number;
  readonly bend: number;
}

/** So large that neither sum outgrows its bits; powers of two, so that nothing is lost. */
export function scaleFor(slopes: number, bends: number): Scale {
  return { slope: unitsFor(slopes), bend: unitsFor(bends) };
}

function unitsFor(sum: number): number {
  return 2 ** Math.floor(Math.log2(bendUnits / 2 / Math.max(sum, 1e-9)));
}

/** What a lane keeps from one step to the next: in shared memory, since each step may be another thread's. */
export interface LaneArrays {
  readonly scores: Float64Array;
  /** Of the examples one tree sees, one after the other: slopes and bends, then both in one, and the bins of the columns taken. */
  readonly slopes: Float32Array;
  readonly bends: Float32Array;
  readonly pulls: Float64Array;
  readonly laidOut: Uint8Array;
  /** These examples again, those of a node side by side. */
  readonly order: Uint32Array;
  readonly spare: Uint32Array;
  /** By node: its first example in that order, then the one after its last. */
  readonly borders: Uint32Array;
  /** By inner node × column taken × bin. */
  readonly histograms: Float64Array;
}

/** `count`: of its examples; memory nobody writes to costs nothing. */
export function emptyLane(count: number, width: number): LaneArrays {
  return {
    scores: sharedDoubles(count),
    slopes: sharedFloats(count),
    bends: sharedFloats(count),
    pulls: sharedDoubles(count),
    laidOut: sharedBytes(count * width),
    order: sharedWholes(count),
    spare: sharedWholes(count),
    borders: sharedWholes(2 * allNodes),
    histograms: sharedDoubles(innerNodes * width * binCount),
  };
}

/**
 * What a tree sees of the examples: more of those bought, who are few and tell most, than of the others. Each weighs as much the more
 * as fewer are seen, so that both count as in a sample of `evenShare`.
 */
export interface Draws {
  readonly seed: number;
  readonly boughtShare: number;
  readonly otherShare: number;
}

/** The sample whose sums the ridge and the least weight of a leaf are measured by. */
const evenShare = 0.25;

export class Lane {
  readonly #arrays: LaneArrays;
  readonly #width: number;
  readonly #bins: Uint8Array;
  readonly #labels: Uint8Array;
  readonly #weights: Float32Array;
  /** Examples to learn from, and those held out. */
  readonly #taught: Uint32Array;
  readonly #heldOut: Uint32Array;

  /** The examples `from … to)` of the book. */
  constructor(book: Textbook, from: number, to: number, arrays: LaneArrays) {
    this.#arrays = arrays;
    this.#width = book.limits.length;
    this.#bins = book.bins.subarray(from * this.#width, to * this.#width);
    this.#labels = book.labels.subarray(from, to);
    this.#weights = book.weights.subarray(from, to);
    const heldOut = book.heldOut.subarray(from, to);
    this.#taught = placesOf(heldOut, 0);
    this.#heldOut = placesOf(heldOut, 1);
  }

  /** Weight bought, and weight in all, of the examples to learn from. */
  weigh(): [bought: number, all: number] {
    let [bought, all] = [0, 0];
    for (const at of this.#taught) {
      const weight = this.#weights[at] ?? 0;
      all += weight;
      bought += weight * (this.#labels[at] ?? 0);
    }
    return [bought, all];
  }

  startFrom(score: number): void {
    this.#arrays.scores.fill(score);
  }

  /** Adds a tree to the scores. The two questions at the top are looked up once for all, as in the reading of a forest, and for its reason. */
  add({ columns, bins: splits, values }: Pick<GrownTree, 'columns' | 'bins' | 'values'>): void {
    const { scores } = this.#arrays;
    const [bins, width] = [this.#bins, this.#width];
    const [column = 0, leftColumn = 0, rightColumn = 0] = columns;
    const [split = 0, leftSplit = 0, rightSplit = 0] = splits;
    for (let at = 0; at < scores.length; at++) {
      const from = at * width;
      const isRight = Number((bins[from + column] ?? 0) > split);
      const ifLeft = Number((bins[from + leftColumn] ?? 0) > leftSplit);
      const ifRight = Number((bins[from + rightColumn] ?? 0) > rightSplit);
      let node = 3 + 2 * isRight + isRight * ifRight + (1 - isRight) * ifLeft;
      node = below(bins, from, columns, splits, node);
      node = below(bins, from, columns, splits, node);
      node = below(bins, from, columns, splits, node);
      scores[at] = (scores[at] ?? 0) + (values[node] ?? 0);
    }
  }

  /** Loss of the held-out examples, and their weight. */
  loss(): [loss: number, weight: number] {
    const { scores } = this.#arrays;
    let [loss, all] = [0, 0];
    for (const at of this.#heldOut) {
      const weight = this.#weights[at] ?? 0;
      const score = scores[at] ?? 0;
      const margin = this.#labels[at] === 1 ? -score : score;
      loss += weight * (margin > 30 ? margin : Math.log1p(Math.exp(margin)));
      all += weight;
    }
    return [loss, all];
  }

  /** Draws the examples the next tree sees; gives the sums of their slopes, without signs, and of their bends. */
  draw(round: number, draws: Draws): [slopes: number, bends: number] {
    const { scores, slopes, bends, spare, borders } = this.#arrays;
    const taken = this.#drawRows(round, draws);
    const ofBought = evenShare / draws.boughtShare;
    const ofOthers = evenShare / draws.otherShare;
    let [slopeSum, bendSum] = [0, 0];
    for (let at = 0; at < taken; at++) {
      const row = spare[at] ?? 0;
      const chance = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const label = this.#labels[row] ?? 0;
      const weight = (this.#weights[row] ?? 0) * (label === 1 ? ofBought : ofOthers);
      const slope = weight * (chance - label);
      const bend = weight * chance * (1 - chance);
      slopes[at] = slope;
      bends[at] = bend;
      slopeSum += Math.abs(slope);
      bendSum += bend;
    }
    borders[0] = 0;
    borders[1] = taken;
    return [slopeSum, bendSum];
  }

  /** A byte of chance for each example, four of them drawn at once. */
  #drawRows(round: number, { seed, boughtShare, otherShare }: Draws): number {
    const { spare } = this.#arrays;
    const [taught, labels] = [this.#taught, this.#labels];
    const boughtLimit = Math.round(256 * boughtShare);
    const otherLimit = Math.round(256 * otherShare);
    let taken = 0;
    let bits = 0;
    for (let at = 0; at < taught.length; at++) {
      bits = (at & 3) === 0 ? mixedBits(at >> 2, round, seed) : bits >>> 8;
      const row = taught[at] ?? 0;
      spare[taken] = row;
      taken += Number((bits & 255) < (labels[row] === 1 ? boughtLimit : otherLimit));
    }
    return taken;
  }

  /** Lays out the examples drawn, the bins of the columns taken side by side, so that counting reads them from front to back; counts the root. */
  layOut(columns: Uint8Array, scale: Scale): void {
    const { slopes, bends, pulls, laidOut, order, spare, borders } = this.#arrays;
    const [bins, width, columnCount] = [this.#bins, this.#width, columns.length];
    const histogram = this.histogram(0, columnCount).fill(0);
    const taken = borders[1] ?? 0;
    let into = 0;
    let dither = 0.5;
    for (let at = 0; at < taken; at++) {
      dither += goldenShare;
      dither -= Math.floor(dither);
      const pull =
        Math.floor((slopes[at] ?? 0) * scale.slope + dither) * bendUnits +
        Math.floor((bends[at] ?? 0) * scale.bend + dither);
      pulls[at] = pull;
      order[at] = at;
      const first = (spare[at] ?? 0) * width;
      for (let place = 0; place < columnCount; place++, into++) {
        const bin = bins[first + (columns[place] ?? 0)] ?? 0;
        laidOut[into] = bin;
        const cell = place * binCount + bin;
        histogram[cell] = (histogram[cell] ?? 0) + pull;
      }
    }
  }

  /** Of a node: sums by column taken × bin. */
  histogram(node: number, columnCount: number): Float64Array {
    const size = columnCount * binCount;
    return this.#arrays.histograms.subarray(node * size, (node + 1) * size);
  }

  /** Parts a node: examples up to a bin go left. Counts the smaller side; the other's histogram is what is left of the node's. */
  part(node: number, split: { readonly place: number; readonly bin: number }, columnCount: number): void {
    const [left, right] = [2 * node + 1, 2 * node + 2];
    const [smaller, larger] = this.#divide(node, split, columnCount) > 0 ? [right, left] : [left, right];
    const [whole, part] = [this.histogram(node, columnCount), this.histogram(smaller, columnCount).fill(0)];
    this.#count(smaller, part, columnCount);
    const rest = this.histogram(larger, columnCount);
    for (let at = 0; at < rest.length; at++) rest[at] = (whole[at] ?? 0) - (part[at] ?? 0);
  }

  /** Each side in its old order. Gives how many more go left than right. */
  #divide(node: number, { place, bin }: { readonly place: number; readonly bin: number }, columnCount: number): number {
    const { laidOut, order, spare, borders } = this.#arrays;
    const [from, to] = [borders[2 * node] ?? 0, borders[2 * node + 1] ?? 0];
    let left = from;
    let right = 0;
    for (let at = from; at < to; at++) {
      const row = order[at] ?? 0;
      const goesRight = Number((laidOut[row * columnCount + place] ?? 0) > bin);
      order[left] = row;
      spare[right] = row;
      left += 1 - goesRight;
      right += goesRight;
    }
    order.set(spare.subarray(0, right), left);
    borders.set([from, left, left, to], 2 * (2 * node + 1));
    return left - from - right;
  }

  #count(node: number, histogram: Float64Array, columnCount: number): void {
    const { laidOut, order, pulls, borders } = this.#arrays;
    const to = borders[2 * node + 1] ?? 0;
    for (let at = borders[2 * node] ?? 0; at < to; at++) {
      const row = order[at] ?? 0;
      const pull = pulls[row] ?? 0;
      const first = row * columnCount;
      for (let place = 0; place < columnCount; place++) {
        const cell = place * binCount + (laidOut[first + place] ?? 0);
        histogram[cell] = (histogram[cell] ?? 0) + pull;
      }
    }
  }
}

/** The node an example goes on to; written out three times like the reading of a forest, and for its reason. */
function below(bins: Uint8Array, from: number, columns: Uint8Array, splits: Uint8Array, node: number): number {
  return 2 * node + 1 + Number((bins[from + (columns[node] ?? 0)] ?? 0) > (splits[node] ?? 0));
}

/** Where a mark stands in a list of them, ascending. */
function placesOf(marks: Uint8Array, mark: number): Uint32Array {
  const places = new Uint32Array(marks.length);
  let count = 0;
  for (let at = 0; at < marks.length; at++) if (marks[at] === mark) places[count++] = at;
  return places.slice(0, count);
}
