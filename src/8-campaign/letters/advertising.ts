/** Which letters are advertising, and so are bound by the silence and the yearly limit, and begin a silence. */
import type { LetterKind } from './letter.ts';

/** What is no advertising waits for no silence. */
export const noSilence = { lastContactOn: null, contactCount365d: 0 };

/**
 * A thank-you speaks of one purchase and proposes nothing: it is part of serving the client. It may go out within the silence
 * window, and begins none (`is_marketing` is false for it). All other refusals hold for it as for any letter: no address, opted
 * out, bounced, trade, under age, holdout. Source: law.md, 1: prospecting is what promotes goods; docs/decisions/0013.
 */
export function isAdvertising(kind: LetterKind): boolean {
  return kind !== 'thank_you';
}
