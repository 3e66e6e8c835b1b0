/** Work that ended badly the last time it was done; the drift gate and backups have rules of their own. */
import { sentence } from '../../values/sentence.ts';
import type { AlarmRule } from './alarm.ts';
import { doAgain, workNames } from './work-words.ts';

const withRulesOfTheirOwn = ['backup', 'restore_drill'];

export const jobFailed: AlarmRule = {
  kind: 'job_failed',
  judge: ({ failedJobs }) =>
    failedJobs
      .filter(({ kind, error }) => !withRulesOfTheirOwn.includes(kind) && error?.code !== 'DRIFT')
      .map(({ kind, error }) => {
        const work = workNames[kind];
        const why = error?.sentence ?? sentence('', '');
        return {
          subject: kind,
          sentence: sentence(
            `N’a pas abouti : ${work.fr}. ${why.fr}`.trim(),
            `Did not succeed: ${work.en}. ${why.en}`.trim(),
          ),
          nextStep: doAgain[kind],
          facts: { code: error?.code ?? null },
        };
      }),
};
