import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** A discovery the client already had. */
export const crossSellNotNew: AuditRule = {
  code: 'CROSS_SELL_NOT_NEW',
  severity: 'warning',
  check: ({ items }) =>
    items
      .filter(({ scenario, lastBoughtOn }) => scenario === 'cross-sell' && lastBoughtOn !== null)
      .map(({ rank, label, lastBoughtOn }) => ({
        rank,
        sentence: sentence(
          `${label} est présenté comme une découverte, or ce client en a acheté le ${lastBoughtOn}.`,
          `${label} is presented as new, and this client bought it on ${lastBoughtOn}.`,
        ),
      })),
};
