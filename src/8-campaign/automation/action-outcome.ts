import type { AutomationTrigger } from '../../estate/sending-settings.ts';

/** What becomes of an action that is due: done, refused for good with its reason, or still waiting for something. */
export type ActionOutcome =
  | { readonly state: 'done'; readonly code: string; readonly sentence: string }
  | { readonly state: 'refused'; readonly code: string; readonly sentence: string }
  /** It is asked again at `dueAt`. */
  | { readonly state: 'waiting'; readonly code: string; readonly sentence: string; readonly dueAt: Date };

/** An action in hand. */
export interface DueAction {
  readonly actionKey: string;
  readonly eventKey: string;
  readonly ruleName: string;
  readonly trigger: AutomationTrigger;
  readonly clientCode: string;
  readonly happenedAt: Date;
  readonly dueAt: Date;
  /** Of the event. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Done. The sentence is French: it is read at the estate. */
export function done(code: string, sentence: string): ActionOutcome {
  return { state: 'done', code, sentence: typeset(sentence) };
}

/** Refused for good. */
export function refused(code: string, sentence: string): ActionOutcome {
  return { state: 'refused', code, sentence: typeset(sentence) };
}

/** How long until what an action waits for is asked again. */
const askAgainMinutes = 15;

/** Still waiting. */
export function waiting(code: string, sentence: string, now: Date): ActionOutcome {
  return {
    state: 'waiting',
    code,
    sentence: typeset(sentence),
    dueAt: new Date(now.getTime() + askAgainMinutes * 60_000),
  };
}

function typeset(sentence: string): string {
  return sentence.replaceAll(/ (?=[;:!?»])|(?<=«) /g, '\u00a0');
}
