/** Links that keep what is read to themselves, pictures that say what they show, and nothing that acts or spies. */
import { sentence } from '../../../values/sentence.ts';
import type { LintRule } from '../rule.ts';

/** What a mail may link to: a page over TLS, an answer, a call. */
const safeLink = /^(?:https:\/\/[^\s]+|mailto:[^\s]+|tel:[+\d().\s-]+)$/i;

export const linkNotHttps: LintRule = {
  code: 'LINK_NOT_HTTPS',
  severity: 'block',
  check: ({ links, images }) =>
    [...links.map(({ href }) => href), ...images.map(({ src }) => src)]
      .filter((address) => !safeLink.test(address.trim()))
      .map((address) => ({
        where: 'html',
        sentence: sentence(
          `Le lien « ${address.slice(0, 80)} » ne commence pas par https://.`,
          `The link "${address.slice(0, 80)}" does not begin with https://.`,
        ),
      })),
};

export const imageWithoutAlt: LintRule = {
  code: 'IMAGE_WITHOUT_ALT',
  severity: 'block',
  check: ({ images }) =>
    images
      .filter((image) => !isPixel(image) && (image.alt ?? '').trim() === '')
      .map(({ src }) => ({
        where: 'html',
        sentence: sentence(
          `L'image « ${src.slice(0, 80)} » n'a pas de texte de remplacement.`,
          `The picture "${src.slice(0, 80)}" has no alternative text.`,
        ),
      })),
};

export const trackingPixel: LintRule = {
  code: 'TRACKING_PIXEL',
  severity: 'block',
  check: ({ images }) => (images.some(isPixel) ? [{ where: 'html', sentence: pixel }] : []),
};

export const activeContent: LintRule = {
  code: 'ACTIVE_CONTENT',
  severity: 'block',
  check: ({ active }) =>
    [...new Set(active)].map((name) => ({
      where: 'html',
      sentence: sentence(
        `« ${name} » n'a pas sa place dans une lettre : les messageries le refusent.`,
        `"${name}" has no place in a letter: mail programs refuse it.`,
      ),
    })),
};

function isPixel({
  width,
  height,
}: {
  readonly width: string | undefined;
  readonly height: string | undefined;
}): boolean {
  return [width, height].some((size) => /^[012](?:px)?$/.test(size ?? ''));
}

const pixel = sentence(
  "La lettre porte une image invisible qui compte les ouvertures : il y faut l'accord de chaque lecteur. Retirez-la.",
  "The letter carries an invisible picture that counts openings: it needs each reader's consent. Remove it.",
);
