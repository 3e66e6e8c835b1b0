/** The headers that let a mail program unsubscribe in one click (RFC 8058, RFC 2369). ASCII only: others lose letters. */
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import type { LetterLinks } from './letter.ts';

export type LetterHeaders = Readonly<Record<string, string>>;

/**
 * `List-Unsubscribe` with the https address, then the mailto where the estate reads one, and `List-Unsubscribe-Post`. Throws
 * `UNSUBSCRIBE_LINK_INVALID` when the address is not https: such a letter must not exist.
 */
export function letterHeaders(
  links: Pick<LetterLinks, 'oneClick'>,
  mailto?: { readonly address: string; readonly token: string },
): LetterHeaders {
  const oneClick = URL.canParse(links.oneClick) ? new URL(links.oneClick) : undefined;
  if (oneClick?.protocol !== 'https:') throw unsubscribeFailure();
  const addresses = [`<${oneClick.href}>`];
  if (mailto !== undefined) addresses.push(`<${mailtoOf(mailto.address, mailto.token)}>`);
  return {
    'List-Unsubscribe': addresses.join(', '),
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

function mailtoOf(address: string, token: string): string {
  if (!/^[\x21-\x7e]+@[\x21-\x7e]+$/.test(address) || /[<>,?&]/.test(address)) throw unsubscribeFailure();
  return `mailto:${address}?subject=${encodeURIComponent(`unsubscribe ${token}`)}`;
}

function unsubscribeFailure(): Failure {
  return new Failure(
    'UNSUBSCRIBE_LINK_INVALID',
    sentence(
      "Le lien de désinscription doit commencer par https:// et n'avoir que des caractères simples. Corrigez l'adresse publique du domaine dans les réglages.",
      'The unsubscribe link must begin with https:// and hold plain characters only. Correct the public address of the estate in the settings.',
    ),
  );
}
