import { expect, test } from 'vitest';
import { bgNbdFamily, mbgNbdFamily } from '../../../src/5-customer360/value/bg-nbd.ts';
import { mbgCnbdFamily } from '../../../src/5-customer360/value/mbg-cnbd.ts';
import { paretoNbdFamily } from '../../../src/5-customer360/value/pareto-nbd.ts';
import { steadyCoreFamily } from '../../../src/5-customer360/value/steady-core.ts';

/** The parameters for CDNOW in weeks, a few digits more than Fader, Hardie and Lee print. */
const bgNbd = bgNbdFamily.model([0.242594, 4.4136, 0.792922, 2.425906]);
const paretoNbd = paretoNbdFamily.model([0.5533, 10.5777, 0.6062, 11.6687]);
const newClient = { repeats: 0, lastWeek: 0, ageWeeks: 0 };

function ratios(values: readonly number[], table: readonly number[]): readonly string[] {
  return values.map((value, index) => (value / (table[index] ?? 0)).toFixed(2));
}

test('a new client is expected to order as often as the BG/NBD paper says', () => {
  const expected = [0.1429, 1, 3, 31.857, 32].map((weeks) => bgNbd.expectedOrders(newClient, weeks).toFixed(4));
  expect(expected).toEqual(['0.0078', '0.0532', '0.1506', '1.0405', '1.0437']);
  // Printed as 1.8576, from a series cut at 150 terms; scipy's hyp2f1 has 1.8580.
  expect(bgNbd.expectedOrders(newClient, 78)).toBeCloseTo(1.858, 3);
});

test('the worked client of the paper, two orders and the last at week 30.43, is expected 1.226 times in 39 weeks', () => {
  expect(bgNbd.expectedOrders({ repeats: 2, lastWeek: 30.43, ageWeeks: 38.86 }, 39)).toBeCloseTo(1.226, 3);
});

test('of two clients silent since week 20 the one who had ordered more often is more surely gone', () => {
  const busy = [10, 15, 20, 25].map((repeats) => ({ repeats, lastWeek: 20, ageWeeks: 39 }));
  const inBgNbd = busy.map((history) => bgNbd.expectedOrders(history, 52));
  const inParetoNbd = busy.map((history) => paretoNbd.expectedOrders(history, 52));
  const same = ['1.00', '1.00', '1.00', '1.00'];
  expect(ratios(inBgNbd, [0.34746, 0.042834, 0.004159, 0.00035837])).toEqual(same);
  expect(ratios(inParetoNbd, [0.70623, 0.14424, 0.022507, 0.0030927])).toEqual(same);
});

test.each([bgNbdFamily.model([0.24, 4.4, 0.79, 2.4]), mbgNbdFamily.model([0.5, 6, 0.9, 1.6]), paretoNbd])(
  'a client of 800 orders breaks no figure of $name',
  (model) => {
    const history = { repeats: 800, lastWeek: 399, ageWeeks: 400 };
    expect(model.logLikelihood(history)).toBeLessThan(0);
    expect(Number.isFinite(model.logLikelihood(history))).toBe(true);
    expect(model.aliveProbability(history)).toBeGreaterThan(0.8);
    const expected = model.expectedOrders(history, 52);
    expect(expected).toBeGreaterThan(70);
    expect(expected).toBeLessThan(104);
  },
);

test('the Pareto/NBD is continuous where its two formulas meet', () => {
  const history = { repeats: 3, lastWeek: 20, ageWeeks: 30 };
  const [below, at, above] = [9.999999, 10, 10.000001].map((alpha) =>
    paretoNbdFamily.model([0.55, alpha, 0.6, 10]).logLikelihood(history),
  );
  expect(below).toBeCloseTo(at ?? 0, 6);
  expect(above).toBeCloseTo(at ?? 0, 6);
});

test('expected orders of a new client are what the chances to have ordered at all allow', () => {
  for (const family of [bgNbdFamily, mbgNbdFamily, paretoNbdFamily]) {
    const model = family.model([0.6, 8, 0.8, 2]);
    // In a moment so short that nobody orders twice, the mean and the chance of one are the same.
    const silent = Math.exp(model.logLikelihood({ ...newClient, ageWeeks: 0.001 }) - model.logLikelihood(newClient));
    expect((1 - silent) / model.expectedOrders(newClient, 0.001)).toBeCloseTo(1, 2);
  }
});

test('with no core the steady core is the MBG/NBD, with nothing else it is a client who never leaves', () => {
  const history = { repeats: 4, lastWeek: 30, ageWeeks: 60 };
  const mbgNbd = mbgNbdFamily.model([0.5, 6, 0.9, 1.6]);
  const without = steadyCoreFamily.model([0.5, 6, 0.9, 1.6, 1e-12, 1, 15]);
  const only = steadyCoreFamily.model([0.5, 6, 0.9, 1.6, 1e12, 1, 15]);
  expect(without.logLikelihood(history)).toBeCloseTo(mbgNbd.logLikelihood(history), 9);
  expect(without.expectedOrders(history, 52)).toBeCloseTo(mbgNbd.expectedOrders(history, 52), 9);
  expect(only.aliveProbability(history)).toBeCloseTo(1, 9);
  expect(only.expectedOrders(history, 52)).toBeCloseTo((5 / 75) * 52, 9);
});

test('with gaps of one stage the MBG/CNBD-k is the MBG/NBD, its expectation included', () => {
  const one = mbgCnbdFamily('mbg_cnbd_2', 1).model([0.5, 6, 0.9, 1.6]);
  const mbgNbd = mbgNbdFamily.model([0.5, 6, 0.9, 1.6]);
  for (const history of [
    newClient,
    { repeats: 4, lastWeek: 30, ageWeeks: 60 },
    { repeats: 26, lastWeek: 30, ageWeeks: 31 },
  ]) {
    expect(one.logLikelihood(history)).toBeCloseTo(mbgNbd.logLikelihood(history), 9);
    expect(one.aliveProbability(history)).toBeCloseTo(mbgNbd.aliveProbability(history), 9);
    expect(one.expectedOrders(history, 52)).toBeCloseTo(mbgNbd.expectedOrders(history, 52), 6);
  }
});

test('who is silent for three of their gaps is given up sooner where gaps are even', () => {
  const late = { repeats: 4, lastWeek: 40, ageWeeks: 70 };
  const [poisson, even] = [1, 4].map((k) => mbgCnbdFamily('mbg_cnbd_4', k).model([1, 10 / k, 0.5, 5]));
  expect(even?.aliveProbability(late)).toBeLessThan((poisson?.aliveProbability(late) ?? 0) / 2);
});
