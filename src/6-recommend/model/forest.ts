/** Small decision trees added up: how a score is read off evidence, and which evidence gave which points. */

/** Questions asked on the way through a tree: on Ta-Feng, 3 and 4 rank less well. */
export const depth = 5;
/** 2^depth − 1 and 2^(depth + 1) − 1, written out: a power is no whole number to V8, and places in arrays made of it take twice as long. */
export const innerNodes = 31;
export const allNodes = 63;

/** Perfect trees laid end to end; a branch that ended early goes on to the left with the value it had. */
export interface Forest {
  readonly treeCount: number;
  /** The score with no evidence: log-odds of the examples. */
  readonly start: number;
  /** By tree: how many questions are asked on the way, 2 to `depth`. A tree of fewer levels leaves the rest of its places unused. */
  readonly levels: Uint8Array;
  /** By tree × inner node (2^depth − 1): the column asked, and the largest value that goes left. */
  readonly columns: Uint8Array;
  readonly thresholds: Float32Array;
  /** By tree × node (2^(depth + 1) − 1): what the tree would say if it ended there. */
  readonly values: Float32Array;
}

/** The trees `from … to)`. */
export interface TreeRange {
  readonly from: number;
  readonly to: number;
}

/** The rows that begin at `starts[from … to)`. */
export interface RowsAsked {
  readonly rows: Float32Array;
  readonly starts: Int32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Adds what some of the trees say of some rows to `scores`, in the order of their starts. Tree after tree, so that each stays at
 * hand for all rows. The three questions at the top are asked of every row, those below only of the
 * rows that come to them: what is asked of all need not be looked up row by row, which halves the time.
 */
export function addTrees(
  { levels, columns, thresholds, values }: Forest,
  trees: TreeRange,
  { rows, starts, from, to }: RowsAsked,
  scores: Float64Array,
): void {
  for (let tree = trees.from; tree < trees.to; tree++) {
    const base = tree * innerNodes;
    const leaves = tree * allNodes;
    const below2 = (levels[tree] ?? depth) - 2;
    const column = columns[base] ?? 0;
    const leftColumn = columns[base + 1] ?? 0;
    const rightColumn = columns[base + 2] ?? 0;
    const threshold = thresholds[base] ?? 0;
    const leftThreshold = thresholds[base + 1] ?? 0;
    const rightThreshold = thresholds[base + 2] ?? 0;
    for (let at = from; at < to; at++) {
      const start = starts[at] ?? 0;
      const isRight = Number((rows[start + column] ?? 0) > threshold);
      const ifLeft = Number((rows[start + leftColumn] ?? 0) > leftThreshold);
      const ifRight = Number((rows[start + rightColumn] ?? 0) > rightThreshold);
      let node = 3 + 2 * isRight + isRight * ifRight + (1 - isRight) * ifLeft;
      if (below2 > 0) node = below(rows, start, columns, thresholds, base, node);
      if (below2 > 1) node = below(rows, start, columns, thresholds, base, node);
      if (below2 > 2) node = below(rows, start, columns, thresholds, base, node);
      scores[at] = (scores[at] ?? 0) + (values[leaves + node] ?? 0);
    }
  }
}

/** The node a row goes on to. A sum and no branch: which way it goes cannot be foreseen, and a wrong guess costs three steps. */
function below(
  rows: Float32Array,
  from: number,
  columns: Uint8Array,
  thresholds: Float32Array,
  base: number,
  node: number,
): number {
  return 2 * node + 1 + Number((rows[from + (columns[base + node] ?? 0)] ?? 0) > (thresholds[base + node] ?? 0));
}

/** Points by column, in `into`; the return value is what no column accounts for. Together they are the score. */
export function pointsOfRow(forest: Forest, rows: Float32Array, from: number, into: Float64Array): number {
  const { treeCount, columns, thresholds, values } = forest;
  let start = forest.start;
  into.fill(0);
  for (let tree = 0; tree < treeCount; tree++) {
    const base = tree * innerNodes;
    const leaves = tree * allNodes;
    let before = values[leaves] ?? 0;
    start += before;
    let node = 0;
    for (let level = 0; level < depth; level++) {
      const column = columns[base + node] ?? 0;
      node = below(rows, from, columns, thresholds, base, node);
      const after = values[leaves + node] ?? 0;
      into[column] = (into[column] ?? 0) + after - before;
      before = after;
    }
  }
  return start;
}

/** One forest that says the mean of two. */
export function meanForest(one: Forest, other: Forest): Forest {
  const values = new Float32Array(one.values.length + other.values.length);
  values.set(one.values.map((value) => value / 2));
  values.set(
    other.values.map((value) => value / 2),
    one.values.length,
  );
  return {
    treeCount: one.treeCount + other.treeCount,
    start: (one.start + other.start) / 2,
    levels: Uint8Array.from([...one.levels, ...other.levels]),
    columns: Uint8Array.from([...one.columns, ...other.columns]),
    thresholds: Float32Array.from([...one.thresholds, ...other.thresholds]),
    values,
  };
}
