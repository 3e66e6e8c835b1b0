/** Upsell: one step up, inside a taste that is already clear. */
import { type Candidate, found, isNewFor, type Scenario, type ScenarioRefusal, strongest } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import { boughtOf, type CommonGround } from '../common-ground.ts';
import { type EstateProduit, type EstateView, type EstateWine, onShelf, wordKey } from '../estate-view.ts';
import { nbsp } from '../french.ts';
import { formatEuros } from '../../values/french.ts';

/**
 * Who: lifetime net ≥ 500 € HT, at least 60 % of spend in one family. What: wines never bought of that family, or of the
 * favourite grape, in the next tier or 15–60 % above the client's median 75-cl price; always above the mean price paid
 * too (the audit's UPSELL_NOT_HIGHER). The nearest price first.
 */
export const upsell: Scenario = {
  id: 'upsell',
  evaluate(client, estate) {
    const refused = whoIsRefused(client, estate);
    if (refused) return refused;
    return found(strongest([...stepsUp(client, estate)]), {
      refusedBecause: 'NO_STEP_UP',
      sentence:
        "Aucun vin nouveau pour lui, de sa famille ou de son cépage, n'est un cran au-dessus de ses prix habituels.",
    });
  },
};

function whoIsRefused(client: ClientView, estate: EstateView): ScenarioRefusal | undefined {
  const { upsell_minimum_ht: minimum, upsell_stable_share: stable } = estate.rules.scenarios;
  if (client.netHt < minimum) {
    return {
      refusedBecause: 'LIFETIME_TOO_LOW',
      sentence: `Ses achats nets (${formatEuros(client.netHt, 'fr')} HT) n'atteignent pas ${formatEuros(minimum, 'fr')}.`,
    };
  }
  if ((client.families[0]?.share ?? 0) < stable) {
    return {
      refusedBecause: 'TASTE_NOT_STABLE',
      sentence: `Aucune famille de vins ne fait ${Math.round(stable * 100)}${nbsp}% de ses achats.`,
    };
  }
  if (client.medianPrice75clTtc === null) {
    return { refusedBecause: 'PRICE_UNKNOWN', sentence: "Le prix des vins qu'il prend n'est pas connu." };
  }
  return undefined;
}

// Family before grape: a wine that shares both is proposed once, for the family.
function stepsUp(client: ClientView, estate: EstateView): readonly Candidate[] {
  const family = wordKey(client.families[0]?.name ?? null);
  const grape = wordKey(client.grapes[0]?.name ?? null);
  const inFamily = estate.winesOnSaleByFamily.get(family ?? '') ?? [];
  const ofGrape = (estate.winesOnSaleByGrape.get(grape ?? '') ?? []).filter((wine) => wine.familyKey !== family);
  const budget = budgetOf(client, estate);
  return [
    ...stepsAmong(inFamily, boughtOf(client, 'family', family), budget, client, estate),
    ...stepsAmong(ofGrape, boughtOf(client, 'grape', grape), budget, client, estate),
  ];
}

function stepsAmong(
  wines: readonly EstateWine[],
  shared: CommonGround | undefined,
  budget: Budget,
  client: ClientView,
  estate: EstateView,
): readonly Candidate[] {
  if (!shared) return [];
  return wines.flatMap((wine): Candidate[] => {
    const produit = isNewFor(client, wine) ? onShelf(estate, wine) : undefined;
    const by = produit && stepOf(produit, budget, estate);
    if (!produit || !by || produit.price75clTtc === null) return [];
    const price75clTtc = produit.price75clTtc;
    const evidence = { kind: 'step_up', by, shared, price75clTtc, usualPrice75clTtc: budget.usual } as const;
    const strength = 1 / (1 + Math.log(price75clTtc / budget.usual));
    return [{ scenario: 'upsell', slot: 'discovery', produit, evidence, strength }];
  });
}

interface Budget {
  /** The client's median 75-cl price. */
  readonly usual: number;
  /** What a step up must exceed: the median and the mean. */
  readonly floor: number;
  /** The rank of the tier most of the client's bottles are of. */
  readonly tier: number | undefined;
}

function budgetOf(client: ClientView, estate: EstateView): Budget {
  const usual = client.medianPrice75clTtc ?? 0;
  return { usual, floor: Math.max(usual, client.meanPrice75clTtc ?? 0), tier: usualTier(client, estate) };
}

function stepOf(produit: EstateProduit, budget: Budget, estate: EstateView): 'tier' | 'price' | undefined {
  const { upsell_price_low: low, upsell_price_high: high } = estate.rules.scenarios;
  const price = produit.price75clTtc;
  if (price === null || price <= budget.floor) return undefined;
  const tier = produit.wine.tier === null ? undefined : estate.tiers.get(produit.wine.tier);
  if (tier !== undefined && budget.tier !== undefined && tier === budget.tier + 1) return 'tier';
  const ratio = price / budget.usual;
  return ratio >= low && ratio <= high ? 'price' : undefined;
}

function usualTier(client: ClientView, estate: EstateView): number | undefined {
  const bottles = new Map<number, number>();
  for (const purchase of client.purchases.values()) {
    const rank = purchase.wine.tier === null ? undefined : estate.tiers.get(purchase.wine.tier);
    if (rank !== undefined) bottles.set(rank, (bottles.get(rank) ?? 0) + purchase.bottles);
  }
  return [...bottles].sort(([rankA, a], [rankB, b]) => b - a || rankA - rankB)[0]?.[0];
}
