import { daysBetween } from '../../values/day.ts';
import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** The same wine twice in one list, or one bought a few weeks ago. */
export const recentDuplicate: AuditRule = {
  code: 'RECENT_DUPLICATE',
  severity: 'error',
  check({ items }, { asOf, guardrails }) {
    return items.flatMap(({ rank, produitKey, label, lastBoughtOn }, index) => {
      if (items.findIndex((other) => other.produitKey === produitKey) < index) {
        return [{ rank, sentence: sentence(`${label} est proposé deux fois.`, `${label} is proposed twice.`) }];
      }
      const isRecent = lastBoughtOn !== null && daysBetween(lastBoughtOn, asOf) < guardrails.product_exclusion_days;
      if (!isRecent) return [];
      return [
        {
          rank,
          sentence: sentence(
            `${label} a été acheté le ${lastBoughtOn}, il y a moins de ${guardrails.product_exclusion_days} jours.`,
            `${label} was bought on ${lastBoughtOn}, less than ${guardrails.product_exclusion_days} days ago.`,
          ),
        },
      ];
    });
  },
};
