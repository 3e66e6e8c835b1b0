import { daysBetween } from '../../values/day.ts';
import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** The last sales came in too long ago to know what this client bought since. */
export const staleData: AuditRule = {
  code: 'STALE_DATA',
  severity: 'warning',
  check(_client, { asOf, audit, lastImportOn }) {
    const age = lastImportOn === null ? Number.POSITIVE_INFINITY : daysBetween(lastImportOn, asOf);
    if (age <= audit.stale_import_days) return [];
    return [
      {
        rank: 0,
        sentence: sentence(
          `Le dernier export des ventes date du ${lastImportOn ?? '…'} : ce client a pu acheter depuis.`,
          `The last sales export is of ${lastImportOn ?? '…'}: this client may have bought since.`,
        ),
      },
    ];
  },
};
