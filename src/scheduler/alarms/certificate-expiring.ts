/** The certificate of the public address ends soon: links of letters would frighten people. */
import { sentence } from '../../values/sentence.ts';
import { instantInWords } from '../instant-words.ts';
import type { AlarmRule } from './alarm.ts';

export const certificateExpiring: AlarmRule = {
  kind: 'certificate_expiring',
  judge: ({ certificateUntil }, { now, settings }) => {
    if (certificateUntil === undefined) return undefined;
    if (certificateUntil.getTime() - now.getTime() >= settings.alarms.certificate_days * 86_400_000) return [];
    const until = instantInWords(certificateUntil, settings.week.timezone);
    const isOver = certificateUntil <= now;
    return [
      {
        subject: '',
        sentence: sentence(
          `Le certificat du site ${isOver ? 'est périmé depuis' : 'se termine'} ${until.fr}.`,
          `The certificate of the site ${isOver ? 'ended on' : 'ends on'} ${until.en}.`,
        ),
        nextStep: sentence(
          'Prévenez qui héberge Cuvée : Caddy renouvelle seul le certificat si les ports 80 et 443 sont ouverts.',
          'Tell whoever hosts Cuvée: Caddy renews the certificate by itself if ports 80 and 443 are open.',
        ),
      },
    ];
  },
};
