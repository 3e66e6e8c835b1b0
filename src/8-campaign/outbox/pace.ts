/** How many letters may leave now: the first few alone, then no more a day than a new sender's name can bear. */
import { z } from 'zod';
import type { Settings } from '../../estate/settings.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';

export interface Pace {
  /** The first letters of a campaign. */
  readonly canarySize: number;
  /** How long what becomes of them is watched. */
  readonly canaryWaitMinutes: number;
  /** Letters per day, over all campaigns of the estate. */
  readonly dailyLimit: number;
  /** Letters on the first, the second, … step of an estate that never sent before: a day each, when it is used. */
  readonly warmUp: readonly number[];
}

export interface PaceFacts {
  /** Letters of all campaigns that left today, or may have. */
  readonly goneToday: number;
  /** How many letters left on each day before today on which any did, in the order of the days. */
  readonly lettersOnEarlierDays: readonly number[];
  /** Of the campaign's letters, counted no further than its first ones. */
  readonly goneInCampaign: number;
  /** When the last of the first letters was accepted; null while one is missing. */
  readonly canaryDoneAt: Date | null;
  /** What the channel's account may still send; undefined where it does not count. */
  readonly creditsLeft: number | undefined;
}

export type Allowance =
  | { readonly letters: number }
  | { readonly letters: 0; readonly until: Date; readonly code: PauseCode; readonly sentence: Sentence };
export type PauseCode = 'CANARY_WATCHED' | 'DAY_FULL' | 'NO_CREDIT_LEFT';

const keptPace = z.object({
  canarySize: z.number().int().min(0).optional(),
  canaryWaitMinutes: z.number().min(0).optional(),
  dailyLimit: z.number().int().min(0).optional(),
  warmUp: z.array(z.number().int()).optional(),
});

/** The pace of a campaign (`campaigns.pace`), and the estate's own where it says nothing. */
export function paceOf(kept: unknown, rules: Settings['campaigns']): Pace {
  const own = keptPace.parse(kept);
  return {
    canarySize: own.canarySize ?? rules.canary_size,
    canaryWaitMinutes: own.canaryWaitMinutes ?? rules.canary_wait_minutes,
    // A campaign may go slower than the estate, never faster.
    dailyLimit: Math.min(own.dailyLimit ?? rules.daily_limit, rules.daily_limit),
    warmUp: own.warmUp ?? rules.warm_up,
  };
}

/** How many letters may leave at an instant, or why none and until when. `tomorrow`: when the next day begins there. */
export function allowanceAt(now: Date, pace: Pace, facts: PaceFacts, tomorrow: Date): Allowance {
  const dayLimit = stepLimit(pace, warmUpStep(pace, facts.lettersOnEarlierDays));
  const leftToday = dayLimit - facts.goneToday;
  if (leftToday <= 0) return { letters: 0, until: tomorrow, code: 'DAY_FULL', sentence: dayFull(dayLimit) };
  if (facts.creditsLeft !== undefined && facts.creditsLeft <= 0) {
    return { letters: 0, until: tomorrow, code: 'NO_CREDIT_LEFT', sentence: noCreditLeft };
  }
  const left = Math.min(leftToday, facts.creditsLeft ?? leftToday);
  const canaryLeft = pace.canarySize - facts.goneInCampaign;
  if (canaryLeft > 0) return { letters: Math.min(left, canaryLeft) };
  const watchedUntil = canaryEnd(now, pace, facts);
  if (watchedUntil <= now) return { letters: left };
  return { letters: 0, until: watchedUntil, code: 'CANARY_WATCHED', sentence: watched(pace) };
}

/** Half of what was allowed: a day of test letters or of a single thank-you makes no name for a sender. */
const usedShare = 0.5;

/** How many steps of the warm-up are behind: a day is one when at least half of that step's letters left on it. */
function warmUpStep(pace: Pace, lettersOnEarlierDays: readonly number[]): number {
  let step = 0;
  for (const letters of lettersOnEarlierDays) {
    if (step < pace.warmUp.length && letters >= stepLimit(pace, step) * usedShare) step++;
  }
  return step;
}

function stepLimit({ warmUp, dailyLimit }: Pace, step: number): number {
  return Math.min(warmUp[step] ?? dailyLimit, dailyLimit);
}

/** While one of the first letters has no known outcome the watching has not begun. */
function canaryEnd(now: Date, { canarySize, canaryWaitMinutes }: Pace, { canaryDoneAt }: PaceFacts): Date {
  if (canarySize === 0) return now;
  return new Date((canaryDoneAt ?? now).getTime() + canaryWaitMinutes * 60_000);
}

function dayFull(limit: number): Sentence {
  return sentence(
    `${countFr(limit, 'lettre est partie', 'lettres sont parties')} aujourd'hui, autant que permis ; la suite part au prochain jour d'envoi.`,
    `${countEn(limit, 'letter')} left today, as many as allowed; the rest goes on the next sending day.`,
  );
}

const noCreditLeft = sentence(
  "Le compte Brevo n'a plus de crédits pour aujourd'hui ; la suite part au prochain jour d'envoi.",
  'The Brevo account has no credits left for today; the rest goes on the next sending day.',
);

function watched({ canarySize, canaryWaitMinutes }: Pace): Sentence {
  return sentence(
    `${countFr(canarySize, 'première lettre partie', 'premières lettres parties')} : on regarde ${canaryWaitMinutes} min ce qu'elles deviennent avant d'envoyer les autres.`,
    `The first ${countEn(canarySize, 'letter')} left: what becomes of them is watched for ${canaryWaitMinutes} min before the others go.`,
  );
}
