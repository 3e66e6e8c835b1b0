/**
 * The channel of a dry run. It holds no address, no key and no way out, and imports nothing that does: it cannot reach the
 * network, whatever a caller asks of it.
 */
import { sentence } from '../../values/sentence.ts';
import type { LetterAnswer, MailBatch, Mailer } from '../mailer.ts';

/** `onBatch` sees the letters that would have left. */
export function createDryRunMailer(onBatch: (batch: MailBatch) => void = () => {}): Mailer {
  return {
    channel: 'dry_run',
    lettersPerCall: 500,
    send: (batch) => {
      onBatch(batch);
      return Promise.resolve({ outcome: 'answered', letters: batch.letters.map(() => notSent) });
    },
    lookUp: () => Promise.resolve(undefined),
  };
}

const notSent: LetterAnswer = {
  outcome: 'not_sent',
  reason: 'dry_run',
  sentence: sentence("Essai à blanc : rien n'est parti.", 'Dry run: nothing left.'),
};
