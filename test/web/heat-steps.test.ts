import { expect, it } from 'vitest';
import { heatOf, heatSteps } from '../../web/src/pages/segments/heat-steps.ts';

it('the fullest square is the deepest, an empty one bare, and a crowded one leaves the others their shades', () => {
  const steps = heatSteps([500, 90, 20, 3]);
  expect(steps).toEqual([20, 80, 180, 320, 500]);
  expect([0, 3, 20, 21, 90, 500].map((clients) => heatOf(clients, steps))).toEqual([0, 1, 1, 2, 3, 5]);
});

it('a handful of clients makes no more shades than there are counts', () => {
  const steps = heatSteps([2, 1]);
  expect(steps).toEqual([1, 2]);
  expect([1, 2].map((clients) => heatOf(clients, steps))).toEqual([4, 5]);
  expect(heatSteps([])).toEqual([]);
});
