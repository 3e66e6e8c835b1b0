/** A list of three that is not three times the same thing: places for what is known and what is new, two of a family at most. */
import type { Slot } from './candidate.ts';
import type { Ranked } from './rank.ts';

export interface ListRules {
  /** The places in order: `slotPlan`. */
  readonly plan: readonly Slot[];
  /** How many of one family a list may hold (rules.md: at most 2 in 3). */
  readonly perFamily: number;
}

/**
 * What comes next in a list: the best candidate for its next place, else, where none fits that place, the best of the
 * others. Never a wine, and so a product, twice, never more of a family than allowed; a wine whose family nobody knows
 * is of none. `mayTake` says what is still to be had. Undefined: nothing left, or the list is full.
 */
export function nextPick(
  candidates: readonly Ranked[],
  picked: readonly Ranked[],
  rules: ListRules,
  mayTake: (candidate: Ranked) => boolean,
): Ranked | undefined {
  const wanted = rules.plan[picked.length];
  if (wanted === undefined) return undefined;
  let best: Ranked | undefined;
  for (const candidate of candidates) {
    if (best && candidate.slot !== wanted) continue;
    if (!fits(candidate, picked, rules) || !mayTake(candidate)) continue;
    if (candidate.slot === wanted) return candidate;
    best = candidate;
  }
  return best;
}

function fits(candidate: Ranked, picked: readonly Ranked[], rules: ListRules): boolean {
  const { index, familyKey } = candidate.produit.wine;
  let ofFamily = 0;
  for (const { produit } of picked) {
    if (produit.wine.index === index) return false;
    if (familyKey !== null && produit.wine.familyKey === familyKey) ofFamily++;
  }
  return ofFamily < rules.perFamily || familyKey === null;
}

/** The whole list of a client who has the cellar for themselves. */
export function diversified(candidates: readonly Ranked[], rules: ListRules): readonly Ranked[] {
  const picked: Ranked[] = [];
  for (let next = nextPick(candidates, picked, rules, () => true); next; ) {
    picked.push(next);
    next = nextPick(candidates, picked, rules, () => true);
  }
  return picked;
}
