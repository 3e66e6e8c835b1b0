/** What hands letters over: Brevo, a mail server, or nobody at all (dry run). All answer in the same words; none throws. */
import type { Sentence } from '../values/sentence.ts';
import type { LetterHeaders } from './letters/headers.ts';

export interface Mailbox {
  readonly email: string;
  readonly name?: string;
}

/** One letter ready to go. */
export interface MailLetter {
  /** Opaque; travels with the letter where the channel can carry it. */
  readonly letterId: string;
  readonly to: Mailbox;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: LetterHeaders;
}

/** Letters handed over together under one key: the same letters always go out under the same key. */
export interface MailBatch {
  /** A UUID: the idempotency key, and the tag by which the batch is looked up. */
  readonly batchId: string;
  /** When it was first tried under this key, if its outcome is not known. */
  readonly firstTriedAt?: Date;
  readonly sender: Mailbox;
  readonly replyTo?: Mailbox;
  readonly letters: readonly MailLetter[];
  readonly tags: readonly string[];
}

/** What became of one letter. */
export type LetterAnswer =
  | { readonly outcome: 'accepted'; readonly messageId: string | null }
  /** It may have been handed over: it is looked up before anything is sent again. */
  | { readonly outcome: 'unknown'; readonly reason: string; readonly sentence: Sentence }
  /** It surely was not: it may be tried again. */
  | { readonly outcome: 'not_sent'; readonly reason: string; readonly sentence: Sentence }
  /** Refused for good: this address, this content. */
  | { readonly outcome: 'refused'; readonly code: string; readonly sentence: Sentence };

/** What became of a batch: an answer per letter in their order, or one "not now" for all, with nothing handed over. */
export type BatchAnswer =
  | { readonly outcome: 'answered'; readonly letters: readonly LetterAnswer[] }
  | { readonly outcome: 'wait'; readonly seconds: number; readonly sentence: Sentence }
  /** No credit, a refused key, a refused address of ours: a person has to do something first. */
  | { readonly outcome: 'halt'; readonly code: string; readonly sentence: Sentence };

/** What is known of a batch by looking it up: the letters surely accepted, by address. Undefined: cannot be known now. */
export interface LookUp {
  readonly accepted: ReadonlyMap<string, { readonly messageId: string | null }>;
  /** False while the channel may still not tell of letters it has accepted. */
  readonly isComplete: boolean;
}

export interface Mailer {
  readonly channel: 'brevo' | 'smtp' | 'dry_run';
  readonly lettersPerCall: number;
  send(batch: MailBatch): Promise<BatchAnswer>;
  /** Which letters of an earlier try were accepted, by the channel's own account. */
  lookUp(
    batch: Pick<MailBatch, 'batchId' | 'tags' | 'letters'> & { readonly firstTriedAt: Date },
  ): Promise<LookUp | undefined>;
  /** Letters the channel's account may still send now; absent or undefined where it does not count them. */
  creditsLeft?(): Promise<number | undefined>;
}
