/**
 * The pages behind the links of a letter. Plain on purpose: no script, no picture, nothing from elsewhere, nothing of the reader; they
 * work in any browser, without styles, and read aloud.
 */
import { createHash } from 'node:crypto';
import { type Language, type Sentence, sentence } from '../values/sentence.ts';
import type { EstateCard } from './estate-cards.ts';

const style =
  ':root{color-scheme:light dark}body{font:1.125rem/1.6 Georgia,serif;color:#222;background:#fdfcf9;margin:0}a{color:#6b1f33}' +
  'main{max-width:34rem;margin:0 auto;padding:3rem 1.25rem}h1{font-size:1.6rem;line-height:1.3}' +
  'button{font:inherit;color:#fff;background:#6b1f33;border:0;border-radius:.4rem;padding:.8rem 1.6rem;cursor:pointer}' +
  'button:focus-visible{outline:3px solid #222;outline-offset:3px}' +
  'label{display:block;margin:1rem 0 .25rem}input[type=text],input[type=email],textarea{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}' +
  '.case{display:flex;gap:.6rem;align-items:baseline}.case label{margin:0}.vide{position:absolute;left:-9999px}.second{margin-top:3rem;font-size:1rem}' +
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#1c1917}button:focus-visible{outline-color:#eee}a{color:#f0c9d2}}';

/** What a page may load and do: its own style, and to post to itself. */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type PageName =
  | 'ask_unsubscribe'
  | 'unsubscribed'
  | 'ask_stay'
  | 'stayed'
  | 'untracked'
  | 'letter_unknown'
  | 'wrong_link'
  | 'unavailable';

interface PageWords {
  readonly title: Sentence;
  readonly text: (house: Sentence, contact: string | null) => Sentence;
  readonly button?: Sentence;
}

const pages: Record<PageName, PageWords> = {
  ask_unsubscribe: {
    title: sentence('Ne plus recevoir nos lettres', 'Stop receiving our letters'),
    text: (house) =>
      sentence(
        `Appuyez sur le bouton : ${house.fr} ne vous écrira plus à l’adresse où cette lettre est arrivée.`,
        `Press the button: ${house.en} will write no more to the address this letter came to.`,
      ),
    button: sentence('Me désinscrire', 'Unsubscribe'),
  },
  unsubscribed: {
    title: sentence('C’est fait', 'Done'),
    text: (house) =>
      sentence(
        `Vous êtes désinscrit : ${house.fr} ne vous enverra plus de lettres. Vous n’avez rien d’autre à faire.`,
        `You are unsubscribed: ${house.en} will send you no more letters. There is nothing else to do.`,
      ),
  },
  ask_stay: {
    title: sentence('Rester en contact', 'Stay in touch'),
    text: (house) =>
      sentence(
        `Appuyez sur le bouton si vous souhaitez que ${house.fr} continue à vous écrire de temps en temps.`,
        `Press the button if you would like ${house.en} to go on writing to you now and then.`,
      ),
    button: sentence('Oui, je souhaite rester', 'Yes, I would like to stay'),
  },
  stayed: {
    title: sentence('Merci', 'Thank you'),
    text: (house) =>
      sentence(
        `C’est noté : vous restez en contact avec ${house.fr}. Chaque lettre permet de se désinscrire.`,
        `Noted: you stay in touch with ${house.en}. Every letter lets you unsubscribe.`,
      ),
  },
  untracked: {
    title: sentence('C’est noté', 'Noted'),
    text: (house) =>
      sentence(
        `${house.fr} ne relève plus vos ouvertures ni vos visites. Les lettres, elles, continuent.`,
        `${house.en} no longer notes what you open or visit. The letters go on.`,
      ),
  },
  letter_unknown: {
    title: sentence('Cette lettre est trop ancienne', 'This letter is too old'),
    text: (house, contact) =>
      sentence(
        `Nous ne savons plus à quelle adresse elle est partie. ${contact === null ? `Répondez à une lettre de ${house.fr}` : `Écrivez à ${contact}`} : votre adresse sera retirée.`,
        `We no longer know which address it went to. ${contact === null ? `Reply to a letter of ${house.en}` : `Write to ${contact}`}: your address will be removed.`,
      ),
  },
  wrong_link: {
    title: sentence('Ce lien n’est pas valable', 'This link is not valid'),
    text: () =>
      sentence(
        'Il a peut-être été coupé en deux : ouvrez-le depuis la lettre, ou recopiez-le en entier.',
        'It may have been cut in two: open it from the letter, or copy the whole of it.',
      ),
  },
  unavailable: {
    title: sentence('Un instant, s’il vous plaît', 'One moment, please'),
    text: () =>
      sentence(
        'Votre demande n’a pas pu être enregistrée. Rechargez cette page dans quelques minutes.',
        'Your request could not be recorded. Reload this page in a few minutes.',
      ),
  },
};

/** One page as HTML. */
export function letterPage(name: PageName, language: Language, card?: EstateCard): string {
  const { title, text, button } = pages[name];
  const house = card?.name ? sentence(card.name, card.name) : sentence('le domaine', 'the estate');
  const form =
    button === undefined
      ? ''
      : `<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">${escaped(button[language])}</button></form>`;
  const second = name === 'ask_unsubscribe' && card?.asksTracking === true ? untrackForm(language) : '';
  const words = `<p>${escaped(text(house, card?.contact ?? null)[language])}</p>${form}${second}`;
  return plainPage(language, title[language], words);
}

/** What the second button of the page posts. Anything else that is posted there unsubscribes, as mail programs expect. */
export const untrackAct = 'acte=ne-plus-suivre';

/** The way back for who agreed to being followed; shown to everybody where the estate asks, for the page knows nobody. */
function untrackForm(language: Language): string {
  const words = sentence(
    'Vous aviez accepté que vos ouvertures et vos visites soient relevées ? Vous pouvez y mettre fin et garder les lettres.',
    'Did you agree to what you open and visit being noted? You may end that and keep the letters.',
  );
  const [name = '', value = ''] = untrackAct.split('=');
  const button = sentence('Ne plus être suivi', 'No longer be followed');
  return `<div class="second"><p>${escaped(words[language])}</p><form method="post"><input type="hidden" name="${name}" value="${value}"><button type="submit">${escaped(button[language])}</button></form></div>`;
}

/** A page of the house for people outside; `body` is HTML, its values escaped. */
export function plainPage(language: Language, title: string, body: string): string {
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${escaped(title)}</title><style>${style}</style></head><body><main>`,
    `<h1>${escaped(title)}</h1>${body}`,
    '</main></body></html>\n',
  ].join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text between tags or inside an attribute. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
