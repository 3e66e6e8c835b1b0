/** A list of at most three wines as any method makes it, under the same rules for all: only so can they be compared. */
import type { ScenarioId, Slot } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import type { EstateProduit, EstateView } from '../estate-view.ts';
import { slotPlan } from '../preference.ts';

/** A wine of a list, as it would be offered. */
export interface ListedWine {
  readonly produit: EstateProduit;
  /** Only the owner's rules have one. */
  readonly scenario: ScenarioId | null;
}

interface LetterRules {
  readonly places: number;
  readonly perFamily: number;
}

/** How many wines a letter holds, and of one family at most; an estate of one family is not asked. */
export function letterRules({ rules, hasSeveralFamilies }: EstateView): LetterRules {
  const { per_client: places, per_family: perFamily } = rules.scenarios;
  return { places, perFamily: hasSeveralFamilies ? perFamily : places };
}

/**
 * A letter in the places of the client's tier, two known wines and one discovery, from each slot's wines in order. Where a
 * slot has nothing more to give, the other fills its place, as in the week's list.
 */
export function slottedLetter(
  wines: Readonly<Record<Slot, Iterable<number>>>,
  client: ClientView,
  estate: EstateView,
): readonly ListedWine[] {
  const rules = letterRules(estate);
  const waiting = { repeat: [...wines.repeat].reverse(), discovery: [...wines.discovery].reverse() };
  const letter: ListedWine[] = [];
  // What a letter may not hold now it never will: families only fill up.
  const take = (slot: Slot): ListedWine | undefined => {
    for (let wine = waiting[slot].pop(); wine !== undefined; wine = waiting[slot].pop()) {
      const produit = guardedOffer(wine, client, estate);
      if (produit && mayHold(letter, produit, rules)) return { produit, scenario: null };
    }
    return undefined;
  };
  for (const slot of slotPlan(client.tier, rules.places)) {
    const next = take(slot) ?? take(slot === 'repeat' ? 'discovery' : 'repeat');
    if (next) letter.push(next);
  }
  return letter;
}

/** An order of wines told apart by what the client knows. */
export function inSlots(wines: readonly number[], client: ClientView): Readonly<Record<Slot, readonly number[]>> {
  return {
    repeat: wines.filter((wine) => client.knownWines.has(wine)),
    discovery: wines.filter((wine) => !client.knownWines.has(wine)),
  };
}

/** The first wines of an order that the guardrails let through, with no place kept for discovery. */
export function guardedLetter(wines: Iterable<number>, client: ClientView, estate: EstateView): readonly ListedWine[] {
  const rules = letterRules(estate);
  const letter: ListedWine[] = [];
  for (const wine of wines) {
    if (letter.length === rules.places) break;
    const produit = guardedOffer(wine, client, estate);
    if (produit && mayHold(letter, produit, rules)) letter.push({ produit, scenario: null });
  }
  return letter;
}

/** The first wines of an order that are on sale, and nothing else asked: what a naive list would hold. */
export function freeLetter(wines: Iterable<number>, client: ClientView, estate: EstateView): readonly ListedWine[] {
  const { places } = letterRules(estate);
  const letter: ListedWine[] = [];
  for (const wine of wines) {
    if (letter.length === places) break;
    const produit = offerOf(wine, client, estate);
    if (produit && mayHold(letter, produit, { places, perFamily: places })) letter.push({ produit, scenario: null });
  }
  return letter;
}

/** What is offered of a wine: to who bought it the vintage that follows theirs, to others the newest. */
function offerOf(wine: number, client: ClientView, estate: EstateView): EstateProduit | undefined {
  const purchase = client.purchases.get(wine);
  return purchase ? estate.currentVintages[purchase.produit.index] : estate.offers[wine];
}

function guardedOffer(wine: number, client: ClientView, estate: EstateView): EstateProduit | undefined {
  return client.recentWines.has(wine) ? undefined : offerOf(wine, client, estate);
}

/** Not twice, and not too many of one family; a wine whose family nobody knows is of none. */
function mayHold(letter: readonly ListedWine[], { wine }: EstateProduit, { perFamily }: LetterRules): boolean {
  if (letter.some(({ produit }) => produit.wine.index === wine.index)) return false;
  if (wine.familyKey === null) return true;
  return letter.filter(({ produit }) => produit.wine.familyKey === wine.familyKey).length < perFamily;
}
