/**
 * A campaign's life, as a table: what may be done with it in each state.
 *
 *   draft → approved → sending ⇄ paused → sent
 *             └→ held (the window ended, credits ran out, Brevo refused)   any of them but sent → stopped
 *
 * From sent it goes back to sending only where a person says that letters of unknown outcome never left (outbox/release-held.ts).
 */
import { type Sentence, sentence } from '../values/sentence.ts';

export const campaignStates = ['draft', 'approved', 'sending', 'paused', 'held', 'sent', 'stopped'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** The word of each state as a person reads it. */
export const stateWords: Readonly<Record<CampaignState, Sentence>> = {
  draft: sentence('brouillon', 'draft'),
  approved: sentence('validée', 'approved'),
  sending: sentence('en cours d’envoi', 'sending'),
  paused: sentence('en pause', 'paused'),
  held: sentence('suspendue', 'held'),
  sent: sentence('envoyée', 'sent'),
  stopped: sentence('arrêtée', 'stopped'),
};

/** What may be done with a campaign in each state. */
export const campaignCan: Record<
  CampaignState,
  {
    readonly edit: boolean;
    readonly approve: boolean;
    readonly send: boolean;
    readonly pause: boolean;
    readonly resume: boolean;
    readonly stop: boolean;
  }
> = {
  draft: { edit: true, approve: true, send: false, pause: false, resume: false, stop: true },
  approved: { edit: false, approve: false, send: true, pause: false, resume: false, stop: true },
  sending: { edit: false, approve: false, send: true, pause: true, resume: false, stop: true },
  paused: { edit: false, approve: false, send: false, pause: false, resume: true, stop: true },
  held: { edit: false, approve: false, send: false, pause: false, resume: true, stop: true },
  sent: { edit: false, approve: false, send: false, pause: false, resume: false, stop: false },
  stopped: { edit: false, approve: false, send: false, pause: false, resume: false, stop: false },
};

/**
 * The state of one letter. `queued` waits; `claimed` is in a sender's hands until its lease ends; `accepted` was handed over;
 * `unknown` may have been, and is looked up before anything else; `failed` was refused for good; `excluded` was taken out
 * inside the claim (a refusal came in, a bottle is gone); `held` waits for a person, or outlived the window.
 */
export const letterStates = ['queued', 'claimed', 'accepted', 'unknown', 'failed', 'excluded', 'held'] as const;
export type LetterState = (typeof letterStates)[number];
