/** Stops a campaign that does harm, below the shares at which Brevo itself suspends an account (law.md, 2). */
import type { Settings } from '../../estate/settings.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';

/** Letters of one campaign, each counted once per kind of answer. */
export interface AnswerCounts {
  readonly accepted: number;
  readonly bounced: number;
  readonly unsubscribed: number;
  readonly complained: number;
}

export interface AutomaticStop {
  readonly code: 'TOO_MANY_BOUNCES' | 'TOO_MANY_UNSUBSCRIBES' | 'TOO_MANY_COMPLAINTS';
  readonly sentence: Sentence;
}

/** Why the campaign stops by itself; undefined while it does not. Nothing is judged before enough letters are gone. */
export function automaticStop(counts: AnswerCounts, rules: Settings['campaigns']): AutomaticStop | undefined {
  const { accepted } = counts;
  if (accepted < rules.stop_minimum_letters) return undefined;
  if (counts.complained / accepted >= rules.stop_complaint_share) {
    return stop('TOO_MANY_COMPLAINTS', [counts.complained, accepted, rules.stop_complaint_share], {
      fr: 'signalées comme indésirables',
      en: 'reported as spam',
    });
  }
  if (counts.bounced / accepted >= rules.stop_bounce_share) {
    return stop('TOO_MANY_BOUNCES', [counts.bounced, accepted, rules.stop_bounce_share], {
      fr: 'revenues en erreur',
      en: 'bounced',
    });
  }
  if (counts.unsubscribed / accepted >= rules.stop_unsubscribe_share) {
    return stop('TOO_MANY_UNSUBSCRIBES', [counts.unsubscribed, accepted, rules.stop_unsubscribe_share], {
      fr: 'suivies d’une désinscription',
      en: 'unsubscribed from',
    });
  }
  return undefined;
}

function stop(
  code: AutomaticStop['code'],
  [count, accepted, limit]: readonly [number, number, number],
  what: Sentence,
): AutomaticStop {
  return {
    code,
    sentence: sentence(
      `Envoi suspendu : ${count} lettres sur ${accepted} ${what.fr} (limite ${percentFr(limit)}). Regardez pourquoi avant de reprendre.`,
      `Sending suspended: ${count} of ${accepted} letters ${what.en} (limit ${percentEn(limit)}). Find out why before resuming.`,
    ),
  };
}

function percentFr(share: number): string {
  return `${percentEn(share).slice(0, -1).replace('.', ',')}\u00a0%`;
}

function percentEn(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
