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

function refused({ because, ipAddress }: Extract<BrevoAccountFacts, { state: 'refused' }>): AlarmFinding {
  return { subject: because, sentence: reasons[because], nextStep: remedies(ipAddress ?? '')[because] };
}

const reasons: Readonly<Record<'key' | 'ip' | 'rights' | 'account', Sentence>> = {
  key: sentence('Brevo ne reconnaît plus la clé de Cuvée.', 'Brevo no longer knows Cuvée’s key.'),
  ip: sentence('Brevo bloque l’adresse de ce serveur.', 'Brevo blocks the address of this server.'),
  rights: sentence('La clé Brevo n’a pas assez de droits.', 'The Brevo key has too few rights.'),
  account: sentence(
    'Brevo a suspendu le compte, ou le vérifie.',
    'Brevo has suspended the account, or is checking it.',
  ),
};

function remedies(ip: string): Readonly<Record<'key' | 'ip' | 'rights' | 'account', Sentence>> {
  const address = ip === '' ? '' : ` ${ip}`;
  return {
    key: sentence(
      'Créez une clé dans Brevo (SMTP et API) et donnez-la à qui tient Cuvée.',
      'Create a key in Brevo (SMTP & API) and give it to whoever keeps Cuvée.',
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
  };
}
