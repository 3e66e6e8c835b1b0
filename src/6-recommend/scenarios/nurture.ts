/** Nurture: somebody hardly known is shown an easy wine of the season. */
import { type Candidate, found, newOffer, type Scenario, strongest } from '../candidate.ts';
import type { ClientView } from '../client-view.ts';
import type { EstateView } from '../estate-view.ts';

/** Who: at most 3 lines, and no other scenario found anything. What: entry-level, popular, in season, in stock. */
export const nurture: Scenario = {
  id: 'nurture',
  evaluate(client, estate, applied) {
    const maximum = estate.rules.scenarios.nurture_maximum_lines;
    if (client.lineCount > maximum) {
      return {
        refusedBecause: 'KNOWN_CLIENT',
        sentence: `Plus de ${maximum} lignes d'achat : ses goûts guident les autres propositions.`,
      };
    }
    if (applied.length > 0) {
      return {
        refusedBecause: 'ANOTHER_APPLIES',
        sentence: 'Une autre proposition, fondée sur ses achats, convient mieux.',
      };
    }
    return found(easyWines(client, estate), {
      refusedBecause: 'NOTHING_IN_SEASON',
      sentence: "Aucun vin d'entrée de gamme, demandé et de saison, n'est en vente et en stock.",
    });
  },
};

// Wines with a season of their own, now, before wines of every month.
function easyWines(client: ClientView, estate: EstateView): readonly Candidate[] {
  const { bottles, percentiles } = estate.popularity.overall;
  const candidates = estate.easyWines.flatMap((wine): Candidate[] => {
    const produit = newOffer(client, wine, estate);
    if (!produit) return [];
    const served = estate.seasons[wine.index]?.served ?? null;
    const evidence = {
      kind: 'entry_level',
      served,
      month: estate.asOfMonth,
      bottles12m: bottles[wine.index] ?? 0,
    } as const;
    const strength = (percentiles[wine.index] ?? 0) + (served === null ? 0 : 1);
    return [{ scenario: 'nurture', slot: 'discovery', produit, evidence, strength }];
  });
  return strongest(candidates);
}
