import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** Nobody can be written to without an address. */
export const missingEmail: AuditRule = {
  code: 'MISSING_EMAIL',
  severity: 'error',
  check: ({ hasEmail }) =>
    hasEmail
      ? []
      : [
          {
            rank: 0,
            sentence: sentence(
              "Pas d'adresse e-mail : à demander à sa prochaine visite.",
              'No e-mail address: to be asked for at the next visit.',
            ),
          },
        ],
};
