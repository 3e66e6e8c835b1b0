import { expect, test } from 'vitest';
import {
  type ClockFacts,
  regularOutlook,
  seasonalOutlook,
  seasonsOf,
} from '../../../src/5-customer360/value/own-clock.ts';
import { fromDayNumber, toDayNumber } from '../../../src/values/day.ts';

const days = (...texts: string[]): number[] => texts.map(toDayNumber);
/** A fifth of such clients leave in a year; a tenth of the seasons are left out; one order a season. */
const habits = { skipShare: 0.1, leavesPerYear: -Math.log(0.8), ordersPerSeason: 1 };
const everyNovember: ClockFacts = {
  dayNumbers: days('2022-11-12', '2023-11-20', '2024-11-08'),
  usualMonth: 11,
  rhythm: 'yearly',
};
const aliveOn = (asOf: string): number =>
  seasonalOutlook(everyNovember, toDayNumber(asOf), habits)?.pAlive ?? Number.NaN;

test('a client who orders each November is not given up in September, whatever the ten months of silence', () => {
  expect(aliveOn('2025-01-10')).toBeCloseTo(0.8, 12);
  expect(aliveOn('2025-09-15')).toBe(aliveOn('2025-01-10'));
});

test('a November that passes without order counts against them, and a second one more', () => {
  const [during, afterOne, afterTwo] = ['2025-11-15', '2026-01-15', '2027-01-15'].map(aliveOn);
  expect(during).toBeCloseTo((0.8 * 0.55) / (0.8 * 0.55 + 0.2), 12);
  expect(afterOne).toBeCloseTo(0.08 / 0.28, 12);
  expect(afterTwo).toBeCloseTo(0.008 / 0.208, 12);
});

test('their next order falls in their season, and one order is expected of the year', () => {
  const outlook = seasonalOutlook(everyNovember, toDayNumber('2025-06-01'), habits);
  expect(fromDayNumber(outlook?.nextOrderDay ?? 0)).toBe('2025-11-15');
  expect(outlook?.expected).toBeCloseTo(0.8 * 0.9, 12);
  expect(outlook?.none).toBeCloseTo(1 - 0.8 * 0.9, 12);
});

test('seasons left out between two orders are counted, the last one not yet come back from is not', () => {
  expect(seasonsOf(11, everyNovember.dayNumbers)).toEqual({ seasons: 2, missed: 0 });
  expect(seasonsOf(11, days('2019-11-12', '2020-11-20', '2023-11-08'))).toEqual({ seasons: 4, missed: 2 });
});

test('a client of every quarter is expected each quarter, and given up after a year of silence', () => {
  const quarterly: ClockFacts = {
    dayNumbers: days('2024-01-10', '2024-04-10', '2024-07-10', '2024-10-09', '2025-01-08', '2025-04-09'),
    usualMonth: null,
    rhythm: 'quarterly',
  };
  const steady = { ...habits, leavesPerYear: 0.2 };
  const soon = regularOutlook(quarterly, toDayNumber('2025-05-01'), steady);
  const late = regularOutlook(quarterly, toDayNumber('2026-04-09'), steady);
  expect(soon?.pAlive).toBeGreaterThan(0.94);
  expect(soon?.expected).toBeGreaterThan(2.8);
  expect(soon?.expected).toBeLessThan(4.1);
  expect(fromDayNumber(soon?.nextOrderDay ?? 0).slice(0, 7)).toBe('2025-07');
  expect(late?.pAlive).toBeLessThan(0.05);
});

test('three even gaps are no clock: the models of the estate speak', () => {
  const short = { dayNumbers: days('2024-01-10', '2024-04-10', '2024-07-10', '2024-10-09'), usualMonth: null };
  expect(regularOutlook({ ...short, rhythm: 'quarterly' }, toDayNumber('2025-01-01'), habits)).toBeNull();
  expect(regularOutlook({ ...short, rhythm: 'unknown' }, toDayNumber('2025-01-01'), habits)).toBeNull();
});
