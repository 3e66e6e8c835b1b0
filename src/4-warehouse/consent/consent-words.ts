/** What the status of a contact says of consent, and over which channel: the words cellars and mailers write. */
import { produitKey } from '../../values/produit-key.ts';

/** Only ever takes consent away: no word of an export can give it. */
export type Withdrawal = 'bounce' | 'complaint' | 'unsubscribe';
export type ConsentChannel = 'email' | 'sms' | 'courrier' | 'telephone' | 'all';

const withdrawals: readonly (readonly [RegExp, Withdrawal])[] = [
  // Anywhere among the words: « Marqué comme spam », « Contact désinscrit », « Ne plus contacter ».
  [/\b(COMPLAIN|SPAM\b|PLAINTE|ABUSE)/, 'complaint'],
  [/^STOP|\b(?<!\b(?:NON|PAS) )(UNSUB|DESABON|DESINSCR|OPT ?OUT|OPPOS|BLACK ?LIST|LISTE NOIRE)/, 'unsubscribe'],
  [/\bNE (PLUS|PAS) (CONTACTER|ECRIRE|SOLLICITER|DERANGER|DEMARCHER|ENVOYER|RELANCER)\b/, 'unsubscribe'],
  // A soft bounce is a full box or a slow server: the address lives.
  [
    /^(HARD ?BOUNCE|BOUNCE|REBOND|NPAI|BLOCKED HARD|CLEANED)|\bINVALID|\bADRESSE (INCONNUE|ERRONEE|INEXISTANTE)/,
    'bounce',
  ],
];
const softBounce = /\b(SOFT|TEMPORA|MOU)/;

const channels: readonly (readonly [RegExp, ConsentChannel])[] = [
  [/^(E ?MAIL|MAIL|COURRIEL|NEWSLETTER|MAILING)/, 'email'],
  [/^(SMS|TEXTO)/, 'sms'],
  [/^(COURRIER|POSTAL|PAPIER|LETTRE|POSTE)/, 'courrier'],
  [/^(TEL|PHONE|APPEL|CALL)/, 'telephone'],
];

/** The withdrawal a status tells of, if any: `hard_bounce` → bounce, `Désabonné` → unsubscribe, `sent` → none. */
export function withdrawalIn(status: string): Withdrawal | undefined {
  const words = produitKey(status);
  const found = withdrawals.find(([pattern]) => pattern.test(words))?.[1];
  return found === 'bounce' && softBounce.test(words) ? undefined : found;
}

/** The channel a word names. Without a word a contact is an e-mail; a word nobody knows stands for every channel. */
export function consentChannel(channel: string): ConsentChannel {
  const words = produitKey(channel);
  if (words === '') return 'email';
  return channels.find(([pattern]) => pattern.test(words))?.[1] ?? 'all';
}
