/** What becomes of a call after a try: pure. */
import { countFr } from '../../values/sentence.ts';
import type { CallAnswer } from './call.ts';

export interface CallOutcome {
  readonly state: 'done' | 'refused' | 'queued';
  readonly code: string;
  /** French: read beside the action of the rule. */
  readonly sentence: string;
  readonly status: number | null;
  /** Of `queued`: when it is tried again. */
  readonly dueAt?: Date;
}

/** Pauses after the first try, the second …: some minutes of restart, a night, a day. Then a person has to look. */
export const pausesMinutes = [1, 5, 30, 120, 480, 1440] as const;

/**
 * Any 2xx is heard. Too busy (429), too slow (408), too early (425), broken (5xx) or away is tried again under the same id; any
 * other answer is a no: the address or the rule is wrong, and repeating it helps nobody.
 */
export function afterCall(answer: CallAnswer, { attempts, now }: { attempts: number; now: Date }): CallOutcome {
  if (answer.outcome === 'forbidden') {
    return { state: 'refused', code: answer.code, sentence: answer.sentence.fr, status: null };
  }
  if (answer.outcome === 'away') {
    const what = answer.code === 'TIMEOUT' ? "Le serveur n'a pas répondu à temps" : 'Le serveur est injoignable';
    return again({ code: answer.code, what, status: null, attempts, now, leastSeconds: 0 });
  }
  const { status, retryAfterSeconds: leastSeconds = 0 } = answer;
  const what = `Le serveur a répondu ${status}`;
  if (status >= 200 && status < 300) return { state: 'done', code: 'CALLED', sentence: `${what}.`, status };
  const isForNow = status >= 500 || status === 408 || status === 425 || status === 429;
  if (isForNow) return again({ code: `ANSWER_${status}`, what, status, attempts, now, leastSeconds });
  return {
    state: 'refused',
    code: `ANSWER_${status}`,
    sentence: `${what}\u00a0: l'appel n'est pas répété. Vérifiez l'adresse de la règle.`,
    status,
  };
}

function again(facts: {
  readonly code: string;
  readonly what: string;
  readonly status: number | null;
  readonly attempts: number;
  readonly now: Date;
  readonly leastSeconds: number;
}): CallOutcome {
  const { code, what, status, attempts, now, leastSeconds } = facts;
  const minutes = pausesMinutes[attempts - 1];
  if (minutes === undefined) {
    const tries = countFr(attempts, 'essai');
    return { state: 'refused', code, sentence: `${what}\u00a0: abandon après ${tries}.`, status };
  }
  const seconds = Math.max(minutes * 60, leastSeconds);
  return {
    state: 'queued',
    code,
    sentence: `${what}\u00a0: nouvel essai plus tard.`,
    status,
    dueAt: new Date(now.getTime() + seconds * 1000),
  };
}
