/** The estate's form and what answers it: plain like the pages of letters, no box ticked beforehand. */
import type { FormLack } from '../8-campaign/forms/submission.ts';
import { type Language, type Sentence, sentence } from '../values/sentence.ts';
import type { EstateCard } from './estate-cards.ts';
import { escaped, plainPage } from './letter-pages.ts';

/** The empty form, or once more with what it lacks: nothing of what was written is shown again, so that nothing can be slipped in. */
export function formPage(language: Language, card: EstateCard, lacks: readonly FormLack[] = []): string {
  const house = card.name ?? sentence('le domaine', 'the estate')[language];
  const say = (words: Sentence): string => escaped(words[language]);
  const missing = lacks.map((lack) => `<p role="alert"><strong>${say(lackWords[lack])}</strong></p>`).join('');
  const letters = sentence(
    `J’accepte de recevoir par e-mail les lettres de ${house}. Chaque lettre permet de se désinscrire.`,
    `I agree to receive letters of ${house} by e-mail. Every letter lets me unsubscribe.`,
  );
  const tracking = sentence(
    'J’accepte que mes ouvertures et mes visites soient relevées pour mieux choisir ce qui m’est proposé (facultatif, retirable depuis chaque lettre).',
    'I agree to what I open and visit being noted, so that proposals suit me better (optional; each letter lets me take it back).',
  );
  const fields = [
    input('email', sentence('Votre e-mail', 'Your e-mail'), 'type="email" autocomplete="email" required'),
    input(
      'prenom',
      sentence('Votre prénom (facultatif)', 'Your first name (optional)'),
      'type="text" autocomplete="given-name" maxlength="60"',
    ),
    input(
      'nom',
      sentence('Votre nom (facultatif)', 'Your name (optional)'),
      'type="text" autocomplete="family-name" maxlength="60"',
    ),
    `<label for="message">${say(sentence('Un mot (facultatif)', 'A word (optional)'))}</label><textarea id="message" name="message" rows="4" maxlength="1000"></textarea>`,
    box('lettres', letters),
    ...(card.asksTracking ? [box('suivi', tracking)] : []),
    box('majeur', sentence('J’ai 18 ans ou plus.', 'I am 18 or older.'), 'required'),
    // Only a machine fills it in: people neither see nor reach it.
    `<div class="vide" aria-hidden="true"><label for="site">Site</label><input type="text" id="site" name="site" tabindex="-1" autocomplete="off"></div>`,
    `<p><button type="submit">${say(sentence('Envoyer', 'Send'))}</button></p>`,
  ];
  return plainPage(
    language,
    sentence(`Écrire à ${house}`, `Write to ${house}`)[language],
    `${missing}<form method="post">${fields.join('')}</form>${legal()}`,
  );

  function input(name: string, label: Sentence, attributes: string): string {
    return `<label for="${name}">${say(label)}</label><input id="${name}" name="${name}" ${attributes}>`;
  }
  function box(name: string, label: Sentence, attributes = ''): string {
    return `<p class="case"><input type="checkbox" id="${name}" name="${name}" ${attributes}><label for="${name}">${say(label)}</label></p>`;
  }
  function legal(): string {
    const kept = sentence(
      `Ce que vous écrivez n’est lu que par ${house}, pour vous répondre et, si vous l’acceptez, vous écrire.`,
      `What you write is read by ${house} alone, to answer you and, if you agree, to write to you.`,
    );
    const link = card.privacyUrl.startsWith('https://')
      ? ` <a href="${escaped(card.privacyUrl)}">${say(sentence('Vos données', 'Your data'))}</a>`
      : '';
    return `<p class="second">${say(kept)}${link}<br>${say(health)}</p>`;
  }
}

/** After a post that was kept, or that a machine made. */
export function formDonePage(language: Language, card: EstateCard): string {
  const words = sentence('Votre message est bien arrivé.', 'Your message has arrived.');
  const more = sentence('Pour nous écrire encore :', 'To write to us again:')[language];
  const contact = card.contact === null ? '' : ` ${escaped(`${more} ${card.contact}`)}`;
  return plainPage(language, sentence('Merci', 'Thank you')[language], `<p>${escaped(words[language])}${contact}</p>`);
}

const lackWords: Record<FormLack, Sentence> = {
  EMAIL: sentence(
    'Cette adresse e-mail n’est pas lisible : vérifiez-la.',
    'This e-mail address cannot be read: check it.',
  ),
  ADULT: sentence(
    'La vente d’alcool est interdite aux mineurs : dites que vous avez 18 ans ou plus.',
    'Alcohol is not sold to minors: say that you are 18 or older.',
  ),
};
const health = sentence('L’abus d’alcool est dangereux pour la santé.', 'Alcohol abuse is dangerous for your health.');
