/** The letters of a campaign as they will be read: of named clients, or the first of each kind. Sends nothing. */
import type { Session } from '../../db/database.ts';
import type { OutboxLetter } from '../letters-of/outbox-letter.ts';
import { renderOutboxLetter, type RenderedOutboxLetter } from '../letters-of/render-outbox-letter.ts';
import type { LinkMaker } from '../links/link-maker.ts';
import type { LetterKind } from '../letters/letter.ts';
import { readTemplate } from '../templates-store/read-template.ts';
import { storedLetters } from './campaign-hashes.ts';

export interface LetterPreview {
  readonly clientCode: string;
  readonly kind: LetterKind;
  readonly letter: OutboxLetter;
  readonly rendered: RenderedOutboxLetter;
}

/**
 * One letter of each kind, or that of one client; empty when nobody of that code gets one. `letterId`: whose links are made;
 * never the client's own, whom a click of the reader would unsubscribe.
 */
export async function previewCampaign(
  session: Session,
  what: {
    readonly estate: string;
    readonly campaignId: string;
    readonly clientCode?: string;
    readonly letterId: string;
    readonly links: LinkMaker;
  },
): Promise<readonly LetterPreview[]> {
  const { estate, campaignId, clientCode, letterId, links } = what;
  const previews = new Map<LetterKind, LetterPreview>();
  const key = { estate, campaignId, ...(clientCode === undefined ? {} : { clientCode }) };
  for await (const { clientCode: code, letter } of storedLetters(session, key)) {
    const { kind, language } = letter;
    if (previews.has(kind)) continue;
    const { template } = await readTemplate(session, { estate, kind, language });
    const rendered = renderOutboxLetter({ template, letter, letterId, links });
    previews.set(kind, { clientCode: code, kind, letter, rendered });
  }
  return [...previews.values()];
}
