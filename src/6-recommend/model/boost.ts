/** Gradient boosting of small trees on the logistic loss (Friedman 2001; histograms as in LightGBM), seeded and bounded. */
import { allNodes, type Forest, innerNodes } from './forest.ts';

export interface Examples {
  readonly count: number;
  readonly width: number;
  /** By example × column. */
  readonly rows: Float32Array;
  /** 1 bought, 0 not. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  /** 1: kept out of learning, to see when to stop. */
  readonly heldOut: Uint8Array;
}

export interface BoostSettings {
  readonly mostTrees: number;
  readonly learningRate: number;
  /** Trees without progress on the held-out examples before learning stops. */
  readonly patience: number;
  /** Share of examples and of columns each tree sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** Added to each leaf's weight: keeps small leaves near 0. */
  readonly ridge: number;
  readonly leastLeafWeight: number;
  readonly seed: number;
}

export interface Boosted {
  readonly forest: Forest;
  /** Mean log loss of the held-out examples. */
  readonly heldOutLoss: number;
}

const binCount = 64;

/** Learns trees until the held-out loss no longer falls; keeps those up to its lowest. */
export function boost(examples: Examples, settings: BoostSettings): Boosted {
  const binned = binnedExamples(examples);
  const grower = new TreeGrower(examples, binned, settings);
  const start = startOf(examples);
  const scores = new Float64Array(examples.count).fill(start);
  const trees: GrownTree[] = [];
  let best = { loss: heldOutLoss(examples, scores), trees: 0 };
  for (let round = 0; round < settings.mostTrees; round++) {
    const tree = grower.grow(scores, round);
    trees.push(tree);
    addTree(tree, binned, scores);
    const loss = heldOutLoss(examples, scores);
    if (loss < best.loss - 1e-7) best = { loss, trees: trees.length };
    if (trees.length - best.trees >= settings.patience) break;
  }
  return { forest: forestOf(trees.slice(0, best.trees), start), heldOutLoss: best.loss };
}

function startOf(examples: Examples): number {
  let bought = 0;
  let all = 0;
  for (let at = 0; at < examples.count; at++) {
    if (examples.heldOut[at] === 1) continue;
    all += examples.weights[at] ?? 0;
    if (examples.labels[at] === 1) bought += examples.weights[at] ?? 0;
  }
  return Math.log((bought + 0.5) / (all - bought + 0.5));
}

function heldOutLoss(examples: Examples, scores: Float64Array): number {
  let loss = 0;
  let all = 0;
  for (let at = 0; at < examples.count; at++) {
    if (examples.heldOut[at] !== 1) continue;
    const weight = examples.weights[at] ?? 0;
    const score = scores[at] ?? 0;
    const margin = examples.labels[at] === 1 ? -score : score;
    loss += weight * (margin > 30 ? margin : Math.log1p(Math.exp(margin)));
    all += weight;
  }
  return all > 0 ? loss / all : 0;
}

interface Binned {
  readonly width: number;
  /** By example × column. */
  readonly bins: Uint8Array;
  /** By column and bin: the largest value in it; the last is without limit. */
  readonly limits: readonly Float32Array[];
}

function binnedExamples(examples: Examples): Binned {
  const { width, count } = examples;
  const limits = Array.from({ length: width }, (_, column) => limitsOf(examples, column));
  const bins = new Uint8Array(count * width);
  limits.forEach((columnLimits, column) => binColumn(examples, column, columnLimits, bins));
  return { width, bins, limits };
}

function binColumn({ rows, width, count }: Examples, column: number, limits: Float32Array, bins: Uint8Array): void {
  for (let at = column; at < count * width; at += width) {
    const value = rows[at] ?? 0;
    let low = 0;
    let high = limits.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value <= (limits[middle] ?? 0)) high = middle;
      else low = middle + 1;
    }
    bins[at] = low;
  }
}

/** Quantiles of a regular sample. */
function limitsOf({ rows, width, count }: Examples, column: number): Float32Array {
  const step = Math.max(1, Math.floor(count / 20_000));
  const sample = new Float32Array(Math.ceil(count / step));
  for (let at = 0; at < sample.length; at++) sample[at] = rows[at * step * width + column] ?? 0;
  sample.sort();
  const limits: number[] = [];
  for (let bin = 1; bin < binCount; bin++) {
    const value = sample[Math.min(sample.length - 1, Math.floor((bin * sample.length) / binCount))] ?? 0;
    if (limits.length === 0 || value > (limits[limits.length - 1] ?? 0)) limits.push(value);
  }
  limits.push(Infinity);
  return Float32Array.from(limits);
}

interface GrownTree {
  readonly columns: Uint8Array;
  readonly bins: Uint8Array;
  readonly thresholds: Float32Array;
  readonly values: Float32Array;
}

function addTree(tree: GrownTree, { bins, width }: Binned, scores: Float64Array): void {
  const { columns, bins: splits, values } = tree;
  for (let at = 0; at < scores.length; at++) {
    const from = at * width;
    let node = below(bins, from, columns, splits, 0);
    node = below(bins, from, columns, splits, node);
    node = below(bins, from, columns, splits, node);
    node = below(bins, from, columns, splits, node);
    node = below(bins, from, columns, splits, node);
    scores[at] = (scores[at] ?? 0) + (values[node] ?? 0);
  }
}

/** The node an example goes on to; written out five times like the reading of a forest, and for its reason. */
function below(bins: Uint8Array, from: number, columns: Uint8Array, splits: Uint8Array, node: number): number {
  return (bins[from + (columns[node] ?? 0)] ?? 0) > (splits[node] ?? 0) ? 2 * node + 2 : 2 * node + 1;
}

function forestOf(trees: readonly GrownTree[], start: number): Forest {
  const forest: Forest = {
    treeCount: trees.length,
    start,
    columns: new Uint8Array(trees.length * innerNodes),
    thresholds: new Float32Array(trees.length * innerNodes),
    values: new Float32Array(trees.length * allNodes),
  };
  trees.forEach((tree, at) => {
    forest.columns.set(tree.columns, at * innerNodes);
    forest.thresholds.set(tree.thresholds, at * innerNodes);
    forest.values.set(tree.values, at * allNodes);
  });
  return forest;
}

interface Split {
  readonly column: number;
  readonly bin: number;
  readonly gain: number;
}

/** Grows one tree after the other on the same examples, level by level. */
class TreeGrower {
  readonly #examples: Examples;
  readonly #binned: Binned;
  readonly #settings: BoostSettings;
  readonly #slopes: Float32Array;
  readonly #bends: Float32Array;
  readonly #order: Uint32Array;
  readonly #spare: Uint32Array;

  constructor(examples: Examples, binned: Binned, settings: BoostSettings) {
    this.#examples = examples;
    this.#binned = binned;
    this.#settings = settings;
    this.#slopes = new Float32Array(examples.count);
    this.#bends = new Float32Array(examples.count);
    this.#order = new Uint32Array(examples.count);
    this.#spare = new Uint32Array(examples.count);
  }

  grow(scores: Float64Array, round: number): GrownTree {
    const { learningRate, ridge } = this.#settings;
    const tree: GrownTree = {
      columns: new Uint8Array(innerNodes),
      bins: new Uint8Array(innerNodes).fill(255),
      thresholds: new Float32Array(innerNodes).fill(Infinity),
      values: new Float32Array(allNodes),
    };
    const taken = this.#takeRows(scores, round);
    const columns = this.#takeColumns(round);
    const starts = new Uint32Array(allNodes);
    const ends = new Uint32Array(allNodes);
    ends[0] = taken;
    const histograms: (Float64Array | undefined)[] = [this.#histogram(0, taken, columns)];
    for (let node = 0; node < allNodes; node++) {
      const from = starts[node] ?? 0;
      const to = ends[node] ?? 0;
      const histogram = histograms[node];
      if (node > 0 && from === to) {
        tree.values[node] = tree.values[(node - 1) >> 1] ?? 0;
        if (node < innerNodes)
          [starts[2 * node + 1], ends[2 * node + 1], starts[2 * node + 2], ends[2 * node + 2]] = [0, 0, 0, 0];
        continue;
      }
      const [slope, bend] = this.#sums(from, to);
      tree.values[node] = (-learningRate * slope) / (bend + ridge);
      if (node >= innerNodes) continue;
      const split = histogram === undefined ? undefined : this.#bestSplit(histogram, columns, slope, bend);
      if (split === undefined || histogram === undefined) {
        starts[2 * node + 1] = from;
        ends[2 * node + 1] = to;
        continue;
      }
      tree.columns[node] = split.column;
      tree.bins[node] = split.bin;
      tree.thresholds[node] = this.#binned.limits[split.column]?.[split.bin] ?? Infinity;
      const middle = this.#part(from, to, split);
      starts[2 * node + 1] = from;
      ends[2 * node + 1] = middle;
      starts[2 * node + 2] = middle;
      ends[2 * node + 2] = to;
      if (2 * node + 1 < innerNodes) {
        const leftIsSmaller = middle - from <= to - middle;
        const smaller = leftIsSmaller ? this.#histogram(from, middle, columns) : this.#histogram(middle, to, columns);
        for (let at = 0; at < histogram.length; at++) histogram[at] = (histogram[at] ?? 0) - (smaller[at] ?? 0);
        histograms[2 * node + 1] = leftIsSmaller ? smaller : histogram;
        histograms[2 * node + 2] = leftIsSmaller ? histogram : smaller;
      }
      histograms[node] = undefined;
    }
    return tree;
  }

  /** Slopes and bends of the loss for the rows this tree sees, and these rows in `#order`. */
  #takeRows(scores: Float64Array, round: number): number {
    const { labels, weights, heldOut, count } = this.#examples;
    const { rowShare, seed } = this.#settings;
    let taken = 0;
    for (let at = 0; at < count; at++) {
      if (heldOut[at] === 1 || mixed(at, round, seed) >= rowShare) continue;
      const chance = 1 / (1 + Math.exp(-(scores[at] ?? 0)));
      const weight = weights[at] ?? 0;
      this.#slopes[at] = weight * (chance - (labels[at] ?? 0));
      this.#bends[at] = weight * chance * (1 - chance);
      this.#order[taken++] = at;
    }
    return taken;
  }

  #takeColumns(round: number): readonly number[] {
    const { columnShare, seed } = this.#settings;
    const useful = this.#binned.limits.flatMap((limits, column) => (limits.length > 1 ? [column] : []));
    const taken = useful.filter((column) => mixed(column, round, seed ^ 0x5bd1e995) < columnShare);
    return taken.length > 0 ? taken : useful;
  }

  #sums(from: number, to: number): [number, number] {
    let slope = 0;
    let bend = 0;
    for (let at = from; at < to; at++) {
      const row = this.#order[at] ?? 0;
      slope += this.#slopes[row] ?? 0;
      bend += this.#bends[row] ?? 0;
    }
    return [slope, bend];
  }

  /** By column taken × bin: sum of slopes, then of bends. */
  #histogram(from: number, to: number, columns: readonly number[]): Float64Array {
    const sums = new Float64Array(columns.length * binCount * 2);
    const { bins, width } = this.#binned;
    const taken = Uint8Array.from(columns);
    for (let at = from; at < to; at++) {
      const row = this.#order[at] ?? 0;
      const slope = this.#slopes[row] ?? 0;
      const bend = this.#bends[row] ?? 0;
      const first = row * width;
      for (let place = 0; place < taken.length; place++) {
        const bin = 2 * (place * binCount + (bins[first + (taken[place] ?? 0)] ?? 0));
        sums[bin] = (sums[bin] ?? 0) + slope;
        sums[bin + 1] = (sums[bin + 1] ?? 0) + bend;
      }
    }
    return sums;
  }

  #bestSplit(histogram: Float64Array, columns: readonly number[], slope: number, bend: number): Split | undefined {
    const { ridge, leastLeafWeight } = this.#settings;
    const whole = (slope * slope) / (bend + ridge);
    let best: Split | undefined;
    for (let place = 0; place < columns.length; place++) {
      const column = columns[place] ?? 0;
      const bins = this.#binned.limits[column]?.length ?? 1;
      let leftSlope = 0;
      let leftBend = 0;
      for (let bin = 0; bin < bins - 1; bin++) {
        const at = (place * binCount + bin) * 2;
        leftSlope += histogram[at] ?? 0;
        leftBend += histogram[at + 1] ?? 0;
        const rightSlope = slope - leftSlope;
        const rightBend = bend - leftBend;
        if (leftBend < leastLeafWeight || rightBend < leastLeafWeight) continue;
        const gain = leftSlope ** 2 / (leftBend + ridge) + rightSlope ** 2 / (rightBend + ridge) - whole;
        if (gain > 1e-6 && gain > (best?.gain ?? 0)) best = { column, bin, gain };
      }
    }
    return best;
  }

  /** Rows of the node that go left come first, each side in its old order; gives where the right side begins. */
  #part(from: number, to: number, split: Split): number {
    const { bins, width } = this.#binned;
    let left = from;
    let right = 0;
    for (let at = from; at < to; at++) {
      const row = this.#order[at] ?? 0;
      if ((bins[row * width + split.column] ?? 0) <= split.bin) this.#order[left++] = row;
      else this.#spare[right++] = row;
    }
    this.#order.set(this.#spare.subarray(0, right), left);
    return left;
  }
}

/** A number from 0 to 1 from three whole numbers, the same on every machine. */
export function mixed(one: number, two: number, seed: number): number {
  let hash =
    Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(two + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(seed, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}
