/** Little room left on the disk: imports and backups will stop. */
import { sentence } from '../../values/sentence.ts';
import type { AlarmRule } from './alarm.ts';

export const diskLow: AlarmRule = {
  kind: 'disk_low',
  judge: ({ freeGigabytes }, { settings }) => {
    if (freeGigabytes === undefined) return undefined;
    if (freeGigabytes >= settings.alarms.disk_free_gigabytes) return [];
    const left = freeGigabytes.toFixed(1);
    return [
      {
        subject: '',
        sentence: sentence(
          `Il ne reste que ${left.replace('.', ',')} Go sur le disque de Cuvée.`,
          `Only ${left} GB are left on Cuvée’s disk.`,
        ),
        nextStep: sentence(
          'Libérez de la place ou agrandissez le disque : sans place, ni import ni sauvegarde.',
          'Make room or enlarge the disk: without room there is neither import nor backup.',
        ),
      },
    ];
  },
};
