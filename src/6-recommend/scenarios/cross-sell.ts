/** Cross-sell: a wine the client never had, that people with the same bottles in their cellar also took. */
import { type Candidate, candidatesPerScenario, found, isNewFor, type Scenario, strongest } from '../candidate.ts';
import type { ClientView, Purchase } from '../client-view.ts';
import type { Neighbour } from '../co-purchase.ts';
import { type EstateView, onShelf } from '../estate-view.ts';

/** Who: at least one order. What: wines never bought; co-purchase evidence first, then popularity inside the segment. */
export const crossSell: Scenario = {
  id: 'cross-sell',
  evaluate(client, estate) {
    if (client.orderCount < 1 || client.purchases.size === 0) {
      return { refusedBecause: 'NO_PURCHASE', sentence: 'Aucun achat de vin à ce jour.' };
    }
    const together = boughtTogether(client, estate);
    const popular = popularInSegment(client, estate, together);
    return found([...together, ...popular], {
      refusedBecause: 'NOTHING_NEW',
      sentence: "Aucun vin en vente et en stock n'est à la fois nouveau pour lui et demandé par des clients comme lui.",
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
    candidates.push({ scenario: 'cross-sell', slot: 'discovery', produit, evidence, strength: 1 + total / (1 + total) });
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

function popularInSegment(client: ClientView, estate: EstateView, together: readonly Candidate[]): readonly Candidate[] {
  const ranking = estate.popularity.bySegment.get(client.segment) ?? estate.popularity.overall;
  const already = new Set(together.map((candidate) => candidate.produit.wine.index));
  const candidates: Candidate[] = [];
  for (const wine of estate.winesOnSaleBySegment.get(client.segment) ?? estate.winesOnSale) {
    if (already.size + candidates.length >= candidatesPerScenario) break;
    const bottles12m = ranking.bottles[wine.index] ?? 0;
    if (bottles12m <= 0) break;
    const produit = isNewFor(client, wine) && !already.has(wine.index) ? onShelf(estate, wine) : undefined;
    if (!produit) continue;
    const evidence = { kind: 'popular_in_segment', segment: client.segment, bottles12m } as const;
    const strength = ranking.percentiles[wine.index] ?? 0;
    candidates.push({ scenario: 'cross-sell', slot: 'discovery', produit, evidence, strength });
  }
  return candidates;
}
