/** What an alarm rule looks at and says. A rule is pure: facts in, findings out; what cannot be known now is left as it stands. */
import type { Settings } from '../../estate/settings.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { AlarmFacts } from './alarm-facts.ts';

/** One thing that is wrong. `subject` tells two alarms of one kind apart. */
export interface AlarmFinding {
  readonly subject: string;
  /** What happened. */
  readonly sentence: Sentence;
  /** What to do next. */
  readonly nextStep: Sentence;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** What holds while a rule judges. */
export interface AlarmContext {
  readonly now: Date;
  readonly settings: Settings;
}

export interface AlarmRule {
  readonly kind: string;
  /** What is wrong now; none: all is well; undefined: it cannot be known now. */
  readonly judge: (facts: AlarmFacts, context: AlarmContext) => readonly AlarmFinding[] | undefined;
}

/** A whole number of hours, in words. */
export function hoursBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / 3_600_000);
}
