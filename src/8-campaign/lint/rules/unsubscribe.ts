/** The way out, seen in both parts and in the headers (L34-5 CPCE; RFC 8058; law.md, 1 and 2). */
import { sentence } from '../../../values/sentence.ts';
import type { LintHit, LintRule } from '../rule.ts';

const smallestSizePx = 11;

export const unsubscribeMissing: LintRule = {
  code: 'UNSUBSCRIBE_MISSING',
  severity: 'block',
  check: (read, { letter }) => {
    const address = letter.links.unsubscribe;
    const hits: LintHit[] = [];
    const isSeen = read.links.some(
      ({ href, text, style }) =>
        href === address && text !== '' && !style.isHidden && style.fontSizePx >= smallestSizePx,
    );
    if (address === '' || !isSeen) hits.push({ where: 'html', sentence: notInHtml });
    if (read.text.trim() !== '' && (address === '' || !read.rendered.text.includes(address))) {
      hits.push({ where: 'text', sentence: notInText });
    }
    return hits;
  },
};

export const unsubscribeHeaderMissing: LintRule = {
  code: 'UNSUBSCRIBE_HEADER_MISSING',
  severity: 'block',
  check: (_read, { headers }) => {
    const isOneClick =
      /<https:\/\/[^<>]+>/.test(headers['List-Unsubscribe'] ?? '') &&
      headers['List-Unsubscribe-Post'] === 'List-Unsubscribe=One-Click';
    return isOneClick ? [] : [{ where: 'headers', sentence: notInHeaders }];
  },
};

const notInHtml = sentence(
  'Le lien de désinscription ne se voit pas dans la lettre. Remettez-le au pied de la page, lisible.',
  'The unsubscribe link is not seen in the letter. Put it back at the foot of the page, readable.',
);
const notInText = sentence(
  "L'adresse de désinscription manque dans la partie texte de la lettre.",
  'The unsubscribe address is missing in the text part of the letter.',
);
const notInHeaders = sentence(
  'Les en-têtes de désinscription en un clic manquent (List-Unsubscribe et List-Unsubscribe-Post).',
  'The one-click unsubscribe headers are missing (List-Unsubscribe and List-Unsubscribe-Post).',
);
