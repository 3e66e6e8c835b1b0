import { expect, test } from 'vitest';
import { calibrateReturns, liftOf } from '../../../src/5-customer360/value/return-calibration.ts';

const silentFor = (weeks: number) => ({ repeats: 0, lastWeek: 0, ageWeeks: weeks });
/** Clients of one order, all promised to come back one time in two; half of those silent for weeks did, none of the others. */
const judged = Array.from({ length: 400 }, (_, index) => ({
  history: silentFor(index % 2 === 0 ? 10 : 150),
  chance: 0.5,
  returned: index % 4 === 0,
}));

test('who ordered once and has been silent for three years is not promised what such clients did not do', () => {
  const calibration = calibrateReturns(judged);
  expect(0.5 * liftOf(calibration, silentFor(10), 0.5)).toBeCloseTo(0.5, 1);
  expect(0.5 * liftOf(calibration, silentFor(150), 0.5)).toBeLessThan(0.05);
});

test('a longer silence never makes a return likelier, whatever a few clients did', () => {
  const contrary = judged.map((one) => ({ ...one, returned: one.history.ageWeeks > 100 }));
  const calibration = calibrateReturns(contrary);
  const lifts = [10, 60, 150, 300].map((weeks) => liftOf(calibration, silentFor(weeks), 0.5));
  expect(lifts).toEqual(lifts.toSorted((left, right) => right - left));
});

test('clients who came back are corrected by their own kind alone', () => {
  const often = { repeats: 3, lastWeek: 80, ageWeeks: 90 };
  expect(liftOf(calibrateReturns(judged), often, 0.5)).toBe(liftOf(calibrateReturns([]), often, 0.5));
});

test('a newcomer of one order is promised less than a client met in the first year of the records, who may be an old one', () => {
  const early = judged.map(() => ({ history: silentFor(10), chance: 0.5, returned: true }));
  const late = Array.from({ length: 400 }, (_, index) => ({
    history: { ...silentFor(10), isNewcomer: true },
    chance: 0.5,
    returned: index % 5 === 0,
  }));
  const calibration = calibrateReturns([...early, ...late]);
  expect(0.5 * liftOf(calibration, { ...silentFor(10), isNewcomer: true }, 0.5)).toBeCloseTo(0.2, 1);
  expect(0.5 * liftOf(calibration, silentFor(10), 0.5)).toBeGreaterThan(0.9);
});
