/** Trees cut down to the questions still open where some of the evidence is known beforehand: they say the same with fewer steps. */
import { allNodes, type Forest, innerNodes } from './forest.ts';

/** No tree is cut below it: so many questions are read without looking them up. */
const fewestLevels = 2;

/** The same forest for rows that hold these values; `known` by column, NaN where it may be anything. */
export function forestKnowing(forest: Forest, known: Float32Array): Forest {
  const pruned: Forest = {
    treeCount: forest.treeCount,
    start: forest.start,
    levels: new Uint8Array(forest.treeCount),
    columns: new Uint8Array(forest.columns.length),
    thresholds: new Float32Array(forest.thresholds.length).fill(Infinity),
    values: new Float32Array(forest.values.length),
  };
  for (let tree = 0; tree < forest.treeCount; tree++) {
    const levels = Math.max(fewestLevels, levelsBelow(forest, known, tree, 0));
    pruned.levels[tree] = levels;
    plant({ forest, known, tree, levels, into: pruned }, 0, 0, 0);
  }
  return pruned;
}

/** The node itself, or the one below it that is come to whatever the row, what is known of it aside. */
function nextOpen({ columns, thresholds }: Forest, known: Float32Array, tree: number, from: number): number {
  let node = from;
  while (node < innerNodes) {
    const threshold = thresholds[tree * innerNodes + node] ?? Infinity;
    const value = threshold === Infinity ? 0 : (known[columns[tree * innerNodes + node] ?? 0] ?? NaN);
    if (Number.isNaN(value)) return node;
    node = 2 * node + (value > threshold ? 2 : 1);
  }
  return node;
}

/** How many questions are still open from a node on, at most. */
function levelsBelow(forest: Forest, known: Float32Array, tree: number, from: number): number {
  const node = nextOpen(forest, known, tree, from);
  if (node >= innerNodes) return 0;
  const left = levelsBelow(forest, known, tree, 2 * node + 1);
  return 1 + Math.max(left, levelsBelow(forest, known, tree, 2 * node + 2));
}

interface Planting {
  readonly forest: Forest;
  readonly known: Float32Array;
  readonly tree: number;
  readonly levels: number;
  readonly into: Forest;
}

/** Writes what stands below `from` to the node `at` of the pruned tree, `level` questions down; a branch that ends early goes on to the left. */
function plant(planting: Planting, from: number, at: number, level: number): void {
  const { forest, known, tree, levels, into } = planting;
  const node = nextOpen(forest, known, tree, from);
  if (level === levels) {
    into.values[tree * allNodes + at] = forest.values[tree * allNodes + node] ?? 0;
    return;
  }
  const isOpen = node < innerNodes;
  if (isOpen) {
    into.columns[tree * innerNodes + at] = forest.columns[tree * innerNodes + node] ?? 0;
    into.thresholds[tree * innerNodes + at] = forest.thresholds[tree * innerNodes + node] ?? Infinity;
  }
  plant(planting, isOpen ? 2 * node + 1 : node, 2 * at + 1, level + 1);
  plant(planting, isOpen ? 2 * node + 2 : node, 2 * at + 2, level + 1);
}
