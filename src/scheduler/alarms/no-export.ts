/** No export by the time set, on the day of the week. Source: rules.md, The week; promises.md 20. */
import { sentence } from '../../values/sentence.ts';
import { momentOfWeek, weekBeganAt } from '../week.ts';
import type { AlarmRule } from './alarm.ts';

/** An export made the evening before counts for its week. */
const earlyMs = 24 * 3_600_000;

export const noExport: AlarmRule = {
  kind: 'no_export',
  judge: ({ lastExportAt }, { now, settings: { week } }) => {
    // Who never sent anything is not set up yet: that is no alarm.
    if (lastExportAt === null || now < momentOfWeek(week, now, week.missing_export_at)) return [];
    if (lastExportAt.getTime() >= weekBeganAt(week, now).getTime() - earlyMs) return [];
    return [
      {
        subject: '',
        sentence: sentence(
          `Aucun export des ventes n’est arrivé cette semaine (attendu avant ${week.missing_export_at}).`,
          `No sales export has come this week (expected before ${week.missing_export_at}).`,
        ),
        nextStep: sentence(
          'Faites l’export dans votre logiciel et déposez les fichiers sur la page Imports : le traitement partira tout seul.',
          'Make the export in your software and drop the files on the Imports page: the run will start by itself.',
        ),
      },
    ];
  },
};
