import { expect, it } from 'vitest';
import { boost } from '../../../src/6-recommend/model/boost.ts';
import { binnerOf, limitsOf } from '../../../src/6-recommend/model/bins.ts';
import { alone, closeCrew, openCrew } from '../../../src/6-recommend/model/crew.ts';
import { mixed } from '../../../src/6-recommend/model/mixed.ts';
import { knownBefore } from '../../../src/6-recommend/model/knowledge.ts';
import { addTrees, pointsOfRow } from '../../../src/6-recommend/model/forest.ts';

const count = 8000;
const width = 3;
const rows = Float32Array.from({ length: count * width }, (_, at) => mixed(at, 0, 7));
/** Bought one time in two when the first column is high, one in twenty else; the other columns mean nothing. */
const chanceOf = (at: number) => ((rows[at * width] ?? 0) > 0.7 ? 0.5 : 0.05);
const limits = limitsOf(rows, width);
const bins = new Uint8Array(count * width);
binnerOf(limits)(rows, count, bins);
const book = {
  count,
  limits,
  bins,
  labels: Uint8Array.from({ length: count }, (_, at) => (mixed(at, 1, 8) < chanceOf(at) ? 1 : 0)),
  weights: new Float32Array(count).fill(1),
  heldOut: Uint8Array.from({ length: count }, (_, at) => (at % 5 === 0 ? 1 : 0)),
};
const settings = {
  mostTrees: 60,
  learningRate: 0.2,
  patience: 8,
  boughtShare: 0.6,
  otherShare: 0.15,
  columnShare: 1,
  ridge: 1,
  leastLeafWeight: 1,
  seed: 1,
};
const { forest, heldOutLoss } = boost(book, settings, alone);
const scoreOf = (row: Float32Array) => {
  const scores = Float64Array.of(forest.start);
  addTrees(forest, { from: 0, to: forest.treeCount }, { rows: row, starts: Int32Array.of(0), from: 0, to: 1 }, scores);
  return scores[0] ?? 0;
};
/** The mean chance where the first column is this, whatever the others are. */
const chanceAt = (first: number) => {
  const draws = Array.from({ length: 40 }, (_, draw) => [mixed(draw, 2, 9), mixed(draw, 3, 9)] as const);
  const chances = draws.map(([second, third]) => 1 / (1 + Math.exp(-scoreOf(Float32Array.of(first, second, third)))));
  return chances.reduce((sum, chance) => sum + chance, 0) / chances.length;
};

it('learns chances, not only an order, though trees see more of what was bought', () => {
  expect(Math.abs(chanceAt(0.9) - 0.5)).toBeLessThan(0.05);
  expect(Math.abs(chanceAt(0.2) - 0.05)).toBeLessThan(0.02);
});

it('learns the same whether threads help', async () => {
  const crew = openCrew(new URL('../../../src/6-recommend/model/rank-thread.ts', import.meta.url), 2);
  try {
    // Answered once both listen, so that they take part.
    const nothing = { clientCount: 0, itemCount: 1, basketStarts: new Uint32Array(1), lineStarts: new Uint32Array(1) };
    const known = knownBefore({ ...nothing, items: new Int32Array(0) }, undefined);
    await Promise.all(crew.helpers.map((helper) => helper.ask({ counting: known, attributes: undefined })));
    expect(boost(book, settings, crew)).toEqual({ forest, heldOutLoss });
  } finally {
    await closeCrew(crew);
  }
});

it('credits the column that matters, and its points add up to the score', () => {
  const row = Float32Array.of(0.9, 0.1, 0.8);
  const points = new Float64Array(width);
  const start = pointsOfRow(forest, row, 0, points);
  expect(points[0]).toBeGreaterThan(2 * (Math.abs(points[1] ?? 0) + Math.abs(points[2] ?? 0)));
  expect(points.reduce((sum, part) => sum + part, start)).toBeCloseTo(scoreOf(row), 9);
});
