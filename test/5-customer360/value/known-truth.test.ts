/** On estates invented with their truth: what is foretold of each kind of client against what they then do. */
import { describe, expect, test } from 'vitest';
import { type ClientValue, fitClientValue } from '../../../src/5-customer360/value/client-value.ts';
import { type InventedClient, inventEstate } from './invented-estate.ts';

interface Told extends InventedClient {
  readonly value: ClientValue;
}

function toldOf(asOf: string, seeds: readonly number[]): readonly Told[] {
  return seeds.flatMap((seed) => {
    const estate = inventEstate({ clients: 1_500, asOf, years: 6, seed });
    const model = fitClientValue(
      estate.map(({ facts }) => facts),
      asOf,
    );
    const told = estate.map((client) => ({ ...client, value: model.valueOf(client.facts) }));
    return told.filter(({ value }) => value.status === 'estimated');
  });
}

const mean = (told: readonly Told[], of: (one: Told) => number): number =>
  told.reduce((sum, one) => sum + of(one), 0) / told.length;
const alive = (told: readonly Told[]): number => mean(told, ({ value }) => value.pAlive ?? Number.NaN);
const orders = (told: readonly Told[]): number =>
  mean(told, ({ value }) => value.expectedOrders12m ?? Number.NaN) / mean(told, ({ ordersToCome }) => ordersToCome);

describe('six years of an estate whose clients come each November, now and then, or once', () => {
  const told = toldOf('2026-06-01', [1, 2]);
  const once = told.filter(({ facts }) => facts.orderDays.length === 1);
  const seasonal = told.filter(({ facts }) => facts.usualMonth !== null);

  test('who ordered once and is silent for two years is not held for alive', () => {
    const silent = once.filter(({ facts }) => (facts.orderDays[0] ?? '') < '2024-06-01');
    expect(silent.length).toBeGreaterThan(100);
    expect(alive(silent)).toBeLessThan(0.15);
    expect(Math.abs(alive(once) - mean(once, ({ isGone }) => (isGone ? 0 : 1)))).toBeLessThan(0.1);
  });

  test('clients who will order again are told from those who will not', () => {
    const [gone, staying] = [told.filter(({ isGone }) => isGone), told.filter(({ isGone }) => !isGone)];
    expect(alive(staying)).toBeGreaterThan(0.7);
    expect(alive(gone)).toBeLessThan(0.35);
  });

  test('clients of each November order as often as foretold', () => {
    const faithful = seasonal.filter(({ way }) => way === 'each_november');
    expect(orders(faithful)).toBeGreaterThan(0.92);
    expect(orders(faithful)).toBeLessThan(1.08);
  });

  test('a season that is an accident raises no expectation that three years of chance do not bear', () => {
    const accidental = seasonal.filter(({ way }) => way === 'now_and_then');
    expect(accidental.length).toBeGreaterThan(50);
    expect(orders(accidental)).toBeLessThan(1.25);
  });
});

test('in the middle of the season those who have not come yet are still expected in what is left of it', () => {
  const told = toldOf('2026-11-16', [1, 2]);
  const waiting = told.filter(
    ({ facts, way }) =>
      way === 'each_november' && facts.usualMonth === 11 && facts.orderDays.at(-1)?.startsWith('2025'),
  );
  expect(waiting.length).toBeGreaterThan(100);
  expect(orders(waiting)).toBeGreaterThan(0.9);
  expect(orders(waiting)).toBeLessThan(1.1);
});
