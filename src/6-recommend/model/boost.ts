/** Gradient boosting of small trees on the logistic loss (Friedman 2001), seeded and bounded. */
import type { Crew } from './crew.ts';
import { allNodes, depth, type Forest, innerNodes } from './forest.ts';
import { TreeGrower } from './grow-tree.ts';
import type { Draws, GrownTree } from './lane.ts';
import { Lanes, type Outlook } from './lanes.ts';
import type { Textbook } from './textbook.ts';

export interface BoostSettings extends Draws {
  readonly mostTrees: number;
  readonly learningRate: number;
  /** Trees without progress on the held-out examples before learning stops. */
  readonly patience: number;
  /** Share of the columns each tree sees. */
  readonly columnShare: number;
  /** Added to each leaf's weight: keeps small leaves near 0. */
  readonly ridge: number;
  readonly leastLeafWeight: number;
}

export interface Boosted {
  readonly forest: Forest;
  /** Mean log loss of the held-out examples. */
  readonly heldOutLoss: number;
}

/** Learns trees until the held-out loss no longer falls; keeps those up to its lowest. */
export function boost(book: Textbook, settings: BoostSettings, crew: Crew): Boosted {
  const lanes = new Lanes(book, settings, crew);
  try {
    return boosted(lanes, new TreeGrower(book.limits, lanes, settings), settings);
  } finally {
    lanes.end();
  }
}

function boosted(lanes: Lanes, grower: TreeGrower, { mostTrees, patience }: BoostSettings): Boosted {
  const start = startOf(lanes);
  const trees: GrownTree[] = [];
  let outlook = lanes.startFrom(start);
  let best = { loss: lossIn(outlook), trees: 0 };
  while (trees.length < mostTrees && trees.length - best.trees < patience) {
    const tree = grower.grow(trees.length, outlook);
    trees.push(tree);
    outlook = lanes.goOn(tree, trees.length);
    const loss = lossIn(outlook);
    if (loss < best.loss - 1e-7) best = { loss, trees: trees.length };
  }
  return { forest: forestOf(trees.slice(0, best.trees), start), heldOutLoss: best.loss };
}

/** The log-odds of the examples to learn from. */
function startOf(lanes: Lanes): number {
  const { bought, all } = lanes.weigh();
  return Math.log((bought + 0.5) / (all - bought + 0.5));
}

function lossIn({ loss, heldOutWeight }: Outlook): number {
  return heldOutWeight > 0 ? loss / heldOutWeight : 0;
}

function forestOf(trees: readonly GrownTree[], start: number): Forest {
  const forest: Forest = {
    treeCount: trees.length,
    start,
    levels: new Uint8Array(trees.length).fill(depth),
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
