/** Cross-sell: a wine the client never had, that people with the same bottles in their cellar also took. */
import {
  type Candidate,
  candidatesPerScenario,
  type Contender,
  contend,
  type Evidence,
  found,
  newOffer,
  type Scenario,
} from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import { type CommonGround, commonGround } from '../common-ground.ts';
import { nobody } from '../co-purchase.ts';
import type { EstateView, EstateWine } from '../estate-view.ts';

/** Who: at least one order. What: wines never bought; co-purchase evidence first, then popularity. */
export const crossSell: Scenario = {
  id: 'cross-sell',
  evaluate(client, estate) {
    if (client.orderCount < 1 || client.purchases.size === 0) {
      return { refusedBecause: 'NO_PURCHASE', sentence: 'Aucun achat de vin à ce jour.' };
    }
    const together = boughtTogether(client, estate);
    return found([...together, ...popularWines(client, estate, together)], {
      refusedBecause: 'NOTHING_NEW',
      sentence: "Aucun vin en vente et en stock n'est à la fois nouveau pour lui et demandé par d'autres.",
    });
  },
};

/** The wines most tied to all that the client has; the reason will name the strongest tie of each. */
function boughtTogether(client: ClientView, estate: EstateView): readonly Candidate[] {
  const ties = tiesOf(client, estate);
  const best: Contender[] = [];
  for (let place = 0; place < ties.tiedCount; place++) {
    const wine = ties.tied[place] ?? 0;
    const total = ties.totals[wine] ?? 0;
    if (total > 0 && estate.offers[wine]) contend(best, wine, total);
  }
  return best.flatMap(({ index, strength: total }): Candidate[] => {
    const produit = estate.offers[index];
    const purchase = client.purchases.get(ties.strongestFrom[index] ?? -1);
    const neighbours = estate.coPurchase[purchase?.wine.index ?? -1] ?? nobody;
    const neighbour = neighbours.details[neighbours.wines.indexOf(index)];
    if (!produit || !purchase || !neighbour) return [];
    const { clients, baskets, clientLift, basketLift } = neighbour;
    const lift = Math.max(clientLift, basketLift);
    const evidence = { kind: 'bought_together', with: purchase, clients, baskets, lift } as const;
    // Above 1, so that evidence from real baskets stands before popularity, which stays below.
    const strength = 1 + total / (1 + total);
    return [{ scenario: 'cross-sell', slot: 'discovery', produit, evidence, strength }];
  });
}

/** By wine, for the client of the moment: the arrays are used again for the next one. */
interface Ties {
  /** The wines tied to something the client has: the first `tiedCount`. */
  readonly tied: Int32Array;
  tiedCount: number;
  /** The sum of a wine's ties to what the client has; 0 for what they know. */
  readonly totals: Float64Array;
  /** The strongest of them, and the wine of theirs it is a tie to. */
  readonly strongest: Float64Array;
  readonly strongestFrom: Int32Array;
}

const tiesOfEstate = new WeakMap<readonly EstateWine[], Ties>();

// Plain arrays: the inner line runs a thousand times for every client, and an array per client would cost as much again.
function tiesOf(client: ClientView, estate: EstateView): Ties {
  const ties = tiesOfEstate.get(estate.wines) ?? noTies(estate.wines.length);
  tiesOfEstate.set(estate.wines, ties);
  const { tied, totals, strongest, strongestFrom } = ties;
  for (let place = 0; place < ties.tiedCount; place++) {
    totals[tied[place] ?? 0] = 0;
    strongest[tied[place] ?? 0] = 0;
  }
  let tiedCount = 0;
  for (const own of client.purchases.keys()) {
    const { wines, strengths } = estate.coPurchase[own] ?? nobody;
    for (let at = 0; at < wines.length; at++) {
      const other = wines[at] ?? 0;
      const strength = strengths[at] ?? 0;
      const total = totals[other] ?? 0;
      if (total === 0) tied[tiedCount++] = other;
      totals[other] = total + strength;
      if (strength <= (strongest[other] ?? 0)) continue;
      strongest[other] = strength;
      strongestFrom[other] = own;
    }
  }
  for (const known of client.knownWines) totals[known] = 0;
  ties.tiedCount = tiedCount;
  return ties;
}

function noTies(wineCount: number): Ties {
  return {
    tied: new Int32Array(wineCount),
    tiedCount: 0,
    totals: new Float64Array(wineCount),
    strongest: new Float64Array(wineCount),
    strongestFrom: new Int32Array(wineCount),
  };
}

/** Fills what co-purchase leaves open: wines of the client's segment with enough buyers, then those of the whole estate. */
function popularWines(client: ClientView, estate: EstateView, together: readonly Candidate[]): readonly Candidate[] {
  const taken = new Set(together.map((candidate) => candidate.produit.wine.index));
  const candidates: Candidate[] = [];
  const isFull = (): boolean => taken.size >= candidatesPerScenario;
  const add: Add = (wine, evidenceFor, strength) => {
    const produit = taken.has(wine.index) ? undefined : newOffer(client, wine, estate);
    if (!produit || isFull()) return;
    taken.add(wine.index);
    const evidence = evidenceFor(commonGround(client, wine));
    candidates.push({ scenario: 'cross-sell', slot: 'discovery', produit, evidence, strength });
  };
  addOfSegment(client.segment, estate, isFull, add);
  addOfEstate(estate, isFull, add);
  return candidates;
}

type Add = (wine: EstateWine, evidenceFor: (shared: CommonGround | undefined) => Evidence, strength: number) => void;

// A handful of clients is no fashion: below the minimum support the segment says nothing.
function addOfSegment(segment: string, estate: EstateView, isFull: () => boolean, add: Add): void {
  const ranking = estate.popularity.bySegment.get(segment);
  if (!ranking) return;
  for (const wine of estate.winesOnSaleBySegment.get(segment) ?? []) {
    const bottles12m = ranking.bottles[wine.index] ?? 0;
    const buyers12m = ranking.buyers[wine.index] ?? 0;
    if (isFull() || bottles12m <= 0) return;
    if (buyers12m < estate.rules.scenarios.cross_sell_minimum_support) continue;
    const strength = (1 + (ranking.percentiles[wine.index] ?? 0)) / 2;
    add(wine, (shared) => ({ kind: 'popular_in_segment', segment, buyers12m, bottles12m, shared }), strength);
  }
}

function addOfEstate(estate: EstateView, isFull: () => boolean, add: Add): void {
  const { bottles, percentiles } = estate.popularity.overall;
  for (const wine of estate.winesOnSale) {
    const bottles12m = bottles[wine.index] ?? 0;
    if (isFull() || bottles12m <= 0) return;
    add(wine, (shared) => ({ kind: 'popular', bottles12m, shared }), (percentiles[wine.index] ?? 0) / 2);
  }
}
