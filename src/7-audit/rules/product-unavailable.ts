import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** Off the list, or not a bottle left. */
export const productUnavailable: AuditRule = {
  code: 'PRODUCT_UNAVAILABLE',
  severity: 'error',
  check: ({ items }, { isStockKnown }) =>
    items
      .filter(({ isActive, freeBottles }) => !isActive || (isStockKnown && (freeBottles ?? 0) < 1))
      .map(({ rank, label, isActive }) => ({
        rank,
        sentence: isActive
          ? sentence(`${label} : plus une bouteille libre en cave.`, `${label}: not a free bottle left.`)
          : sentence(`${label} n'est plus au tarif.`, `${label} is no longer on the price list.`),
      })),
};
