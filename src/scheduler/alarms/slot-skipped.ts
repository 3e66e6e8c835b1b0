/** Work of the week nobody could do in time: Cuvée was not running. */
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import { instantInWords } from '../instant-words.ts';
import type { Settings } from '../../estate/settings.ts';
import type { AlarmFinding, AlarmRule } from './alarm.ts';
import type { DatabaseFacts } from './alarm-facts.ts';
import { doAgain, workNames } from './work-words.ts';

export const slotSkipped: AlarmRule = {
  kind: 'slot_skipped',
  judge: (facts, { settings }) => judgeSkipped(facts, settings),
};

/** One finding per kind of work that was skipped and not done since. */
export function judgeSkipped(
  { skippedSlots }: Pick<DatabaseFacts, 'skippedSlots'>,
  { week }: Pick<Settings, 'week'>,
): readonly AlarmFinding[] {
  return skippedSlots.map(({ kind, lastSlotAt, slots }) => {
    const last = instantInWords(lastSlotAt, week.timezone);
    const work = workNames[kind];
    return {
      subject: kind,
      sentence: sentence(
        `Sauté ${countFr(slots, 'fois', 'fois')}, la dernière ${last.fr} : ${work.fr}. Cuvée ne tournait pas.`,
        `Skipped ${countEn(slots, 'time')}, the last on ${last.en}: ${work.en}. Cuvée was not running.`,
      ),
      nextStep: sentence(
        `${doAgain[kind].fr} Laissez l’ordinateur ou le serveur allumé à ces heures, ou changez-les : Réglages, Semaine.`,
        `${doAgain[kind].en} Leave the computer or the server on at these hours, or change them: Settings, Week.`,
      ),
      facts: { slots, lastSlotAt: lastSlotAt.toISOString() },
    };
  });
}
