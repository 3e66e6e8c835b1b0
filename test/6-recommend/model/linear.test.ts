import { expect, test } from 'vitest';
import { knownBefore } from '../../../src/6-recommend/model/knowledge.ts';
import { linearOf, readLinear } from '../../../src/6-recommend/model/linear.ts';
import { profilesOf } from '../../../src/6-recommend/model/profiles.ts';
import { historyOf } from './cast.ts';

const [red, white, sweet, rose, never] = [0, 1, 2, 3, 4];

/** By item what the last client's purchases say of it. */
function saidOf(clients: readonly (readonly (readonly number[])[])[]): Float64Array {
  const known = knownBefore(historyOf(clients, 5), undefined);
  const profiles = profilesOf(known);
  const linear = linearOf(known, profiles);
  const byPlace = new Float64Array(linear.items.length);
  readLinear(linear, profiles, clients.length - 1, byPlace);
  return Float64Array.from({ length: 5 }, (_, item) => byPlace[linear.placeOf[item] ?? -1] ?? 0);
}

const drinkers = Array.from({ length: 60 }, (_, client) => (client % 2 === 0 ? [[red], [sweet]] : [[white], [rose]]));

test('who had red is told of the sweet wine that others took after red, and not of the rosé that follows white', () => {
  const said = saidOf([...drinkers, [[red]]]);
  expect(said[sweet]).toBeGreaterThan(0);
  expect(said[sweet]).toBeGreaterThan(5 * Math.abs(said[rose] ?? 0));
  expect(said[never]).toBe(0);
});

test('what always comes together is not counted twice', () => {
  const twins = drinkers.map(([first = [], ...rest]) => [first.includes(red) ? [red, white] : first, ...rest]);
  const [one, both] = [saidOf([...drinkers, [[red]]]), saidOf([...twins, [[red, white]]])];
  expect(both[sweet]).toBeLessThan(2 * (one[sweet] ?? 0));
});

test('clients of a single basket teach nothing, and nothing is said', () => {
  expect([...saidOf([[[red, white]], [[red]]])]).toEqual([0, 0, 0, 0, 0]);
});
