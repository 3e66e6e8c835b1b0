/** The last run stopped at the drift gate: last week's data stays live until a person decides. */
import { sentence } from '../../values/sentence.ts';
import type { AlarmRule } from './alarm.ts';

export const driftClosed: AlarmRule = {
  kind: 'drift_closed',
  judge: ({ latestRun }) => {
    if (latestRun?.status !== 'refused' || latestRun.error?.code !== 'DRIFT') return [];
    return [
      {
        subject: '',
        sentence:
          latestRun.error.sentence ??
          sentence('L’export s’écarte trop du précédent.', 'The export differs too much from the one before.'),
        nextStep: sentence(
          'Les données de la semaine dernière restent en place. Ouvrez la page Imports : refaites l’export, ou acceptez l’écart en disant pourquoi.',
          'Last week’s data stays live. Open the Imports page: make the export again, or accept the difference and say why.',
        ),
        facts: { runId: latestRun.run_id },
      },
    ];
  },
};
