/** Reports and alarms have readers, and no way to reach them. */
import { sentence } from '../../values/sentence.ts';
import type { AlarmRule } from './alarm.ts';

export const mailUnable: AlarmRule = {
  kind: 'mail_unable',
  judge: ({ mailObstacle }) => {
    if (mailObstacle === undefined || mailObstacle === null) return [];
    return [
      {
        subject: '',
        sentence: sentence(
          `Les rapports et les alertes ne peuvent pas partir par e-mail. ${mailObstacle.fr}`,
          `Reports and alarms cannot leave by e-mail. ${mailObstacle.en}`,
        ),
        nextStep: sentence(
          'Levez cet obstacle ; d’ici là, lisez-les ici.',
          'Remove this obstacle; until then, read them here.',
        ),
      },
    ];
  },
};
