import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** Far dearer than what the client usually pays for 75 cl. */
export const outOfBudget: AuditRule = {
  code: 'OUT_OF_BUDGET',
  severity: 'warning',
  check({ items, medianPrice75clTtc: median }, { audit }) {
    if (median === null || median <= 0) return [];
    const limit = median * (1 + audit.budget_tolerance);
    return items
      .filter(({ price75clTtc: price }) => price !== null && price > limit)
      .map(({ rank, label }) => ({
        rank,
        sentence: sentence(
          `${label} coûte plus de ${Math.round(audit.budget_tolerance * 100)} % au-dessus de ce que ce client paie d'habitude.`,
          `${label} costs over ${Math.round(audit.budget_tolerance * 100)} % more than this client usually pays.`,
        ),
      }));
  },
};
