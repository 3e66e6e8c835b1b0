import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** A letter prints the price of each wine: without one it cannot go. */
export const priceMissing: AuditRule = {
  code: 'PRICE_MISSING',
  severity: 'error',
  check: ({ items }) =>
    items
      .filter(({ prixTtc }) => prixTtc === null || prixTtc <= 0)
      .map(({ rank, label }) => ({
        rank,
        sentence: sentence(
          `${label} n'a pas de prix TTC au tarif : à compléter dans le logiciel de cave.`,
          `${label} has no price with tax on the list: to be filled in in the cellar software.`,
        ),
      })),
};
