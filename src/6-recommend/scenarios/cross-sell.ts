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
import type { ClientView, Purchase } from '../client-view.ts';
import { type CommonGround, commonGround } from '../common-ground.ts';
import { type Neighbour, nobody } from '../co-purchase.ts';
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
  const best: Contender[] = [];
  const ties = tiesOf(client, estate);
  for (let wine = 0; wine < ties.length; wine++) {
    const tie = ties[wine] ?? 0;
    if (tie > 0 && estate.offers[wine]) contend(best, wine, tie);
  }
  return best.flatMap(({ index, strength: total }): Candidate[] => {
    const produit = estate.offers[index];
    const tie = strongestTie(index, client, estate);
    if (!produit || !tie) return [];
    const { clients, baskets, clientLift, basketLift } = tie.neighbour;
    const lift = Math.max(clientLift, basketLift);
    const evidence = { kind: 'bought_together', with: tie.purchase, clients, baskets, lift } as const;
    // Above 1, so that evidence from real baskets stands before popularity, which stays below.
    const strength = 1 + total / (1 + total);
    return [{ scenario: 'cross-sell', slot: 'discovery', produit, evidence, strength }];
  });
}

/** By wine: the sum of its ties to what the client has; 0 for what they know. Plain arrays: it runs a thousand times a client. */
function tiesOf(client: ClientView, estate: EstateView): Float64Array {
  const ties = new Float64Array(estate.wines.length);
  for (const wineIndex of client.purchases.keys()) {
    const { wines, strengths } = estate.coPurchase[wineIndex] ?? nobody;
    for (let at = 0; at < wines.length; at++) {
      const other = wines[at] ?? 0;
      ties[other] = (ties[other] ?? 0) + (strengths[at] ?? 0);
    }
  }
  for (const wineIndex of client.knownWines) ties[wineIndex] = 0;
  return ties;
}

interface Tie {
  readonly neighbour: Neighbour;
  readonly purchase: Purchase;
}

function strongestTie(wineIndex: number, client: ClientView, estate: EstateView): Tie | undefined {
  let best: Tie | undefined;
  for (const purchase of client.purchases.values()) {
    const neighbours = estate.coPurchase[purchase.wine.index] ?? nobody;
    const neighbour = neighbours.details[neighbours.wines.indexOf(wineIndex)];
    if (neighbour && neighbour.strength > (best?.neighbour.strength ?? 0)) best = { neighbour, purchase };
  }
  return best;
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
