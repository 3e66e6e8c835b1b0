/** Grows one tree after the other on the same examples, level by level, by histograms (as in LightGBM). */
import { binCount, type Limits } from './bins.ts';
import type { BoostSettings } from './boost.ts';
import { allNodes, innerNodes } from './forest.ts';
import { bendUnits, type GrownTree, type Scale, scaleFor } from './lane.ts';
import type { Lanes, Outlook } from './lanes.ts';
import { mixed } from './mixed.ts';

/** What the examples of a node say together. */
interface Node {
  readonly place: number;
  readonly slope: number;
  readonly bend: number;
  /** By column taken × bin: sums of slopes and bends in one. None where the node is not to be split. */
  readonly histogram: Float64Array | undefined;
}

interface Split {
  /** The place of the column among those taken. */
  readonly place: number;
  readonly bin: number;
  readonly gain: number;
  /** Of the examples that go left. */
  readonly slope: number;
  readonly bend: number;
}

type ParentNode = Node & { readonly split: Split; readonly histogram: Float64Array };

export class TreeGrower {
  readonly #limits: Limits;
  readonly #lanes: Lanes;
  readonly #settings: BoostSettings;
  #columns: Uint8Array = new Uint8Array(0);
  #scale: Scale = { slope: 1, bend: 1 };

  constructor(limits: Limits, lanes: Lanes, settings: BoostSettings) {
    this.#limits = limits;
    this.#lanes = lanes;
    this.#settings = settings;
  }

  /** The tree that lessens the loss of the examples drawn; `round` draws the columns it sees. */
  grow(round: number, outlook: Outlook): GrownTree {
    const tree = emptyTree();
    this.#columns = this.#takeColumns(round);
    let level: readonly Node[] = [this.#root(outlook)];
    for (let first = 0; level.length > 0; first = 2 * first + 1) {
      for (const { place, slope, bend } of level) tree.values[place] = this.#valueOf(slope, bend);
      const parents = level.flatMap((node) => this.#parentOf(node));
      for (const parent of parents) this.#ask(tree, parent);
      level = 2 * first + 1 < innerNodes ? this.#part(parents) : parents.flatMap((parent) => childrenOf(parent));
    }
    inherit(tree.values);
    return tree;
  }

  #takeColumns(round: number): Uint8Array {
    const { columnShare, seed } = this.#settings;
    const useful = this.#limits.flatMap((limits, column) => (limits.length > 1 ? [column] : []));
    const taken = useful.filter((column) => mixed(column, round, seed ^ 0x5bd1e995) < columnShare);
    return Uint8Array.from(taken.length > 0 ? taken : useful);
  }

  #root({ slopes, bends }: Outlook): Node {
    this.#scale = scaleFor(slopes, bends);
    const histogram = this.#lanes.root(this.#columns, this.#scale);
    let pulls = 0;
    for (let bin = 0; bin < binCount; bin++) pulls += histogram[bin] ?? 0;
    return { place: 0, ...this.#told(pulls), histogram };
  }

  /** Sums of slopes and bends from both in one. */
  #told(pulls: number): { slope: number; bend: number } {
    const slopes = Math.floor(pulls / bendUnits);
    return { slope: slopes / this.#scale.slope, bend: (pulls - slopes * bendUnits) / this.#scale.bend };
  }

  #valueOf(slope: number, bend: number): number {
    const { learningRate, ridge } = this.#settings;
    return (-learningRate * slope) / (bend + ridge);
  }

  /** The node with the question that parts it best; none where no question is worth asking. */
  #parentOf(node: Node): readonly ParentNode[] {
    const { histogram } = node;
    if (histogram === undefined) return [];
    const split = this.#bestSplit(node, histogram);
    return split === undefined ? [] : [{ ...node, histogram, split }];
  }

  #bestSplit({ slope, bend }: Node, histogram: Float64Array): Split | undefined {
    const { ridge, leastLeafWeight } = this.#settings;
    const whole = (slope * slope) / (bend + ridge);
    const [slopeUnit, bendUnit] = [1 / this.#scale.slope, 1 / this.#scale.bend];
    let best: Split | undefined;
    let mostGain = 1e-6;
    for (let place = 0; place < this.#columns.length; place++) {
      const bins = this.#limits[this.#columns[place] ?? 0]?.length ?? 1;
      let pulls = 0;
      for (let bin = 0; bin < bins - 1; bin++) {
        pulls += histogram[place * binCount + bin] ?? 0;
        const slopes = Math.floor(pulls * (1 / bendUnits));
        const leftSlope = slopes * slopeUnit;
        const leftBend = (pulls - slopes * bendUnits) * bendUnit;
        const rightSlope = slope - leftSlope;
        const rightBend = bend - leftBend;
        if (leftBend < leastLeafWeight || rightBend < leastLeafWeight) continue;
        const gain =
          (leftSlope * leftSlope) / (leftBend + ridge) + (rightSlope * rightSlope) / (rightBend + ridge) - whole;
        if (gain <= mostGain) continue;
        mostGain = gain;
        best = { place, bin, gain, slope: leftSlope, bend: leftBend };
      }
    }
    return best;
  }

  #ask(tree: GrownTree, { place, split }: ParentNode): void {
    const column = this.#columns[split.place] ?? 0;
    tree.columns[place] = column;
    tree.bins[place] = split.bin;
    tree.thresholds[place] = this.#limits[column]?.[split.bin] ?? Infinity;
  }

  /** The children of a level. The right one's histogram is what is left of the parent's, which is used up. */
  #part(parents: readonly ParentNode[]): readonly Node[] {
    const parted = parents.map(({ place, split }) => ({ node: place, place: split.place, bin: split.bin }));
    const left = this.#lanes.part(parted, this.#columns.length);
    return parents.flatMap((parent, at) => {
      const ofLeft = left[at] ?? parent.histogram;
      subtract(parent.histogram, ofLeft);
      return childrenOf(parent, [ofLeft, parent.histogram]);
    });
  }
}

function childrenOf(
  { place, slope, bend, split }: ParentNode,
  histograms: readonly (Float64Array | undefined)[] = [],
): [Node, Node] {
  const [ofLeft, ofRight] = histograms;
  return [
    { place: 2 * place + 1, slope: split.slope, bend: split.bend, histogram: ofLeft },
    { place: 2 * place + 2, slope: slope - split.slope, bend: bend - split.bend, histogram: ofRight },
  ];
}

function subtract(from: Float64Array, part: Float64Array): void {
  for (let at = 0; at < from.length; at++) from[at] = (from[at] ?? 0) - (part[at] ?? 0);
}

/** No question asked and nothing said. */
function emptyTree(): GrownTree {
  return {
    columns: new Uint8Array(innerNodes),
    bins: new Uint8Array(innerNodes).fill(255),
    thresholds: new Float32Array(innerNodes).fill(Infinity),
    values: new Float32Array(allNodes).fill(Number.NaN),
  };
}

/** Below where a branch ended its value stands on. */
function inherit(values: Float32Array): void {
  for (let place = 1; place < allNodes; place++)
    if (Number.isNaN(values[place] ?? 0)) values[place] = values[(place - 1) >> 1] ?? 0;
}
