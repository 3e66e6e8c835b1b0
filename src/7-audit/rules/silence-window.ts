import { addDays, daysBetween } from '../../values/day.ts';
import { sentence } from '../../values/sentence.ts';
import type { AuditRule } from '../audited-list.ts';

/** The household had a letter too recently. */
export const silenceWindow: AuditRule = {
  code: 'SILENCE_WINDOW',
  severity: 'error',
  check({ lastContactOn }, { asOf, guardrails }) {
    if (lastContactOn === null || daysBetween(lastContactOn, asOf) >= guardrails.silence_days) return [];
    const next = addDays(lastContactOn, guardrails.silence_days);
    return [
      {
        rank: 0,
        sentence: sentence(
          `Une lettre est partie à ce foyer le ${lastContactOn} : la suivante attend le ${next}.`,
          `A letter went to this household on ${lastContactOn}: the next one waits for ${next}.`,
        ),
      },
    ];
  },
};
