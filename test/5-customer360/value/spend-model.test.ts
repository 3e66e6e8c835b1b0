import { expect, test } from 'vitest';
import { expectedSpend, fitGammaGamma } from '../../../src/5-customer360/value/gamma-gamma.ts';
import { fitSpend } from '../../../src/5-customer360/value/spend-model.ts';
import { valueInterval } from '../../../src/5-customer360/value/value-interval.ts';

const cdnow = { p: 6.25, q: 3.74, gamma: 15.44 };

test('one order says less of a client’s spending than five do', () => {
  // Fader and Hardie: the estate's mean is p γ / (q − 1) = 35.2.
  expect(expectedSpend(cdnow, { orders: 0, meanSpend: 0 })).toBeCloseTo(35.22, 2);
  expect(expectedSpend(cdnow, { orders: 1, meanSpend: 100 })).toBeCloseTo(80.256, 3);
  expect(expectedSpend(cdnow, { orders: 5, meanSpend: 100 })).toBeCloseTo(94.78, 1);
});

test('spending that grows with the number of orders is said, and the Gamma-Gamma model is given up', () => {
  const spends = Array.from({ length: 60 }, (_, index) => ({
    orders: 2 + (index % 6),
    meanSpend: 50 + 20 * (index % 6) + (index % 7),
  }));
  const model = fitSpend(spends);
  expect(model.summary).toMatchObject({ model: 'shrunk_mean' });
  expect(model.summary['correlation']).toBeGreaterThan(0.9);
  const estate = model.spendOf(null).mean;
  const [once, loyal] = [1, 9].map((orders) => model.spendOf({ orders, meanSpend: 200 }).mean);
  // Drawn to the mean of clients with as many orders: here who comes once spends little, who comes often much.
  expect(once).toBeLessThan(estate);
  expect(loyal).toBeGreaterThan(estate);
  expect(loyal).toBeLessThan(200);
});

test('spending in ten times the currency is ten times the spending', () => {
  const spends = Array.from({ length: 80 }, (_, index) => ({
    orders: 1 + (index % 4),
    meanSpend: 40 + ((index * 37) % 90),
  }));
  const tenfold = spends.map(({ orders, meanSpend }) => ({ orders, meanSpend: 10 * meanSpend }));
  const [one, ten] = [spends, tenfold].map((of) =>
    expectedSpend(fitGammaGamma(of, 'none'), { orders: 2, meanSpend: of === spends ? 60 : 600 }),
  );
  expect((ten ?? 0) / (one ?? 1)).toBeCloseTo(10, 3);
});

test('a client who most likely orders nothing has an interval that begins at nothing and may end there', () => {
  const spend = { mean: 100, orderVariance: 900, meanVariance: 400 };
  expect(valueInterval({ expected: 0.06, none: 0.95, shape: 1 }, spend)).toEqual({ low: 0, expected: 6, high: 0 });
  const likely = valueInterval({ expected: 3, none: 0.05, shape: 4 }, spend);
  expect(likely.low).toBeGreaterThan(0);
  expect(likely.low).toBeLessThan(300);
  expect(likely.high).toBeGreaterThan(300);
});
