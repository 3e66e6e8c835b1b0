import { expect, it } from 'vitest';
import { pageWords } from '../../../src/api/v1/refusals.ts';
import { sentence } from '../../../src/values/sentence.ts';

// As the rooms say them to whoever sits at a terminal, too.
it.each([
  [
    "Brevo n'a pas répondu : rien n'a été effacé. Recommencez plus tard, ou ajoutez --without-brevo si vous l'effacez vous-même dans Brevo.",
    "Brevo n'a pas répondu : rien n'a été effacé. Recommencez plus tard.",
  ],
  [
    'Cette semaine ressemble trop peu aux précédentes.\n- Trop peu de lignes.\nRefaites l’export ; ou, si c’est bien voulu, relancez avec --accept-drift "votre raison".',
    'Cette semaine ressemble trop peu aux précédentes.\n- Trop peu de lignes.\nRefaites l’export.',
  ],
  [
    'Dites comment vous le savez (--reason) : cela est noté au journal.',
    'Dites comment vous le savez : cela est noté au journal.',
  ],
  ['Dites qui décide : ajoutez --as PRÉNOM.', 'Dites qui décide.'],
  ['Pas encore de fiche : lancez cuvee run.', 'Pas encore de fiche : relancez le passage de la semaine.'],
  [
    'Elles sont parties. Répondez « sent » pour celles-là.',
    'Elles sont parties. Répondez « Elles sont parties » pour celles-là.',
  ],
  ['Il reste 3 lettres, ou 4 ; rien à faire.', 'Il reste 3 lettres, ou 4 ; rien à faire.'],
])('a sentence on a page names no command: %s', (said, shown) => {
  const { fr } = pageWords(sentence(said, ''));
  expect(fr.replaceAll('\u00a0', ' ')).toBe(shown);
});
