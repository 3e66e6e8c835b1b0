import { describe, expect, it } from 'vitest';
import { binScale, type Distribution, quantileScale, scoreRfm } from '../../src/5-customer360/rfm.ts';
import { parseSettings } from '../../src/estate/settings.ts';

const of = (...values: readonly (readonly [value: number, clientCount: number])[]): Distribution =>
  values.map(([value, clientCount]) => ({ value, clientCount }));
const euros = (amount: number): number => Math.round(amount * 10_000);

function scale(monetary: Distribution): ReturnType<typeof quantileScale> {
  const recency = of([10, 1], [20, 1], [300, 1], [40, 1], [50, 1]);
  return quantileScale({ recency, frequency: of([2, 90], [7, 10]), monetary });
}

describe('an estate that scores by bins', () => {
  const bins = binScale(parseSettings({}).rfm);

  it.each([
    [0, 5],
    [30, 5],
    [31, 4],
    [90, 4],
    [91, 3],
    [180, 3],
    [181, 2],
    [365, 2],
    [366, 1],
  ])('gives a client silent for %i days a recency of %i', (days, score) => {
    expect(bins.recency(days)).toBe(score);
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [5, 3],
    [6, 4],
    [11, 4],
    [12, 5],
  ])('gives %i orders a frequency of %i', (orders, score) => {
    expect(bins.frequency(orders)).toBe(score);
  });

  it.each([
    [0.01, 1],
    [199.9999, 1],
    [200, 2],
    [499.99, 2],
    [500, 3],
    [1000, 4],
    [1999.99, 4],
    [2000, 5],
  ])('gives %d € HT a monetary score of %i', (amount, score) => {
    expect(bins.monetary(euros(amount))).toBe(score);
  });

  it('writes the scores side by side and their mean with two digits', () => {
    expect(scoreRfm(bins, { recencyDays: 21, orderCount: 8, netHt: euros(2080) })).toEqual({
      recency: 5,
      frequency: 4,
      monetary: 5,
      code: '545',
      mean: 4.67,
    });
  });
});

describe('an estate that scores by rank', () => {
  it('gives each fifth of the clients its score, the freshest the best', () => {
    expect([10, 20, 40, 50, 300].map(scale(of()).recency)).toEqual([5, 4, 3, 2, 1]);
  });

  it('never parts clients who are level, however many they are', () => {
    expect([2, 7].map(scale(of()).frequency)).toEqual([3, 5]);
  });

  it('gives everybody 3 when everybody is level, and when nobody is there to compare with', () => {
    expect(scale(of([euros(100), 40])).monetary(euros(100))).toBe(3);
    expect(scale(of()).monetary(euros(100))).toBe(3);
  });

  it('ranks a client who is not among those compared, a trade client, where they would stand', () => {
    const { monetary } = scale(of([100, 1], [200, 1], [300, 1], [400, 1], [500, 1]));
    expect([50, 250, 10_000].map(monetary)).toEqual([1, 3, 5]);
  });
});
