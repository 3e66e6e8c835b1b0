/** What a call to Brevo can come back with. Expected answers are values; nothing here is thrown. */
import { type Sentence, sentence } from '../values/sentence.ts';

export interface Done<Value> {
  readonly outcome: 'done';
  readonly value: Value;
}

/**
 * What Brevo refuses: `key` (unknown or expired), `ip` (a good key from an address Brevo does not know), `rights`, `account`
 * (suspended or under validation), `not_found`, `duplicate` (see `identifiers`), `request` (what was asked is wrong).
 */
export type RefusedBecause = 'key' | 'ip' | 'rights' | 'account' | 'not_found' | 'duplicate' | 'request';

/** Brevo, or our own check before it, said no: the same call again gets the same answer until a person changes something. */
export interface Refused {
  readonly outcome: 'refused';
  readonly because: RefusedBecause;
  /** Brevo's `code`, or ours for what was never sent (`LETTERS_COUNT`, `HEADER_NOT_ASCII` …). */
  readonly code: string;
  readonly sentence: Sentence;
  readonly retryable: false;
  /** Absent when our own check refused before anything was sent. */
  readonly httpStatus?: number;
  /** The address Brevo saw us come from, when it said so. */
  readonly ipAddress?: string;
  /** Which identifiers are taken (`email`, `ext_id`, `SMS`), for `duplicate`. */
  readonly identifiers?: readonly string[];
}

/** Too many calls: nothing was done; the same call may be made in so many seconds. */
export interface RateLimited {
  readonly outcome: 'rate_limited';
  readonly resetSeconds: number;
  readonly sentence: Sentence;
}

/** Nothing was sent: today's or this month's credits are used up. */
export interface NoCredit {
  readonly outcome: 'no_credit';
  readonly sentence: Sentence;
}

/** Brevo may or may not have done it: look it up before anything is done again. */
export interface Unknown {
  readonly outcome: 'unknown';
  readonly reason:
    | 'timeout'
    | 'connection_lost'
    | 'server_error'
    | 'unreadable_answer'
    | 'window_over'
    | 'refused_later';
  readonly sentence: Sentence;
  readonly httpStatus?: number;
}

/** Brevo never had it: no connection was made, or this is a dry run. */
export interface NotSent {
  readonly outcome: 'not_sent';
  readonly reason: 'unreachable' | 'dry_run';
  readonly sentence: Sentence;
}

export type No = Refused | RateLimited | NoCredit | Unknown | NotSent;
export type Answer<Value> = Done<Value> | No;

export function done<Value>(value: Value): Done<Value> {
  return { outcome: 'done', value };
}

/** Turns the value of a done answer into another; every "no" passes through. */
export function mapDone<From, To>(answer: Answer<From>, change: (value: From) => To): Answer<To> {
  return answer.outcome === 'done' ? done(change(answer.value)) : answer;
}

/** Our own check refuses before anything is sent. */
export function refusedHere(code: string, words: Sentence): Refused {
  return { outcome: 'refused', because: 'request', code, sentence: words, retryable: false };
}

export function rateLimited(resetSeconds: number): RateLimited {
  const seconds = Math.max(1, Math.ceil(resetSeconds));
  return {
    outcome: 'rate_limited',
    resetSeconds: seconds,
    sentence: sentence(
      `Brevo demande d'attendre ${seconds} s avant le prochain appel. Rien n'a été fait ; l'envoi reprendra tout seul.`,
      `Brevo asks to wait ${seconds} s before the next call. Nothing was done; it resumes by itself.`,
    ),
  };
}

export function noCredit(): NoCredit {
  return {
    outcome: 'no_credit',
    sentence: sentence(
      "Le compte Brevo n'a plus de crédits : rien n'est parti. L'envoi reprend quand les crédits reviennent (chaque jour pour un compte gratuit).",
      'The Brevo account is out of credits: nothing went out. Sending resumes when credits return (every day on a free account).',
    ),
  };
}

const unknownWords: Record<Unknown['reason'], Sentence> = {
  timeout: sentence("Brevo n'a pas répondu à temps", 'Brevo did not answer in time'),
  connection_lost: sentence(
    'La connexion à Brevo a été coupée avant la réponse',
    'The connection to Brevo was lost before the answer',
  ),
  server_error: sentence('Brevo a répondu par une panne', 'Brevo answered with a fault of its own'),
  unreadable_answer: sentence(
    'Brevo a accepté, mais sa réponse est illisible',
    'Brevo accepted, but its answer cannot be read',
  ),
  window_over: sentence(
    "L'essai précédent est trop ancien pour être répété sans risque de doublon",
    'The earlier try is too old to be repeated without risking a double',
  ),
  refused_later: sentence(
    'Un premier essai est resté sans réponse et le suivant a été refusé',
    'A first try got no answer and the next one was refused',
  ),
};

export function unknown(reason: Unknown['reason'], httpStatus?: number): Unknown {
  const { fr, en } = unknownWords[reason];
  return {
    outcome: 'unknown',
    reason,
    sentence: sentence(
      `${fr} : on ne sait pas si c'est fait. Cuvée vérifie avant de recommencer.`,
      `${en}: whether it was done is not known. Cuvée looks it up before trying again.`,
    ),
    ...(httpStatus === undefined ? {} : { httpStatus }),
  };
}

const notSentWords: Record<NotSent['reason'], Sentence> = {
  unreachable: sentence(
    "Brevo est injoignable : rien n'a été envoyé. Vérifiez la connexion Internet du serveur.",
    'Brevo cannot be reached: nothing was sent. Check the internet connection of the server.',
  ),
  dry_run: sentence(
    "Essai à blanc : rien n'est parti, Brevo n'a pas été appelé.",
    'Dry run: nothing went out, Brevo was not called.',
  ),
};

export function notSent(reason: NotSent['reason']): NotSent {
  return { outcome: 'not_sent', reason, sentence: notSentWords[reason] };
}
