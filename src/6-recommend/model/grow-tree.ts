/** Grows one tree after the other on the same examples, level by level, by histograms (as in LightGBM). */
import { binCount, type Binned } from './bins.ts';
import type { BoostSettings, Examples } from './boost.ts';
import { allNodes, innerNodes } from './forest.ts';
import { mixed, mixedBits } from './mixed.ts';

/** A perfect tree; a branch that ended early goes on to the left with the value it had. */
export interface GrownTree {
  /** By inner node: the column asked, the last bin that goes left, and the largest value in it. */
  readonly columns: Uint8Array;
  readonly bins: Uint8Array;
  readonly thresholds: Float32Array;
  /** By node. */
  readonly values: Float32Array;
}

/** The rows that come to a node, as places in the grower's order, and what they say together. */
interface Node {
  readonly from: number;
  readonly to: number;
  readonly slope: number;
  readonly bend: number;
  /** By column taken × bin: sum of slopes, then of bends. None where the node is not to be split. */
  readonly histogram: Float64Array | undefined;
}

interface Split {
  /** The place of the column among those taken. */
  readonly place: number;
  readonly bin: number;
  readonly gain: number;
  /** Of the rows that go left. */
  readonly slope: number;
  readonly bend: number;
}

export class TreeGrower {
  readonly #examples: Examples;
  readonly #binned: Binned;
  readonly #settings: BoostSettings;
  /** The rows to learn from: all but those held out. */
  readonly #taught: Uint32Array;
  /** Of the rows one tree sees, one after the other: the slopes and bends of the loss, and the bins of the columns taken. */
  readonly #slopes: Float32Array;
  readonly #bends: Float32Array;
  #bins = new Uint8Array(0);
  /** These rows again, those of a node side by side. */
  readonly #order: Uint32Array;
  readonly #spare: Uint32Array;
  #columns: readonly number[] = [];
  /** Histograms no node needs any more. */
  readonly #idle: Float64Array[] = [];

  constructor(examples: Examples, binned: Binned, settings: BoostSettings) {
    this.#examples = examples;
    this.#binned = binned;
    this.#settings = settings;
    this.#taught = placesOf(examples.heldOut, 0);
    this.#slopes = new Float32Array(examples.count);
    this.#bends = new Float32Array(examples.count);
    this.#order = new Uint32Array(examples.count);
    this.#spare = new Uint32Array(examples.count);
  }

  /** The tree that lessens the loss of these scores; `round` draws the rows and columns it sees. */
  grow(scores: Float64Array, round: number): GrownTree {
    const { learningRate, ridge } = this.#settings;
    const tree = emptyTree();
    this.#columns = this.#takeColumns(round);
    const nodes: (Node | undefined)[] = [this.#takeRows(scores, round)];
    for (let place = 0; place < allNodes; place++) {
      const node = nodes[place];
      nodes[place] = undefined;
      tree.values[place] =
        node === undefined ? (tree.values[(place - 1) >> 1] ?? 0) : (-learningRate * node.slope) / (node.bend + ridge);
      if (node === undefined || place >= innerNodes) continue;
      const split = this.#bestSplit(node);
      if (split === undefined) {
        this.#letGo(node.histogram);
        nodes[2 * place + 1] = { ...node, histogram: undefined };
        continue;
      }
      const column = this.#columns[split.place] ?? 0;
      tree.columns[place] = column;
      tree.bins[place] = split.bin;
      tree.thresholds[place] = this.#binned.limits[column]?.[split.bin] ?? Infinity;
      const areLeaves = 2 * place + 1 >= innerNodes;
      if (areLeaves) this.#letGo(node.histogram);
      [nodes[2 * place + 1], nodes[2 * place + 2]] = areLeaves ? leavesOf(node, split) : this.#part(node, split);
    }
    return tree;
  }

  #takeColumns(round: number): readonly number[] {
    const { columnShare, seed } = this.#settings;
    const useful = this.#binned.limits.flatMap((limits, column) => (limits.length > 1 ? [column] : []));
    const taken = useful.filter((column) => mixed(column, round, seed ^ 0x5bd1e995) < columnShare);
    return taken.length > 0 ? taken : useful;
  }

  /** Draws the rows this tree sees and lays them out one after the other; gives the root. */
  #takeRows(scores: Float64Array, round: number): Node {
    const { labels, weights } = this.#examples;
    const [slopes, bends, order, rows] = [this.#slopes, this.#bends, this.#order, this.#spare];
    const taken = this.#drawRows(round, rows);
    let [slopeSum, bendSum] = [0, 0];
    for (let at = 0; at < taken; at++) {
      const row = rows[at] ?? 0;
      const chance = 1 / (1 + Math.exp(-(scores[row] ?? 0)));
      const weight = weights[row] ?? 0;
      slopes[at] = weight * (chance - (labels[row] ?? 0));
      bends[at] = weight * chance * (1 - chance);
      order[at] = at;
      slopeSum += slopes[at] ?? 0;
      bendSum += bends[at] ?? 0;
    }
    this.#layOutBins(rows.subarray(0, taken));
    return { from: 0, to: taken, slope: slopeSum, bend: bendSum, histogram: this.#histogram(0, taken) };
  }

  /** A byte of chance for each row, four of them drawn at once. */
  #drawRows(round: number, into: Uint32Array): number {
    const { rowShare, seed } = this.#settings;
    const taught = this.#taught;
    const limit = Math.round(256 * rowShare);
    let taken = 0;
    let bits = 0;
    for (let at = 0; at < taught.length; at++) {
      bits = (at & 3) === 0 ? mixedBits(at >> 2, round, seed) : bits >>> 8;
      into[taken] = taught[at] ?? 0;
      taken += Number((bits & 255) < limit);
    }
    return taken;
  }

  /** Copies the bins of the columns taken, so that counting reads them from front to back. */
  #layOutBins(rows: Uint32Array): void {
    const columns = Uint8Array.from(this.#columns);
    const { bins: all, width } = this.#binned;
    if (this.#bins.length < rows.length * columns.length) this.#bins = new Uint8Array(rows.length * columns.length);
    const bins = this.#bins;
    let into = 0;
    for (let at = 0; at < rows.length; at++) {
      const from = (rows[at] ?? 0) * width;
      for (let place = 0; place < columns.length; place++) bins[into++] = all[from + (columns[place] ?? 0)] ?? 0;
    }
  }

  #histogram(from: number, to: number): Float64Array {
    const [slopes, bends, bins, order, width] = [
      this.#slopes,
      this.#bends,
      this.#bins,
      this.#order,
      this.#columns.length,
    ];
    const sums = this.#emptyHistogram();
    for (let at = from; at < to; at++) {
      const row = order[at] ?? 0;
      const slope = slopes[row] ?? 0;
      const bend = bends[row] ?? 0;
      const first = row * width;
      for (let place = 0; place < width; place++) {
        const bin = 2 * (place * binCount + (bins[first + place] ?? 0));
        sums[bin] = (sums[bin] ?? 0) + slope;
        sums[bin + 1] = (sums[bin + 1] ?? 0) + bend;
      }
    }
    return sums;
  }

  /** Room for every column; zeros where this tree's columns are counted. */
  #emptyHistogram(): Float64Array {
    const histogram = this.#idle.pop() ?? new Float64Array(this.#binned.width * binCount * 2);
    return histogram.fill(0, 0, this.#columns.length * binCount * 2);
  }

  #letGo(histogram: Float64Array | undefined): void {
    if (histogram !== undefined) this.#idle.push(histogram);
  }

  #bestSplit({ histogram, slope, bend }: Node): Split | undefined {
    if (histogram === undefined) return undefined;
    const { ridge, leastLeafWeight } = this.#settings;
    const whole = (slope * slope) / (bend + ridge);
    let best: Split | undefined;
    for (let place = 0; place < this.#columns.length; place++) {
      const bins = this.#binned.limits[this.#columns[place] ?? 0]?.length ?? 1;
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
        if (gain > 1e-6 && gain > (best?.gain ?? 0)) best = { place, bin, gain, slope: leftSlope, bend: leftBend };
      }
    }
    return best;
  }

  /**
   * Rows that go left come first, each side in its old order. The smaller side is counted; the larger one's histogram is what is
   * left of the node's, which is used up.
   */
  #part(node: Node, split: Split): [Node, Node] {
    const { from, to, histogram } = node;
    const middle = this.#divide(from, to, split);
    const leftIsSmaller = middle - from <= to - middle;
    const smaller = leftIsSmaller ? this.#histogram(from, middle) : this.#histogram(middle, to);
    const larger = histogram ?? this.#emptyHistogram();
    const used = this.#columns.length * binCount * 2;
    for (let at = 0; at < used; at++) larger[at] = (larger[at] ?? 0) - (smaller[at] ?? 0);
    const [left, right] = leavesOf(node, split);
    return [
      { ...left, to: middle, histogram: leftIsSmaller ? smaller : larger },
      { ...right, from: middle, histogram: leftIsSmaller ? larger : smaller },
    ];
  }

  /** Gives where the right side begins. */
  #divide(from: number, to: number, { place, bin }: Split): number {
    const [bins, order, spare, width] = [this.#bins, this.#order, this.#spare, this.#columns.length];
    let left = from;
    let right = 0;
    for (let at = from; at < to; at++) {
      const row = order[at] ?? 0;
      const goesRight = Number((bins[row * width + place] ?? 0) > bin);
      order[left] = row;
      spare[right] = row;
      left += 1 - goesRight;
      right += goesRight;
    }
    order.set(spare.subarray(0, right), left);
    return left;
  }
}

/** The two sides of a node where rows need not be told apart any more. */
function leavesOf({ from, to, slope, bend }: Node, split: Split): [Node, Node] {
  return [
    { from, to, slope: split.slope, bend: split.bend, histogram: undefined },
    { from, to, slope: slope - split.slope, bend: bend - split.bend, histogram: undefined },
  ];
}

/** Where a mark stands in a list of them, ascending. */
export function placesOf(marks: Uint8Array, mark: number): Uint32Array {
  const places = new Uint32Array(marks.length);
  let count = 0;
  for (let at = 0; at < marks.length; at++) if (marks[at] === mark) places[count++] = at;
  return places.subarray(0, count);
}

function emptyTree(): GrownTree {
  return {
    columns: new Uint8Array(innerNodes),
    bins: new Uint8Array(innerNodes).fill(255),
    thresholds: new Float32Array(innerNodes).fill(Infinity),
    values: new Float32Array(allNodes),
  };
}
