/** The account at Brevo refuses us, or has few credits left. */
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';
import type { AlarmFinding, AlarmRule } from './alarm.ts';
import type { BrevoAccountFacts } from './outer-facts.ts';

export const brevoAccount: AlarmRule = {
  kind: 'brevo_account',
  judge: ({ brevoAccount: account }, { settings }) => {
    if (account === undefined) return undefined;
    if (account.state === 'refused') return [refused(account)];
    const { emailCredits } = account;
    if (emailCredits === undefined || emailCredits >= settings.alarms.brevo_credits) return [];
    return [
      {
        subject: 'credits',
        sentence: sentence(
          `Il reste ${countFr(emailCredits, 'crédit')} d’envoi chez Brevo.`,
          `${countEn(emailCredits, 'sending credit')} left at Brevo.`,
        ),
        nextStep: sentence(
          'Ajoutez des crédits chez Brevo avant la prochaine campagne, ou attendez le jour suivant sur un compte gratuit.',
          'Add credits at Brevo before the next campaign, or wait for the next day on a free account.',
        ),
      },
    ];
  },
};

type Refused = Extract<BrevoAccountFacts, { state: 'refused' }>;
type Because = Refused['because'];

function refused({ because, ipAddress }: Refused): AlarmFinding {
  return { subject: because, sentence: reasons[because], nextStep: remedies(ipAddress ?? '')[because] };
}

const reasons: Readonly<Record<Because, Sentence>> = {
  key: sentence('Brevo ne reconnaît plus la clé de Cuvée.', 'Brevo no longer knows Cuvée’s key.'),
  ip: sentence('Brevo bloque l’adresse de ce serveur.', 'Brevo blocks the address of this server.'),
  rights: sentence('La clé Brevo n’a pas assez de droits.', 'The Brevo key has too few rights.'),
  account: sentence(
    'Brevo a suspendu le compte, ou le vérifie.',
    'Brevo has suspended the account, or is checking it.',
  ),
  sealed: sentence(
    'La clé Brevo du domaine ne s’ouvre plus : le secret de l’installation a changé.',
    'The estate’s Brevo key opens no more: the secret of the installation has changed.',
  ),
};

function remedies(ip: string): Readonly<Record<Because, Sentence>> {
  const address = ip === '' ? '' : ` ${ip}`;
  return {
    key: sentence(
      'Créez une clé dans Brevo (SMTP et API), puis donnez-la : Réglages, « Garder cette clé ».',
      'Create a key in Brevo (SMTP & API), then give it: Settings, "Keep this key".',
    ),
    ip: sentence(
      `Dans Brevo > Sécurité > Adresses IP autorisées, ajoutez${address === '' ? ' l’adresse du serveur' : address}.`,
      `In Brevo > Security > Authorised IPs, add${address === '' ? ' the address of the server' : address}.`,
    ),
    rights: sentence('Donnez à la clé tous les droits, dans Brevo.', 'Give the key all rights, in Brevo.'),
    account: sentence(
      'Ouvrez votre compte Brevo : un message y dit ce qui est attendu.',
      'Open your Brevo account: a message there says what is expected.',
    ),
    sealed: sentence(
      'Redonnez-la : Réglages, « Garder cette clé ». Ou bien qui tient Cuvée rend à CUVEE_SECRET sa valeur d’avant.',
      'Give it again: Settings, "Keep this key". Or whoever keeps Cuvée gives CUVEE_SECRET its earlier value back.',
    ),
  };
}
