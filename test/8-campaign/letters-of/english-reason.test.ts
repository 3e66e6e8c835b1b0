import { expect, it } from 'vitest';
import { englishReason } from '../../../src/8-campaign/letters-of/english-reason.ts';

const days = { firstOn: '2022-05-02', lastOn: '2023-11-20' };
const shared = { common: 'grape', name: 'RIESLING', bottles: 18, ...days };

it.each([
  [{ kind: 'bought', lastBottles: 12, ...days }, 'You bought 12 bottles of Riesling Brand in November 2023.'],
  [
    { kind: 'bought_together', lastBottles: 1, clients: 9, baskets: 4, ...days },
    'You bought a bottle of Riesling Brand in November 2023; 9 clients who bought it also chose this one.',
  ],
  [
    { kind: 'bought_together', lastBottles: 6, clients: 2, baskets: 5, ...days },
    'You bought 6 bottles of Riesling Brand in November 2023; 5 orders held both.',
  ],
  [
    { kind: 'popular_in_family', family: 'Crémant', bottles12m: 340 },
    'Most of what you buy is of the family “Crémant”; 340 bottles of this wine were sold in a year.',
  ],
  [
    { kind: 'popular_in_segment', segment: 'VIP', buyers12m: 25, bottles12m: 80, ...shared },
    'You bought 18 bottles of Riesling since May 2022; this wine is new to you, chosen by 25 clients with habits like yours in a year.',
  ],
  [{ kind: 'popular', bottles12m: 80 }, 'New to you.'],
  [
    { kind: 'step_up', by: 'tier', ...shared, common: 'family', name: 'Grand Cru' },
    'You bought 18 bottles of the family “Grand Cru” since May 2022; this wine is a step above.',
  ],
  [{ kind: 'entry_level', bottles12m: 3, month: 11, served: 'avec les huîtres' }, 'In season in November.'],
  [
    { kind: 'entry_level', bottles12m: 30, month: 2, served: null },
    'A first wine of the estate; 30 bottles of this wine were sold in a year.',
  ],
  [{ kind: 'bought', lastBottles: 0, ...days }, null],
  [{ kind: 'of another house' }, null],
])('evidence %j is said in English as: %s', (evidence, said) => {
  expect(englishReason({ evidence, boughtName: 'RIESLING BRAND' })).toBe(said);
});
