/** Winback: a good client who left is shown the wines they came for, as they are poured today. */
import { type Candidate, found, newOffer, type Scenario, strongest } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import { type EstateView, wordKey } from '../estate-view.ts';
import { formatEuros } from '../../values/french.ts';

/** How many wines of the favourite family may follow the client's own. */
const familyCandidates = 6;

/** Who: segment Churn, lifetime net ≥ 100 € HT. What: past favourites, then popular wines of the favourite family. */
export const winback: Scenario = {
  id: 'winback',
  evaluate(client, estate) {
    const minimum = estate.rules.scenarios.winback_minimum_ht;
    if (client.segment !== 'Churn') {
      return { refusedBecause: 'NOT_LAPSED', sentence: "Ce client n'est pas parti : il n'y a pas à le reconquérir." };
    }
    if (client.netHt < minimum) {
      return {
        refusedBecause: 'LIFETIME_TOO_LOW',
        sentence: `Ses achats nets (${formatEuros(client.netHt, 'fr')} HT) n'atteignent pas ${formatEuros(minimum, 'fr')}.`,
      };
    }
    return found([...pastFavourites(client, estate), ...popularInFamily(client, estate)], {
      refusedBecause: 'NOTHING_ON_SALE',
      sentence: "Aucun des vins qu'il prenait, ni de leur famille, n'est en vente et en stock.",
    });
  },
};

// The wine most often chosen first, then the one most taken: 1 + n/(n+1) keeps them above the family's other wines.
function pastFavourites(client: ClientView, estate: EstateView): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const purchase of client.purchases.values()) {
    const produit = estate.currentVintages[purchase.produit.index];
    if (!produit || client.recentWines.has(purchase.wine.index)) continue;
    const liking = purchase.orders + purchase.bottles / 1000;
    const strength = 1 + liking / (liking + 2);
    candidates.push({ scenario: 'winback', slot: 'repeat', produit, evidence: { kind: 'bought', purchase }, strength });
  }
  return strongest(candidates);
}

function popularInFamily(client: ClientView, estate: EstateView): readonly Candidate[] {
  const family = client.families[0]?.name ?? '';
  const { bottles, percentiles } = estate.popularity.overall;
  const candidates: Candidate[] = [];
  for (const wine of estate.winesOnSaleByFamily.get(wordKey(family) ?? '') ?? []) {
    if (candidates.length === familyCandidates) break;
    const bottles12m = bottles[wine.index] ?? 0;
    const produit = bottles12m > 0 ? newOffer(client, wine, estate) : undefined;
    if (!produit) continue;
    const evidence = { kind: 'popular_in_family', family, bottles12m } as const;
    candidates.push({
      scenario: 'winback',
      slot: 'discovery',
      produit,
      evidence,
      strength: percentiles[wine.index] ?? 0,
    });
  }
  return candidates;
}
