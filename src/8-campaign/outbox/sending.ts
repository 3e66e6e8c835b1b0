/** What one sender works with: the campaign, the channel, the clock, and the links of its letters. */
import type { LinkMaker } from '../links/link-maker.ts';
import type { OutboxLetter } from '../letters-of/outbox-letter.ts';
import type { RenderedOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import type { Mailer } from '../mailer.ts';

/** The letter as it leaves. Throws what `renderOutboxLetter` throws; such a letter fails, the others go on. */
export type RenderLetter = (
  letterId: string,
  letter: OutboxLetter,
) => Pick<RenderedOutboxLetter, 'subject' | 'html' | 'text' | 'headers' | 'clicks'>;

export interface Sending {
  readonly campaignId: string;
  readonly mailer: Mailer;
  readonly links: LinkMaker;
  readonly now: () => Date;
  /** Names this sender among others: one per process. */
  readonly workerId: string;
  /** Asked between two calls: true ends the sending in good order. */
  readonly shouldStop?: () => boolean;
}

/** A sending whose campaign was found as it was approved. Only `openSending` gives a `render`: no letter is made without it. */
export interface OpenSending extends Sending {
  readonly render: RenderLetter;
}

/** One letter in this sender's hands. */
export interface ClaimedLetter {
  readonly letterId: string;
  readonly householdKey: string;
  readonly clientCode: string;
  readonly email: string;
  readonly emailHash: string;
  readonly letter: OutboxLetter;
}

/** The letters of one call. `isRepeat`: an earlier call under this key was looked up, and none of it was accepted. */
export interface ClaimedBatch {
  readonly batchId: string;
  readonly firstTriedAt: Date;
  readonly isRepeat: boolean;
  readonly letters: readonly ClaimedLetter[];
}
