/**
 * What a decision is, and which are refused before anything is read: pure rules. Source: rules.md (Approval), promises.md 15.
 *
 * A decision is bound to a hash of what it covers. About recommendations it holds for exactly the words it saw; about a
 * campaign for its letters and its audience together. Whoever changes anything of it has to ask again.
 */
import type { Settings } from '../../estate/settings.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';

export type Decision = 'approved' | 'rejected' | 'flagged';

/** Who decides what, and how: the same of a recommendation and of a campaign. */
export interface DecisionBy {
  readonly decision: Decision;
  /** The name of a person. */
  readonly by: string;
  /** Needed to reject, and to flag. */
  readonly reason?: string;
  /** What the person typed, where a typed confirmation is asked for. */
  readonly confirmation?: string;
}

/** A "no" of the rules: a stable code, and what to do. */
export interface DecisionRefusal {
  readonly refusedBecause:
    | 'NO_NAME'
    | 'NOT_AN_APPROVER'
    | 'REASON_MISSING'
    | 'FOUR_EYES'
    | 'CONFIRMATION_NEEDED'
    | 'NOTHING_TO_DECIDE'
    | 'NOT_AUDITED'
    | 'GATE_CLOSED'
    | 'LINT_BLOCKED'
    | 'ALREADY_GONE';
  readonly sentence: Sentence;
  /** What has to be typed, where that is what is missing. */
  readonly expected?: string;
}

/** What may be done about a thing in each state of its approval. */
export const approvalCan = {
  pending: { approve: true, reject: true, flag: true, send: false },
  waiting: { approve: false, reject: true, flag: true, send: false },
  effective: { approve: false, reject: true, flag: true, send: true },
  rejected: { approve: true, reject: false, flag: true, send: false },
  flagged: { approve: true, reject: true, flag: false, send: false },
  void: { approve: true, reject: true, flag: true, send: false },
  expired: { approve: true, reject: true, flag: true, send: false },
} as const;
export type ApprovalState = keyof typeof approvalCan;

/** The last decision about a campaign, as the table keeps it. */
export interface DecisionKept {
  readonly decision: Decision;
  readonly contentHash: string;
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

/** Where the approval of a thing stands at an instant; `contentHash` is of what the thing is now. */
export function approvalState(last: DecisionKept | undefined, contentHash: string, at: Date): ApprovalState {
  if (!last) return 'pending';
  if (last.decision !== 'approved') return last.decision;
  if (last.contentHash !== contentHash) return 'void';
  if (at >= last.expiresAt) return 'expired';
  return at >= last.effectiveAt ? 'effective' : 'waiting';
}

/** Whether this person may decide this way at all. `author`: who proposed what is decided on. */
export function refusePerson(
  { decision, by, reason }: DecisionBy,
  author: string,
  { people }: Settings['approval'],
): DecisionRefusal | undefined {
  if (by.trim() === '' || by === house) {
    return refusal(
      'NO_NAME',
      'Une validation porte le nom d’une personne : ajoutez --as PRÉNOM.',
      'A decision bears the name of a person: add --as NAME.',
    );
  }
  if (people.length > 0 && !people.includes(by)) {
    return refusal(
      'NOT_AN_APPROVER',
      `${by} ne figure pas parmi les personnes qui valident (${people.join(', ')}). Réglage : approval.people.`,
      `${by} is not among those who approve (${people.join(', ')}). Setting: approval.people.`,
    );
  }
  if (decision !== 'approved' && (reason ?? '').trim() === '') {
    return refusal(
      'REASON_MISSING',
      'Dites pourquoi : la raison sera relue au prochain passage.',
      'Say why: the reason will be read at the next run.',
    );
  }
  if (decision === 'approved' && needsFourEyes(people) && by === author) {
    return refusal(
      'FOUR_EYES',
      `${by} a préparé cet envoi : une autre personne doit le valider (${people.filter((name) => name !== by).join(', ')}).`,
      `${by} prepared this: another person has to approve it (${people.filter((name) => name !== by).join(', ')}).`,
    );
  }
  return undefined;
}

/** Two people or more: whoever proposed does not approve. One alone types a confirmation and waits. */
export function needsFourEyes(people: readonly string[]): boolean {
  return people.length >= 2;
}

/** Whether the person typed what they had to; `expected` names the thing and how much of it there is. */
export function refuseUntyped(
  { decision, confirmation }: DecisionBy,
  expected: string,
  { people }: Settings['approval'],
): DecisionRefusal | undefined {
  if (decision !== 'approved' || needsFourEyes(people)) return undefined;
  if (confirmation?.trim() === expected) return undefined;
  const said = refusal(
    'CONFIRMATION_NEEDED',
    `Vous validez sans second regard. Pour confirmer, tapez exactement : ${expected}`,
    `You approve without a second pair of eyes. To confirm, type exactly: ${expected}`,
  );
  return { ...said, expected };
}

/** When an approval begins and ceases to count. `isDelayed`: one person alone, about what leaves the house. */
export function validity(
  now: Date,
  { people, delay_minutes: delayMinutes, expires_days: expiresDays }: Settings['approval'],
  isDelayed: boolean,
): { readonly effectiveAt: Date; readonly expiresAt: Date } {
  const waits = isDelayed && !needsFourEyes(people) ? delayMinutes : 0;
  return {
    effectiveAt: new Date(now.getTime() + waits * 60_000),
    expiresAt: new Date(now.getTime() + expiresDays * 86_400_000),
  };
}

/** A refusal with its sentence. */
export function refusal(refusedBecause: DecisionRefusal['refusedBecause'], fr: string, en: string): DecisionRefusal {
  return { refusedBecause, sentence: sentence(fr, en) };
}

/** The house itself: it proposes, and never approves. */
const house = 'cuvee';
