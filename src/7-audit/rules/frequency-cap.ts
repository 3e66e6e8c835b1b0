import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** The household had its letters of the year. */
export const frequencyCap: AuditRule = {
  code: 'FREQUENCY_CAP',
  severity: 'error',
  check: ({ contactCount365d }, { guardrails }) =>
    contactCount365d < guardrails.messages_per_year
      ? []
      : [
          {
            rank: 0,
            sentence: sentence(
              `Ce foyer a reçu ${contactCount365d} lettres en un an : ${guardrails.messages_per_year} au plus.`,
              `This household had ${contactCount365d} letters in a year: ${guardrails.messages_per_year} at most.`,
            ),
          },
        ],
};
