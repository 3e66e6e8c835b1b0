/** Who may no longer be kept, by the law's own measure (law.md 1). Pure. */
import type { Day } from '../values/day.ts';
import type { Settings } from '../estate/settings.ts';

/** The last thing that came from a person. */
export interface LastSign {
  readonly clientCode: string;
  readonly isClient: boolean;
  readonly lastSignOn: Day;
  readonly askedAt: Date | null;
  /** « Restez-vous ? » was sent, and nothing came back. */
  readonly isUnanswered: boolean;
}

/**
 * `keep`: within the time. `ask`: beyond it, and nobody asked yet. `wait`: asked, and the days to answer are not over.
 * `forget`: beyond it, asked, and silent; or beyond it where the estate forgets unasked.
 */
export type RetentionVerdict = 'keep' | 'ask' | 'wait' | 'forget';

/** What becomes of a person on a day. */
export function retentionVerdict(sign: LastSign, today: Day, rules: Settings['retention']): RetentionVerdict {
  const months = sign.isClient ? rules.client_months : rules.prospect_months;
  if (addMonths(sign.lastSignOn, months) > today) return 'keep';
  if (sign.askedAt === null || !sign.isUnanswered) return rules.forget_unasked ? 'forget' : 'ask';
  const answerBy = new Date(sign.askedAt.getTime() + rules.stay_days * 86_400_000).toISOString().slice(0, 10);
  return today > answerBy ? 'forget' : 'wait';
}

/** The last day on which somebody may have been seen and be beyond the time all the same; a month's end may be some days short. */
export function seenBefore(today: Day, rules: Settings['retention']): Day {
  const latest = addMonths(today, -Math.min(rules.client_months, rules.prospect_months));
  return new Date(Date.parse(latest) + 3 * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of the month so many months later; the last of a shorter month. */
function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastOfMonth = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(dayOfMonth, lastOfMonth));
  return first.toISOString().slice(0, 10);
}
