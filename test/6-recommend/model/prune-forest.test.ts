import { expect, it } from 'vitest';
import { addTrees, allNodes, depth, type Forest, innerNodes } from '../../../src/6-recommend/model/forest.ts';
import { mixed } from '../../../src/6-recommend/model/mixed.ts';
import { forestKnowing } from '../../../src/6-recommend/model/prune-forest.ts';

const [treeCount, width, rowCount] = [30, 5, 200];
const whole: Forest = {
  treeCount,
  start: 0.25,
  levels: new Uint8Array(treeCount).fill(depth),
  columns: Uint8Array.from({ length: treeCount * innerNodes }, (_, at) => Math.floor(mixed(at, 1, 1) * width)),
  thresholds: Float32Array.from({ length: treeCount * innerNodes }, (_, at) =>
    mixed(at, 2, 1) < 0.1 ? Infinity : mixed(at, 3, 1),
  ),
  values: Float32Array.from({ length: treeCount * allNodes }, (_, at) => mixed(at, 4, 1)),
};
/** Of every row the second column is .3 and the last -1; of the others nothing is known beforehand. */
const known = Float32Array.of(NaN, 0.3, NaN, NaN, -1);
const rows = Float32Array.from({ length: rowCount * width }, (_, at) => {
  const value = known[at % width] ?? NaN;
  return Number.isNaN(value) ? mixed(at, 5, 1) : value;
});

function scoresBy(forest: Forest): Float64Array {
  const scores = new Float64Array(rowCount);
  const starts = Int32Array.from({ length: rowCount }, (_, row) => row * width);
  addTrees(forest, { from: 0, to: treeCount }, { rows, starts, from: 0, to: rowCount }, scores);
  return scores;
}

it('a forest that knows part of the evidence beforehand says the same, with fewer questions', () => {
  const pruned = forestKnowing(whole, known);
  expect(scoresBy(pruned)).toEqual(scoresBy(whole));
  expect(pruned.levels.some((levels) => levels < depth)).toBe(true);
});

it('a forest that knows all of it beforehand asks nothing that matters', () => {
  const row = rows.subarray(0, width);
  const pruned = forestKnowing(whole, row);
  expect(new Set(pruned.levels)).toEqual(new Set([2]));
  expect(scoresBy(pruned)[0]).toBe(scoresBy(whole)[0]);
});
