/** Upsell: one step up, inside a taste that is already clear. */
import {
  type Candidate,
  candidatesPerScenario,
  found,
  type Scenario,
  type ScenarioRefusal,
  strongest,
} from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import { boughtOf, type CommonGround } from '../common-ground.ts';
import { type EstateView, type EstateWine, wordKey } from '../estate-view.ts';
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
    return found(strongest(stepsUp(client, estate)), {
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
  const budget = budgetOf(client, estate);
  const inFamily = estate.pricesByFamily.get(family ?? '') ?? [];
  const ofGrape = estate.pricesByGrape.get(grape ?? '') ?? [];
  return [
    ...stepsAmong(inFamily, boughtOf(client, 'family', family), budget, client, estate),
    ...stepsAmong(ofGrape, boughtOf(client, 'grape', grape), budget, client, estate, family),
  ];
}

/** `wines` from the cheapest to the dearest: the nearest steps come first, and a dozen of them is enough. */
function stepsAmong(
  wines: readonly EstateWine[],
  shared: CommonGround | undefined,
  budget: Budget,
  client: ClientView,
  estate: EstateView,
  familyLeftOut: string | null = null,
): readonly Candidate[] {
  if (!shared) return [];
  const steps: Candidate[] = [];
  for (let place = firstAbove(wines, budget.floor, estate); place < wines.length; place++) {
    const wine = wines[place];
    if (!wine || steps.length === candidatesPerScenario) break;
    const price75clTtc = estate.offerPrices[wine.index] ?? Number.NaN;
    const by = stepOf(wine.index, price75clTtc, budget, estate);
    const produit = estate.offers[wine.index];
    if (!by || !produit || client.knownWines.has(wine.index)) continue;
    if (familyLeftOut !== null && wine.familyKey === familyLeftOut) continue;
    const evidence = { kind: 'step_up', by, shared, price75clTtc, usualPrice75clTtc: budget.usual } as const;
    const strength = 1 / (1 + Math.log(price75clTtc / budget.usual));
    steps.push({ scenario: 'upsell', slot: 'discovery', produit, evidence, strength });
  }
  return steps;
}

function firstAbove(wines: readonly EstateWine[], floor: number, estate: EstateView): number {
  let [low, high] = [0, wines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((estate.offerPrices[wines[middle]?.index ?? -1] ?? 0) > floor) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Budget {
  /** The client's median 75-cl price. */
  readonly usual: number;
  /** What a step up must exceed: the median and the mean. */
  readonly floor: number;
  /** The prices between which a wine is a step by price. */
  readonly low: number;
  readonly high: number;
  /** The rank of the tier above the one most of the client's bottles are of; undefined where theirs is unknown. */
  readonly nextTier: number | undefined;
}

function budgetOf(client: ClientView, estate: EstateView): Budget {
  const { upsell_price_low: low, upsell_price_high: high } = estate.rules.scenarios;
  const usual = client.medianPrice75clTtc ?? 0;
  const tier = usualTier(client, estate);
  return {
    usual,
    floor: Math.max(usual, client.meanPrice75clTtc ?? 0),
    low: low * usual,
    high: high * usual,
    nextTier: tier < 0 ? undefined : tier + 1,
  };
}

// Asked of many wines for every client, so of plain arrays.
function stepOf(wine: number, price: number, budget: Budget, estate: EstateView): 'tier' | 'price' | undefined {
  if (!(price > budget.floor)) return undefined;
  if (estate.tierRanks[wine] === budget.nextTier) return 'tier';
  return price >= budget.low && price <= budget.high ? 'price' : undefined;
}

function usualTier(client: ClientView, estate: EstateView): number {
  const bottles = new Map<number, number>();
  for (const [wine, purchase] of client.purchases) {
    const rank = estate.tierRanks[wine] ?? -1;
    if (rank >= 0) bottles.set(rank, (bottles.get(rank) ?? 0) + purchase.bottles);
  }
  return [...bottles].sort(([rankA, a], [rankB, b]) => b - a || rankA - rankB)[0]?.[0] ?? -1;
}
