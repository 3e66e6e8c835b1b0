/**
 * The best of what was scored, in a list of habits and discoveries that may lean to the discoveries: the first places go to the
 * likeliest whatever they are, those after them to discoveries a little sooner. At the edge of a list a habit and a discovery are
 * worth the same; at its head they are not: leaning from the sixth place on costs nothing of NDCG, from the first a hundredth
 * (Ta-Feng's penultimate baskets).
 */
import type { Scoring } from './score-candidates.ts';

const unleanedPlaces = 5;

/** Places in the scoring, best first, `wanted` at most. `lean` is added to the scores of discoveries; equal ones go by the smaller item. */
export function leanedList(items: Int32Array, scoring: Scoring, wanted: number, lean: number): Int32Array {
  const list = new Int32Array(Math.min(wanted, scoring.count));
  const head = lean === 0 ? list.length : Math.min(unleanedPlaces, list.length);
  fill(list, { from: 0, to: head }, { items, scoring, lean: 0 });
  fill(list, { from: head, to: list.length }, { items, scoring, lean });
  return list;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Order {
  readonly items: Int32Array;
  readonly scoring: Scoring;
  readonly lean: number;
}

/** Fills a stretch of the list with the best of those that are not before it. */
function fill(list: Int32Array, { from, to }: Stretch, { items, scoring, lean }: Order): void {
  if (from === to) return;
  const { scores, places, count, repeats } = scoring;
  let size = from;
  for (let at = 0; at < count; at++) {
    if (from > 0 && list.lastIndexOf(at, from - 1) >= 0) continue;
    const score = (scores[at] ?? 0) + (at < repeats ? 0 : lean);
    const item = items[places[at] ?? 0] ?? 0;
    let place = size;
    for (; place > from; place--) {
      const before = list[place - 1] ?? 0;
      const ahead = (scores[before] ?? 0) + (before < repeats ? 0 : lean) - score;
      if (ahead > 0 || (ahead === 0 && (items[places[before] ?? 0] ?? 0) < item)) break;
      if (place < to) list[place] = before;
    }
    if (place === to) continue;
    list[place] = at;
    if (size < to) size++;
  }
}
