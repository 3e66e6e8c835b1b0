/** Letters left, and Brevo has told nothing since: bounces and refusals may go unheard. */
import { sentence } from '../../values/sentence.ts';
import type { AlarmRule } from './alarm.ts';

export const webhookSilence: AlarmRule = {
  kind: 'webhook_silence',
  judge: ({ lastAcceptedAt, lastWebhookAt }, { settings }) => {
    if (settings.campaigns.channel !== 'brevo' || lastAcceptedAt === null) return [];
    if (lastWebhookAt !== null && lastWebhookAt >= lastAcceptedAt) return [];
    const hours = settings.alarms.webhook_silence_hours;
    return [
      {
        subject: '',
        sentence: sentence(
          `Des lettres sont parties et Brevo n’a rien annoncé depuis plus de ${hours} heures.`,
          `Letters have left and Brevo has told nothing for over ${hours} hours.`,
        ),
        nextStep: sentence(
          'Vérifiez que l’adresse publique de Cuvée répond, puis redéclarez les webhooks : cuvee brevo webhooks. Le rapprochement de la nuit rattrape ce qui manque.',
          'Check that the public address of Cuvée answers, then declare the webhooks again: cuvee brevo webhooks. The night’s reconciliation makes up for what is missing.',
        ),
      },
    ];
  },
};
