/** Rebuy: a wine the client has probably finished, in the vintage poured today. */
import { type Candidate, found, type Scenario, strongest } from '../candidate.ts';
import type { ClientView, Purchase } from '../client-view.ts';
import type { EstateView } from '../estate-view.ts';

/**
 * Who: a wine last bought 150–2000 days ago and not returned; the lower bound shrinks to the client's own gap, never below
 * 60 days. What: the same wine, in its current vintage.
 */
export const rebuy: Scenario = {
  id: 'rebuy',
  evaluate(client, estate) {
    if (client.purchases.size === 0) {
      const hasReturned = client.knownWines.size > 0;
      return hasReturned
        ? { refusedBecause: 'RETURNED', sentence: 'Les vins pris ont été rendus.' }
        : { refusedBecause: 'NO_PURCHASE', sentence: 'Aucun achat de vin à ce jour.' };
    }
    const due = dueWines(client, estate);
    if (due.length === 0) {
      const { rebuy_maximum_days: maximum } = estate.rules.scenarios;
      const from = earliestDays(client, estate);
      return {
        refusedBecause: 'NOT_DUE',
        sentence: `Aucun de ses vins n'a été pris pour la dernière fois il y a ${from} à ${maximum} jours.`,
      };
    }
    return found(strongest(due.flatMap((purchase) => candidateOf(purchase, client, estate))), {
      refusedBecause: 'NOTHING_ON_SALE',
      sentence: "Les vins qu'il aurait à reprendre ne sont plus en vente ou en stock, sans millésime qui leur succède.",
    });
  },
};

/** The silence after which a wine may be proposed again, in days. */
export function earliestDays(client: ClientView, estate: EstateView): number {
  const { rebuy_minimum_days: usual, rebuy_minimum_days_floor: floor } = estate.rules.scenarios;
  return Math.max(floor, Math.min(usual, Math.ceil(client.ownGapDays ?? usual)));
}

function dueWines(client: ClientView, estate: EstateView): readonly Purchase[] {
  const from = earliestDays(client, estate);
  const upTo = estate.rules.scenarios.rebuy_maximum_days;
  return [...client.purchases.values()].filter((purchase) => {
    const days = estate.asOfDay - purchase.lastDay;
    return days >= from && days <= upTo && !client.recentWines.has(purchase.wine.index);
  });
}

// Often bought, and due about now: the strength falls as the silence leaves the client's own rhythm, either way.
function candidateOf(purchase: Purchase, client: ClientView, estate: EstateView): readonly Candidate[] {
  const produit = estate.currentVintages[purchase.produit.index];
  if (!produit) return [];
  const rhythm = client.gapDays ?? client.ownGapDays ?? estate.rules.scenarios.rebuy_minimum_days;
  const lateness = Math.abs(Math.log(Math.max(1, estate.asOfDay - purchase.lastDay) / Math.max(1, rhythm)));
  const strength = (purchase.orders / (purchase.orders + 2)) * Math.exp(-lateness / 2);
  return [{ scenario: 'rebuy', slot: 'repeat', produit, evidence: { kind: 'bought', purchase }, strength }];
}
