/** The addresses of a letter that lead to us: to unsubscribe, to stay, to be counted on the way to a wine's page. Pure. */
import { secretFor } from '../../estate/secret.ts';
import { clickUrl } from '../letters/links.ts';
import { clickToken } from './click-token.ts';
import { signToken, tokenKeys } from './letter-token.ts';

export interface LinkMaker {
  /** The page with the button, shown in the letter. */
  unsubscribe(letterId: string): string;
  /** Where a mail program posts (RFC 8058): the same page, which acts on POST alone. */
  oneClick(letterId: string): string;
  /** « Oui, je souhaite rester »: a page with a button too. */
  stay(letterId: string): string;
  /** The link that stands for the wine shown at `rank` (1 to 3); its target is kept with `keepLinks`. */
  click(letterId: string, rank: number): { readonly url: string; readonly token: string };
}

/** `secret` is the installation's, `publicUrl` where the world reaches it, without a slash at its end. */
export function createLinkMaker(options: { secret: string; publicUrl: string; estate: string }): LinkMaker {
  const { estate } = options;
  const base = options.publicUrl.replace(/\/+$/, '');
  const keys = tokenKeys(options.secret);
  const clickKey = secretFor(options.secret, 'letter:click');
  const unsubscribe = (letterId: string): string =>
    `${base}/u/${signToken(keys, { purpose: 'unsubscribe', estate, letterId })}`;
  return {
    unsubscribe,
    oneClick: unsubscribe,
    stay: (letterId) => `${base}/u/${signToken(keys, { purpose: 'stay', estate, letterId })}`,
    click: (letterId, rank) => {
      const token = clickToken(clickKey, { estate, letterId, rank });
      return { url: clickUrl(base, token), token };
    },
  };
}
