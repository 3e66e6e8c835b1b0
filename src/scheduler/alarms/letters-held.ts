/** Letters that wait for a person: their campaign is held, or what became of them is not known. */
import { countEn, countFr, sentence } from '../../values/sentence.ts';
import type { AlarmFinding, AlarmRule } from './alarm.ts';

export const lettersHeld: AlarmRule = {
  kind: 'letters_held',
  judge: ({ heldCampaigns, heldLetters }) => {
    const campaigns = heldCampaigns.map(
      ({ campaignId, name, reason }): AlarmFinding => ({
        subject: campaignId,
        sentence: sentence(
          `La campagne « ${name} » est suspendue${reason === null ? '' : ` : ${reason}`}`,
          `The campaign "${name}" is held${reason === null ? '' : `: ${reason}`}`,
        ),
        nextStep: sentence(
          'Ouvrez la campagne : relancez-la ou arrêtez-la.',
          'Open the campaign: resume it or stop it.',
        ),
      }),
    );
    if (heldLetters === 0) return campaigns;
    const letters: AlarmFinding = {
      subject: 'letters',
      sentence: sentence(
        `${countFr(heldLetters, 'lettre attend', 'lettres attendent')} une personne : on ne sait pas si elles sont parties.`,
        `${countEn(heldLetters, 'letter waits', 'letters wait')} for a person: nobody knows whether they left.`,
      ),
      nextStep: sentence(
        'Cherchez-les dans le journal de Brevo ou du serveur de messagerie, puis décidez sur la page de la campagne.',
        'Look for them in the log of Brevo or of the mail server, then decide on the page of the campaign.',
      ),
    };
    return [...campaigns, letters];
  },
};
