/** Whether letters can leave through the account at Brevo: key, address of this server, credits, sender. */
import type { Brevo } from '../../brevo/client.ts';
import { Failure } from '../../errors.ts';
import { countEn, countFr, type Sentence, sentence } from '../../values/sentence.ts';

export interface ChannelVerdict {
  readonly check: 'key' | 'credits' | 'sender';
  readonly state: 'good' | 'weak' | 'missing' | 'unknown';
  readonly sentence: Sentence;
}

/** Asks Brevo who we are, what is left, and whether it knows the sender. Nothing is sent. `accountOf` may throw a Failure: no key opens. */
export async function checkBrevo(
  accountOf: () => Promise<Pick<Brevo, 'account' | 'senders'> | undefined>,
  senderEmail: string,
): Promise<readonly ChannelVerdict[]> {
  let brevo: Pick<Brevo, 'account' | 'senders'> | undefined;
  try {
    brevo = await accountOf();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ check: 'key', state: 'missing', sentence: error.sentence }];
  }
  if (brevo === undefined) return [{ check: 'key', state: 'missing', sentence: noKey }];
  const account = await brevo.account();
  if (account.outcome !== 'done') {
    const state = account.outcome === 'refused' ? 'missing' : 'unknown';
    return [{ check: 'key', state, sentence: account.sentence }];
  }
  const { companyName, emailCredits } = account.value;
  return [
    {
      check: 'key',
      state: 'good',
      sentence: sentence(
        `Brevo reconnaît la clé et l’adresse de ce serveur (compte « ${companyName} »).`,
        `Brevo knows the key and the address of this server (account "${companyName}").`,
      ),
    },
    credits(emailCredits),
    await sender(brevo, senderEmail.trim().toLowerCase()),
  ];
}

function credits(left: number | undefined): ChannelVerdict {
  if (left === undefined) {
    return {
      check: 'credits',
      state: 'good',
      sentence: sentence('Votre compte ne compte pas les lettres.', 'Your account does not count letters.'),
    };
  }
  return {
    check: 'credits',
    state: left === 0 ? 'missing' : 'good',
    sentence:
      left === 0
        ? sentence(
            'Plus aucun crédit : attendez demain sur un compte gratuit, ou ajoutez-en chez Brevo.',
            'No credit left: wait until tomorrow on a free account, or add some at Brevo.',
          )
        : sentence(
            `Il reste ${countFr(left, 'crédit')} pour des lettres.`,
            `${countEn(left, 'credit')} left for letters.`,
          ),
  };
}

async function sender(brevo: Pick<Brevo, 'senders'>, email: string): Promise<ChannelVerdict> {
  if (email === '') {
    return {
      check: 'sender',
      state: 'missing',
      sentence: sentence('Aucune adresse d’envoi n’est réglée.', 'No sending address is set.'),
    };
  }
  const senders = await brevo.senders();
  if (senders.outcome !== 'done') return { check: 'sender', state: 'unknown', sentence: senders.sentence };
  const known = senders.value.find((one) => one.email === email);
  if (known?.isActive) {
    return {
      check: 'sender',
      state: 'good',
      sentence: sentence(`${email} peut envoyer.`, `${email} may send.`),
    };
  }
  return {
    check: 'sender',
    state: 'missing',
    sentence: known
      ? sentence(
          `${email} n’est pas encore confirmée chez Brevo : confirmez l’adresse et authentifiez son domaine.`,
          `${email} is not confirmed at Brevo yet: confirm the address and authenticate its domain.`,
        )
      : sentence(
          `Brevo ne connaît pas ${email}. Ajoutez-la dans Brevo > Expéditeurs, domaines et IP dédiées.`,
          `Brevo does not know ${email}. Add it in Brevo > Senders, domains and dedicated IPs.`,
        ),
  };
}

const noKey = sentence(
  'Aucune clé Brevo pour ce domaine. Créez-en une dans Brevo > SMTP et API > Clés API, puis donnez-la ci-dessous.',
  'No Brevo key for this estate. Create one in Brevo > SMTP & API > API keys, then give it below.',
);
