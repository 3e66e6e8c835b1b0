import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

const fewestItems = 3;

/** Three wines, and nearly all of one family. */
export const lowDiversity: AuditRule = {
  code: 'LOW_DIVERSITY',
  severity: 'warning',
  check({ items }, { audit }) {
    if (items.length < fewestItems) return [];
    const counts = new Map<string, number>();
    for (const { family } of items) if (family !== null) counts.set(family, (counts.get(family) ?? 0) + 1);
    return [...counts]
      .filter(([, count]) => count / items.length > audit.one_family_share)
      .map(([family, count]) => ({
        rank: 0,
        sentence: sentence(
          `${count} des ${items.length} vins sont de la famille ${family}.`,
          `${count} of the ${items.length} wines are of the family ${family}.`,
        ),
      }));
  },
};
