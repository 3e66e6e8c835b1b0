/** Work under way for too long. */
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import { type AlarmRule, hoursBetween } from './alarm.ts';
import { workNames } from './work-words.ts';

export const jobTooLong: AlarmRule = {
  kind: 'job_too_long',
  judge: ({ runningJobs }, { now, settings }) =>
    runningJobs
      .filter(({ startedAt }) => now.getTime() - startedAt.getTime() > settings.alarms.job_hours * 3_600_000)
      .map(({ jobId, kind, startedAt }) => {
        const hours = hoursBetween(startedAt, now);
        return {
          subject: jobId,
          sentence: sentence(
            `Dure depuis ${countFr(hours, 'heure')} : ${workNames[kind].fr}.`,
            `Going on for ${countEn(hours, 'hour')}: ${workNames[kind].en}.`,
          ),
          nextStep: sentence(
            'Si cela dure encore, redémarrez Cuvée : le travail reprend là où il en était.',
            'If it goes on, restart Cuvée: the work is taken up where it stood.',
          ),
        };
      }),
};
