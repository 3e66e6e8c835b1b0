import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** A step up costs more than what the client pays on average, for the same 75 cl. */
export const upsellNotHigher: AuditRule = {
  code: 'UPSELL_NOT_HIGHER',
  severity: 'error',
  check: ({ items, meanPrice75clTtc: mean }) =>
    items
      .filter(({ scenario }) => scenario === 'upsell')
      .filter(({ price75clTtc: price }) => mean !== null && price !== null && price <= mean)
      .map(({ rank, label }) => ({
        rank,
        sentence: sentence(
          `${label} est présenté comme une montée en gamme sans coûter plus que ce que ce client paie d'habitude.`,
          `${label} is presented as a step up and costs no more than this client usually pays.`,
        ),
      })),
};
