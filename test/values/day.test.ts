import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  type DayOrder,
  daysBetween,
  fromDayNumber,
  isDay,
  mondayOf,
  oneYearAfter,
  parseDay,
  toDayNumber,
} from '../../src/values/day.ts';

const days = fc.integer({ min: toDayNumber('1900-01-01'), max: toDayNumber('2199-12-31') }).map(fromDayNumber);

describe('a day in an export', () => {
  it.each<[string, DayOrder, string]>([
    ['27/12/2025', 'dmy', '2025-12-27'],
    ['27/12/25', 'dmy', '2025-12-27'],
    ['27-12-2025', 'dmy', '2025-12-27'],
    ['27.12.2025', 'dmy', '2025-12-27'],
    ['7/1/2025', 'dmy', '2025-01-07'],
    ['12/27/2025', 'mdy', '2025-12-27'],
    ['03/04/2025', 'mdy', '2025-03-04'],
    ['03/04/2025', 'dmy', '2025-04-03'],
    ['2025/12/27', 'dmy', '2025-12-27'],
    ['25/12/27', 'ymd', '2025-12-27'],
    ['2025-12-27 10:00:00', 'dmy', '2025-12-27'],
    ['2025-12-27T10:00:00.000Z', 'dmy', '2025-12-27'],
    ['2025-12-27T23:59:59+02:00', 'dmy', '2025-12-27'],
    ['27/12/2025 10:00', 'dmy', '2025-12-27'],
    ['27/12/2025 9h30', 'dmy', '2025-12-27'],
    ['12/27/2025 9:30 PM', 'mdy', '2025-12-27'],
    [' 27/12/2025 ', 'dmy', '2025-12-27'],
    ['01/01/70', 'dmy', '1970-01-01'],
    ['01/01/69', 'dmy', '2069-01-01'],
    ['29/02/2024', 'dmy', '2024-02-29'],
    ['20251227', 'dmy', '2025-12-27'],
    ['27122025', 'dmy', '2025-12-27'],
    ['20122025', 'ymd', '2025-12-20'],
    ['12272025', 'mdy', '2025-12-27'],
    ['46018', 'serial', '2025-12-27'],
    ['46018,75', 'serial', '2025-12-27'],
    ['13150', 'serial', '1936-01-01'],
    ['27/12/2025', 'serial', '2025-12-27'],
  ])('%s in a %s column is %s', (text, order, day) => {
    expect(parseDay(text, order)).toBe(day);
  });

  it.each<[string, string]>([
    ['', 'DAY_EMPTY'],
    ['31/02/2025', 'DAY_IMPOSSIBLE'],
    ['29/02/2025', 'DAY_IMPOSSIBLE'],
    ['12/27/2025', 'DAY_IMPOSSIBLE'],
    ['00/01/2025', 'DAY_IMPOSSIBLE'],
    ['01/01/0001', 'DAY_IMPOSSIBLE'],
    ['46018', 'DAY_BARE_NUMBER'],
    ['20251327', 'DAY_BARE_NUMBER'],
    ['2025122', 'DAY_BARE_NUMBER'],
    ['27/12', 'DAY_UNREADABLE'],
    ['27/12/202', 'DAY_UNREADABLE'],
    ['27/12-2025', 'DAY_UNREADABLE'],
    ['27/12/2025 demain', 'DAY_UNREADABLE'],
    ['nan', 'DAY_UNREADABLE'],
  ])('%j is refused: %s', (text, code) => {
    expect(parseDay(text, 'dmy')).toEqual({ problem: code });
  });

  it.each([
    ['03-janv.-25', '2025-01-03'],
    ['3-août-2025', '2025-08-03'],
    ['05-sept.-25 14:35:00', '2025-09-05'],
    ['lundi 3 février 2025', '2025-02-03'],
    ['1er mai 2025', '2025-05-01'],
    ['12 DEC 24', '2024-12-12'],
    ['10-Jul-2025', '2025-07-10'],
    ['3/juil./25', '2025-07-03'],
  ])('is read with its month in words: %s', (text, day) => expect(parseDay(text, 'mdy')).toBe(day));

  it.each([
    ['31-févr.-25', 'DAY_IMPOSSIBLE'],
    ['3 jui 2025', 'DAY_UNREADABLE'],
    ['3 juillet', 'DAY_UNREADABLE'],
    ['mardi', 'DAY_UNREADABLE'],
  ])('is not guessed from %s', (text, problem) => expect(parseDay(text, 'dmy')).toEqual({ problem }));

  it('reads back however it was written', () => {
    fc.assert(
      fc.property(days, (day) => {
        const [year, month, date] = day.split('-');
        expect(parseDay(day, 'dmy')).toBe(day);
        expect(parseDay(`${date}/${month}/${year}`, 'dmy')).toBe(day);
        expect(parseDay(`${month}.${date}.${year}`, 'mdy')).toBe(day);
        expect(isDay(day)).toBe(true);
      }),
    );
  });

  it('counts days as a calendar does', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -4000, max: 4000 }), (day, count) => {
        const utc = new Date(`${day}T00:00:00Z`);
        utc.setUTCDate(utc.getUTCDate() + count);
        expect(addDays(day, count)).toBe(utc.toISOString().slice(0, 10));
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(new Date(`${mondayOf(day)}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(daysBetween(mondayOf(day), day)).toBeLessThan(7);
        expect(daysBetween(mondayOf(day), day)).toBeGreaterThanOrEqual(0);
      }),
    );
    expect([oneYearAfter('2025-12-27'), oneYearAfter('2024-02-29')]).toEqual(['2026-12-27', '2025-03-01']);
    expect(['2025-02-29', '2025-1-01', '27/12/2025'].map(isDay)).toEqual([false, false, false]);
  });
});
