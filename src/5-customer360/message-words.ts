/** What the words of a contact say: whether it was a marketing message, and what became of it. */
import { foldUpper } from '../values/fold.ts';

/**
 * `handed`: it was handed over, unless it also failed. `arrived`: only a message that arrived can be so called. `reaction`: it
 * arrived, and this may be told weeks later. `failed`: it never arrived. `no_message`: planned, or spoken.
 */
export type MessageFate = 'handed' | 'arrived' | 'reaction' | 'failed' | 'no_message';

/** The first that matches decides. */
const fates: readonly (readonly [RegExp, MessageFate])[] = [
  [/^(PLAN|PREV|A ENVOYER|BROUILLON|DRAFT|QUEUE|EN ATTENTE|PENDING|SCHEDUL|TEST)/, 'no_message'],
  [/^(HARD|SOFT|BOUNCE|REBOND|BLOCK|BLOQU|INVALID|NPAI|ADRESSE INCONNUE|NON |UNDELIVER)/, 'failed'],
  [/^(FAIL|ECHEC|ERR|CANCEL|ANNUL|REFUS|DEFER|DIFFER)/, 'failed'],
  [/^(OPEN|UNIQUE OPEN|OUVERT|LU$|CLIC|CLIQU|REPL|REPOND|UNSUB|DESABONN|DESINSCR|OPT ?OUT)/, 'reaction'],
  [/^(COMPLA|PLAINTE|SPAM|STOP|LOADED BY PROXY)/, 'reaction'],
  [/^(DELIVERED|DELIVR|DISTRIBU|REMIS|RECU|LIVRE)/, 'arrived'],
];
/** A call or a visit is a contact, but no marketing message. */
const spoken = /^(TEL|PHONE|APPEL|CALL|VISIT|SALON|CAVEAU|RENDEZ)/;

/**
 * What a channel and a status say. A word nobody knows, or none, is taken for a message handed over: a letter too late is
 * better than one too soon.
 */
export function messageFate(channel: string, status: string): MessageFate {
  if (spoken.test(wordsOf(channel))) return 'no_message';
  return fates.find(([pattern]) => pattern.test(wordsOf(status)))?.[1] ?? 'handed';
}

function wordsOf(text: string): string {
  return foldUpper(text)
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
