/** Cross-sell: a wine the client never had, that people with the same bottles in their cellar also took. */
import {
  type Candidate,
  candidatesPerScenario,
  type Evidence,
  found,
  isNewFor,
  type Scenario,
  strongest,
} from '../candidate.ts';
import type { ClientView, Purchase } from '../client-view.ts';
import { type CommonGround, commonGround } from '../common-ground.ts';
import type { Neighbour } from '../co-purchase.ts';
import { type EstateView, type EstateWine, onShelf } from '../estate-view.ts';

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

// Above 1, so that evidence from real baskets stands before popularity, which stays below.
function boughtTogether(client: ClientView, estate: EstateView): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const [wineIndex, { total, neighbour, purchase }] of bonds(client, estate)) {
    const wine = estate.wines[wineIndex];
    const produit = wine && isNewFor(client, wine) ? onShelf(estate, wine) : undefined;
    if (!produit) continue;
    const lift = Math.max(neighbour.clientLift, neighbour.basketLift);
    const { clients, baskets } = neighbour;
    const evidence = { kind: 'bought_together', with: purchase, clients, baskets, lift } as const;
    candidates.push({
      scenario: 'cross-sell',
      slot: 'discovery',
      produit,
      evidence,
      strength: 1 + total / (1 + total),
    });
  }
  return strongest(candidates);
}

interface Bond {
  /** Over all the wines the client has. */
  total: number;
  /** The strongest of them, which the reason will name. */
  neighbour: Neighbour;
  purchase: Purchase;
}

/** How each wine the client does not know is tied to those they have. Changed in place: this runs millions of times. */
function bonds(client: ClientView, estate: EstateView): ReadonlyMap<number, Bond> {
  const byWine = new Map<number, Bond>();
  for (const purchase of client.purchases.values()) {
    for (const neighbour of estate.coPurchase[purchase.wine.index] ?? []) {
      if (client.knownWines.has(neighbour.wine)) continue;
      const known = byWine.get(neighbour.wine);
      if (!known) {
        byWine.set(neighbour.wine, { total: neighbour.strength, neighbour, purchase });
        continue;
      }
      known.total += neighbour.strength;
      if (neighbour.strength > known.neighbour.strength) Object.assign(known, { neighbour, purchase });
    }
  }
  return byWine;
}

/** Fills what co-purchase leaves open: wines of the client's segment with enough buyers, then those of the whole estate. */
function popularWines(client: ClientView, estate: EstateView, together: readonly Candidate[]): readonly Candidate[] {
  const taken = new Set(together.map((candidate) => candidate.produit.wine.index));
  const candidates: Candidate[] = [];
  const isFull = (): boolean => taken.size >= candidatesPerScenario;
  const add: Add = (wine, evidenceFor, strength) => {
    const produit = isNewFor(client, wine) && !taken.has(wine.index) ? onShelf(estate, wine) : undefined;
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
