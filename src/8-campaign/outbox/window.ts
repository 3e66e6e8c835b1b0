/**
 * When letters may leave: on the estate's days, between its hours, within the campaign's own window, and never after it.
 * Source: evaluation.md 4; promises.md 4 and 24.
 */
import type { Settings } from '../../estate/settings.ts';
import { daysFrom, instantOf, localTimeOf, weekdayOf } from './estate-clock.ts';

export interface WindowRules extends Pick<Settings['campaigns'], 'days' | 'from' | 'until'> {
  readonly timezone: string;
}

export interface CampaignWindow {
  /** Null: at once. */
  readonly sendAfter: Date | null;
  /** Null: no end. */
  readonly sendBefore: Date | null;
}

/** `over`: no hour is left in which the campaign may send. */
export type WindowState =
  | { readonly state: 'open' }
  | { readonly state: 'closed'; readonly until: Date }
  | { readonly state: 'over' };

/** A week holds every weekday; one more for the day that is already over. */
const daysAhead = 9;

/** Whether letters may leave at an instant, and if not, when next. */
export function windowAt(now: Date, window: CampaignWindow, rules: WindowRules): WindowState {
  const { sendAfter, sendBefore } = window;
  if (sendBefore !== null && now >= sendBefore) return { state: 'over' };
  const earliest = sendAfter !== null && sendAfter > now ? sendAfter : now;
  const opens = nextOpening(earliest, rules);
  if (opens === undefined || (sendBefore !== null && opens >= sendBefore)) return { state: 'over' };
  return opens <= now ? { state: 'open' } : { state: 'closed', until: opens };
}

function nextOpening(from: Date, rules: WindowRules): Date | undefined {
  for (const day of daysFrom(localTimeOf(from, rules.timezone).day, daysAhead)) {
    if (!rules.days.some((allowed) => allowed === weekdayOf(day))) continue;
    const opens = instantOf(day, minutesOf(rules.from), rules.timezone);
    const closes = instantOf(day, minutesOf(rules.until), rules.timezone);
    if (from < closes) return from > opens ? from : opens;
  }
  return undefined;
}

function minutesOf(timeOfDay: string): number {
  return Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));
}
