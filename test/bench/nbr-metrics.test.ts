import { describe, expect, test } from 'vitest';
import { hitAt, Means, ndcgAt, recallAt } from '../../bench/nbr/metrics.ts';

// Worked by hand: wines 7 and 2 are hits at places 1 and 3; 9 and 4 of the basket bought were not foreseen.
const ranked = [7, 5, 2, 8];
const bought = new Set([2, 4, 7, 9]);
const gainOfHits = 1 + 1 / 2;
const gainOf = (places: number) =>
  [1, 1 / Math.log2(3), 1 / 2, 1 / Math.log2(5)].slice(0, places).reduce((a, b) => a + b);

describe('a list of wines against the basket that was bought', () => {
  test('recall is the share of the basket that was foreseen', () => {
    expect(recallAt(4, ranked, bought)).toBe(2 / 4);
    expect(recallAt(2, ranked, bought)).toBe(1 / 4);
  });

  test('the perfect list is worth the whole basket bought, or as much of it as the list can hold', () => {
    expect(ndcgAt(3, ranked, bought, 'full')).toBeCloseTo(gainOfHits / gainOf(4), 12);
    expect(ndcgAt(3, ranked, bought, 'cut')).toBeCloseTo(gainOfHits / gainOf(3), 12);
    expect(ndcgAt(10, ranked, new Set([7, 5, 2, 8]), 'full')).toBe(1);
  });

  test('a list shorter than asked is judged by what it holds, and an empty one has no hit', () => {
    expect(recallAt(10, [9], bought)).toBe(1 / 4);
    expect(hitAt(10, [], bought)).toBe(0);
    expect(hitAt(1, ranked, bought)).toBe(1);
    expect(hitAt(1, [5, 7], bought)).toBe(0);
  });

  test('a client whose basket holds nothing new says nothing of discoveries', () => {
    const means = new Means();
    means.add('explore', recallAt(10, ranked, new Set()));
    means.add('explore', 0.5);
    expect(means.of('explore')).toBe(0.5);
    expect(means.of('never seen')).toBeNaN();
  });
});
