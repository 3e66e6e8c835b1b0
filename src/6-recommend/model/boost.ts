/** Gradient boosting of small trees on the logistic loss (Friedman 2001), seeded and bounded. */
import { type Binned, binnedExamples } from './bins.ts';
import { allNodes, depth, type Forest, innerNodes } from './forest.ts';
import { type GrownTree, placesOf, TreeGrower } from './grow-tree.ts';

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

/** Learns trees until the held-out loss no longer falls; keeps those up to its lowest. */
export function boost(examples: Examples, settings: BoostSettings): Boosted {
  const binned = binnedExamples(examples);
  const grower = new TreeGrower(examples, binned, settings);
  const start = startOf(examples);
  const heldOut = placesOf(examples.heldOut, 1);
  const scores = new Float64Array(examples.count).fill(start);
  const trees: GrownTree[] = [];
  let best = { loss: lossOf(examples, heldOut, scores), trees: 0 };
  for (let round = 0; round < settings.mostTrees; round++) {
    const tree = grower.grow(scores, round);
    trees.push(tree);
    addTree(tree, binned, scores);
    const loss = lossOf(examples, heldOut, scores);
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

function lossOf({ weights, labels }: Examples, places: Uint32Array, scores: Float64Array): number {
  let loss = 0;
  let all = 0;
  for (const at of places) {
    const weight = weights[at] ?? 0;
    const score = scores[at] ?? 0;
    const margin = labels[at] === 1 ? -score : score;
    loss += weight * (margin > 30 ? margin : Math.log1p(Math.exp(margin)));
    all += weight;
  }
  return all > 0 ? loss / all : 0;
}

/** The two questions at the top are looked up once for all examples, as in the reading of a forest, and for its reason. */
function addTree(tree: GrownTree, { bins, width }: Binned, scores: Float64Array): void {
  const { columns, bins: splits, values } = tree;
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

/** The node an example goes on to; written out three times like the reading of a forest, and for its reason. */
function below(bins: Uint8Array, from: number, columns: Uint8Array, splits: Uint8Array, node: number): number {
  return 2 * node + 1 + Number((bins[from + (columns[node] ?? 0)] ?? 0) > (splits[node] ?? 0));
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
