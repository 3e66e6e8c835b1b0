import { expect, test } from 'vitest';
import type { ClockFacts } from '../../../src/5-customer360/value/own-clock.ts';
import { seasonChance, seasonOdds } from '../../../src/5-customer360/value/season-chance.ts';
import { toDayNumber } from '../../../src/values/day.ts';

const client = (usualMonth: number | null, ...days: readonly string[]): ClockFacts => ({
  dayNumbers: days.map(toDayNumber),
  usualMonth,
  rhythm: 'yearly',
});
const novembers = (years: number): ClockFacts =>
  client(11, ...Array.from({ length: years }, (_, index) => `${2018 + index}-11-${12 + index}`));
const even = { share: 0.5, windows: Array.from({ length: 12 }, () => 0.25) };

test('each further November makes the season surer', () => {
  const [three, four, six] = [3, 4, 6].map((years) => seasonChance(even, novembers(years)));
  expect(three).toBeGreaterThan(0.8);
  expect(three).toBeLessThan(0.95);
  expect(four).toBeGreaterThan(three ?? 1);
  expect(six).toBeGreaterThan(0.99);
});

test('three orders of one November and its December are one visit, and prove nothing', () => {
  const oneChristmas = client(12, '2023-11-20', '2023-12-04', '2023-12-18');
  expect(seasonChance(even, oneChristmas)).toBeLessThan(0.55);
  expect(seasonChance(even, client(null, '2023-11-20', '2024-11-04'))).toBe(0);
});

test('where nobody else has a season three Novembers are doubted, where all have one they are believed', () => {
  const quarterly = Array.from({ length: 60 }, (_, index) =>
    client(
      null,
      ...['01', '04', '07', '10'].map((month) => `2023-${month}-${String(1 + (index % 28)).padStart(2, '0')}`),
    ),
  );
  const yearly = Array.from({ length: 60 }, () => novembers(5));
  expect(seasonChance(seasonOdds(quarterly), novembers(3))).toBeLessThan(0.5);
  expect(seasonChance(seasonOdds(yearly), novembers(3))).toBeGreaterThan(0.97);
});
