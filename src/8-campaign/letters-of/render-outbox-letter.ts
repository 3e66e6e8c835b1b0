/** A letter of the outbox with the links of its reader in place: what leaves the house. Pure: same letter, same bytes. */
import { type LetterHeaders, letterHeaders } from '../letters/headers.ts';
import type { ClickLink } from '../letters/links.ts';
import type { Letter } from '../letters/letter.ts';
import { type RenderedLetter, renderLetter } from '../letters/render.ts';
import type { Template } from '../letters/template.ts';
import type { LinkMaker } from '../links/link-maker.ts';
import type { OutboxLetter } from './outbox-letter.ts';

export interface RenderedOutboxLetter extends RenderedLetter {
  readonly headers: LetterHeaders;
  /** What each click token of the letter leads to: rows of `crm.letter_links`. */
  readonly clicks: readonly ClickLink[];
}

/** Fills the template in for one letter of the outbox. Throws what `renderLetter` and `letterHeaders` throw. */
export function renderOutboxLetter(parts: {
  readonly template: Template;
  readonly letter: OutboxLetter;
  readonly letterId: string;
  readonly links: LinkMaker;
}): RenderedOutboxLetter {
  const { letter, clicks } = linkedLetter(parts.letter, parts.letterId, parts.links);
  return { ...renderLetter(parts.template, letter), headers: headersOf(letter.links.oneClick), clicks };
}

/** The letter with its links, as the linter reads it, and what its click links lead to. */
export function linkedLetter(
  { pages, items: _items, ...letter }: OutboxLetter,
  letterId: string,
  links: LinkMaker,
): { readonly letter: Letter; readonly clicks: readonly ClickLink[] } {
  const made = letter.wines.map((wine, index) => {
    if (wine.link === null) return { wine };
    const { url, token } = links.click(letterId, index + 1);
    return { wine: { ...wine, link: url }, click: { token, rank: index + 1, target: wine.link } };
  });
  return {
    letter: {
      ...letter,
      wines: made.map(({ wine }) => wine),
      links: {
        unsubscribe: links.unsubscribe(letterId),
        oneClick: links.oneClick(letterId),
        privacy: pages.privacy,
        shop: pages.shop,
        stay: letter.kind === 'stay' ? links.stay(letterId) : null,
      },
    },
    clicks: made.flatMap(({ click }) => (click === undefined ? [] : [click])),
  };
}

/** On this very machine there is no TLS: letters to a fake Brevo are tried without it, and a door refuses it elsewhere. */
function headersOf(oneClick: string): LetterHeaders {
  const isLoopback = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?\//.test(oneClick);
  if (!isLoopback) return letterHeaders({ oneClick });
  return { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
