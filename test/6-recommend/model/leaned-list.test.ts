import { expect, test } from 'vitest';
import { leanedList } from '../../../src/6-recommend/model/leaned-list.ts';

/** Six habits of falling score, then three discoveries just behind the sixth; the item of place `n` is `10 + n`. */
const scores = Float64Array.of(9, 8, 7, 6, 5, 1, 0.9, 0.8, 0.8);
const items = Int32Array.from(scores, (_, place) => 10 + place);
const scoring = { count: 9, repeats: 6, places: Int32Array.from(scores.keys()), starts: new Int32Array(9), scores };
const listed = (wanted: number, lean: number) => Array.from(leanedList(items, scoring, wanted, lean));

test('a list that leans shows its discoveries sooner, from the sixth place on', () => {
  expect(listed(7, 0)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(listed(7, 0.5)).toEqual([0, 1, 2, 3, 4, 6, 7]);
});

test('three wines are the three likeliest, however far the list leans', () => {
  expect(listed(3, 5)).toEqual([0, 1, 2]);
});

test('all are listed once, equal ones by the smaller item', () => {
  expect(listed(20, 0.5)).toEqual([0, 1, 2, 3, 4, 6, 7, 8, 5]);
});
