/** What an item nobody bought yet may hope for: half of what the items most like it have. */
import type { ItemAttributes } from './history.ts';
import type { ItemFacts } from './item-facts.ts';

/** Items never sold that share words with items that were. */
export interface Unsold {
  readonly items: Int32Array;
  /** Those that lend to `items[n]` are `lenders[starts[n] … starts[n + 1])`. */
  readonly starts: Uint32Array;
  readonly lenders: Int32Array;
}

/** A new wine is not yet known: less than its like, but not nothing. */
const hopedShare = 0.5;
/** More never-sold items than this are a catalogue, not novelties. */
const mostUnsold = 200;
/** The best known lend. */
const mostLenders = 10;

export function unsoldOf(facts: ItemFacts, attributes: ItemAttributes | undefined): Unsold {
  const items: number[] = [];
  const starts = [0];
  const lenders: number[] = [];
  const reach = (item: number) => facts.reach[item] ?? 0;
  const byReach = Array.from(facts.reach, (_, item) => item).sort(
    (one, other) => reach(other) - reach(one) || one - other,
  );
  const sold = byReach.filter((item) => reach(item) > 0);
  for (const item of byReach.slice(sold.length, sold.length + mostUnsold)) {
    const alike = attributes === undefined ? [] : mostAlike(attributes, item, sold);
    if (alike.length === 0) continue;
    items.push(item);
    lenders.push(...alike.slice(0, mostLenders));
    starts.push(lenders.length);
  }
  return { items: Int32Array.from(items), starts: Uint32Array.from(starts), lenders: Int32Array.from(lenders) };
}

/** The sold items that share the most words, in their order; none when none shares any. */
function mostAlike({ words }: ItemAttributes, item: number, sold: readonly number[]): readonly number[] {
  const common = (other: number) =>
    words.filter(({ wordOfItem }) => (wordOfItem[item] ?? -1) >= 0 && wordOfItem[item] === wordOfItem[other]).length;
  let most = 1;
  let alike: number[] = [];
  for (const other of sold) {
    const shared = common(other);
    if (shared > most) alike = [];
    if (shared >= most) alike.push(other);
    most = Math.max(most, shared);
  }
  return alike;
}

/** Lends popularity: the facts' own arrays are filled where items were never sold. */
export function lendFacts(unsold: Unsold, facts: ItemFacts): void {
  for (const figures of [facts.reach, facts.basketShare, facts.lastBasketShare, facts.discoveryShare])
    lendRows(unsold, figures, 1);
  if (facts.calendar === undefined) return;
  lendRows(unsold, facts.calendar.lateShare, facts.calendar.borders.length + 2);
  // A season is a ratio, not a share: it is lent whole.
  if (facts.calendar.season.length > 0) lendRows(unsold, facts.calendar.season, 12, 1);
}

/** Fills the figures by item × `width`, for the items never sold, with a share of the means of those that lend to them. */
export function lendRows(
  { items, starts, lenders }: Unsold,
  figures: Float32Array,
  width: number,
  share = hopedShare,
): void {
  for (let place = 0; place < items.length; place++) {
    const from = starts[place] ?? 0;
    const to = starts[place + 1] ?? 0;
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let at = from; at < to; at++) sum += figures[(lenders[at] ?? 0) * width + column] ?? 0;
      figures[(items[place] ?? 0) * width + column] = (share * sum) / (to - from);
    }
  }
}
