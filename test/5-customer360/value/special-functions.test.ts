import { expect, test } from 'vitest';
import {
  hypergeometric,
  hypergeometricOfOne,
  lnBeta,
  lnDifference,
  lnGamma,
  lnSum,
  normalQuantile,
} from '../../../src/5-customer360/value/special-functions.ts';

test('the gamma function is right for a client of half an order and for one of five hundred', () => {
  expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
  expect(lnGamma(0.01)).toBeCloseTo(4.599479878042021, 11);
  expect(lnGamma(11)).toBeCloseTo(Math.log(3_628_800), 12);
  expect(lnGamma(501) - lnGamma(500)).toBeCloseTo(Math.log(500), 10);
  expect(lnBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 12);
});

test('the hypergeometric function meets the closed forms it has', () => {
  expect(hypergeometric(1, 1, 2, 0.9)).toBeCloseTo(-Math.log(0.1) / 0.9, 12);
  expect(hypergeometric(2.5, 3, 3, 0.4)).toBeCloseTo(0.6 ** -2.5, 12);
  expect(hypergeometric(1, 5, 4.2, 0)).toBe(1);
});

test('the continued fraction is the series, also where the series is long', () => {
  for (const [a, c, z] of [
    [0.6, 5.2, 0.1],
    [3.5, 4.2, 0.99],
    [800, 801.6, 0.5],
  ] as const) {
    expect(hypergeometricOfOne(a, c, z) / hypergeometric(1, a, c, z)).toBeCloseTo(1, 12);
  }
});

test('sums and differences of likelihoods too small for a number keep their size', () => {
  expect(lnSum(-2000, -2000)).toBeCloseTo(-2000 + Math.LN2, 12);
  expect(lnSum(-Infinity, -5)).toBe(-5);
  expect(lnDifference(-2000, -2000 - Math.LN2)).toBeCloseTo(-2000 - Math.LN2, 10);
  expect(lnDifference(-3, -3)).toBe(-Infinity);
});

test('a tenth of a normal variable lies below −1.28', () => {
  expect(normalQuantile(0.1)).toBeCloseTo(-1.2815515655, 8);
  expect(normalQuantile(0.975)).toBeCloseTo(1.9599639845, 8);
  expect(normalQuantile(0.001)).toBeCloseTo(-3.0902323062, 8);
});
