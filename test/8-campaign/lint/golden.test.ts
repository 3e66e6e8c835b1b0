import { describe, expect, it } from 'vitest';
import { letterHeaders } from '../../../src/8-campaign/letters/headers.ts';
import { type Letter, letterKinds, type LetterWine } from '../../../src/8-campaign/letters/letter.ts';
import { type RenderedLetter, renderLetter } from '../../../src/8-campaign/letters/render.ts';
import { sampleLetter, sampleLetters } from '../../../src/8-campaign/letters/sample-letter.ts';
import { type LintVerdict, lintLetter } from '../../../src/8-campaign/lint/lint.ts';
import { builtIn } from '../letters/ready.ts';

/** How a good letter goes wrong: other facts, or a page that says something else. */
interface Defect {
  readonly letter?: (letter: Letter) => Letter;
  readonly page?: (rendered: RenderedLetter) => RenderedLetter;
  readonly headers?: Readonly<Record<string, string>>;
}

const sample = sampleLetter('rebuy', 'fr');

async function lintWith(defect: Defect): Promise<LintVerdict> {
  const template = await builtIn('rebuy');
  const letter = defect.letter?.(sample) ?? sample;
  const rendered = renderLetter(template, letter);
  const headers = { ...letterHeaders(letter.links), ...defect.headers };
  return lintLetter(defect.page?.(rendered) ?? rendered, { letter, headers });
}

function codesOf({ findings }: LintVerdict): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))];
}

describe('the built-in templates', () => {
  for (const kind of letterKinds) {
    for (const language of ['fr', 'en'] as const) {
      it(`« ${kind} » in ${language} passes the linter, rich and bare`, async () => {
        const template = await builtIn(kind, language);
        for (const letter of sampleLetters(kind, language)) {
          const verdict = lintLetter(renderLetter(template, letter), { letter, headers: letterHeaders(letter.links) });
          expect(verdict.findings.map(({ code, where, sentence }) => `${code} ${where} ${sentence.fr}`)).toEqual([]);
        }
      });
    }
  }
});

const inHtml = (change: (html: string) => string) => (rendered: RenderedLetter) => ({
  ...rendered,
  html: change(rendered.html),
});
const inText = (change: (text: string) => string) => (rendered: RenderedLetter) => ({
  ...rendered,
  text: change(rendered.text),
});
const inBoth = (change: (text: string) => string) => (rendered: RenderedLetter) => ({
  ...rendered,
  html: change(rendered.html),
  text: change(rendered.text),
});
const firstWine = (change: Partial<LetterWine>) => (letter: Letter) => ({
  ...letter,
  wines: letter.wines.map((wine, index) => (index === 0 ? { ...wine, ...change } : wine)),
});
const health = "L'abus d'alcool est dangereux pour la santé.";
const healthHtml = /font-size:15px;line-height:22px;font-weight:bold;color:#2b2421/;
/** A sentence before the sign-off: as if the estate had written it. */
const closing = (words: string): Defect => ({
  page: inBoth((text) => text.replace('Bien cordialement,', `${words} Bien cordialement,`)),
});
const subject = (words: string): Defect => ({ page: (rendered) => ({ ...rendered, subject: words }) });
const reason = (words: string): Defect => ({ letter: firstWine({ reason: words }) });

const blocked: readonly (readonly [code: string, what: string, defect: Defect])[] = [
  ['HEALTH_SENTENCE_MISSING', 'no health sentence in the HTML', { page: inHtml((html) => html.replace(health, '')) }],
  ['HEALTH_SENTENCE_MISSING', 'no health sentence in the text', { page: inText((text) => text.replace(health, '')) }],
  [
    'HEALTH_SENTENCE_MISSING',
    'a health sentence in other words',
    { page: inBoth((text) => text.replace(health, "L'alcool est dangereux, à vous de voir.")) },
  ],
  [
    'HEALTH_SENTENCE_UNREADABLE',
    'a hidden health sentence',
    { page: inHtml((html) => html.replace(healthHtml, 'display:none')) },
  ],
  [
    'HEALTH_SENTENCE_UNREADABLE',
    'a tiny health sentence',
    { page: inHtml((html) => html.replace(healthHtml, 'font-size:6pt')) },
  ],
  [
    'HEALTH_SENTENCE_UNREADABLE',
    'a pale health sentence',
    { page: inHtml((html) => html.replace(healthHtml, 'color:#ddd')) },
  ],
  [
    'SENDER_MISSING',
    'no name of the estate',
    { page: inBoth((text) => text.replaceAll('Domaine de la Petite Cuvée', 'Nous')) },
  ],
  ['ADDRESS_MISSING', 'no postal address', { page: inBoth((text) => text.replaceAll('12 rue des Vignes', '')) }],
  [
    'ADDRESS_MISSING',
    'an estate that gave no address',
    { letter: (letter) => ({ ...letter, estate: { ...letter.estate, addressLines: [] } }) },
  ],
  [
    'UNSUBSCRIBE_MISSING',
    'an unsubscribe link without words',
    { page: inHtml((html) => html.replace('Se désinscrire', '')) },
  ],
  [
    'UNSUBSCRIBE_MISSING',
    'no unsubscribe address in the text',
    { page: inText((text) => text.replace(/Se désinscrire \S+/, '')) },
  ],
  ['UNSUBSCRIBE_HEADER_MISSING', 'no one-click header', { headers: { 'List-Unsubscribe-Post': '' } }],
  ['SWEETNESS_MISSING', 'a sweetness nobody knows', { letter: firstWine({ sucrosite: null }) }],
  [
    'SWEETNESS_MISSING',
    'a sweetness the page leaves out',
    { page: inHtml((html) => html.replace('Blanc · demi-sec', 'Blanc')) },
  ],
  [
    'SWEETNESS_MISSING',
    'demi-sec printed where the wine is sec',
    { page: inText((text) => text.replace('Blanc · sec', 'Blanc · demi-sec')) },
  ],
  ['PRICE_WITHOUT_TTC', 'a price without tax words', { page: inHtml((html) => html.replace(' TTC la', ' la')) }],
  ['PRICE_HT', 'a price without tax', { page: inBoth((text) => text.replace(' TTC la', ' HT la')) }],
  [
    'PRICE_WITHOUT_UNIT',
    'a price for nothing in particular',
    { page: inText((text) => text.replace(/ TTC la bouteille de 75.cl/, ' TTC')) },
  ],
  [
    'VARIABLE_UNFILLED',
    'a variable of Brevo',
    { page: inBoth((text) => text.replace('Madame Keller', '{{ params.NOM }}')) },
  ],
  [
    'VARIABLE_UNFILLED',
    'a program that printed nothing',
    { page: inBoth((text) => text.replace('Madame Keller', 'undefined')) },
  ],
  ['PLACEHOLDER_TEXT', 'a text that held a place', closing('Lorem ipsum dolor sit amet.')],
  [
    'PLACEHOLDER_TEXT',
    'a reply address of nobody',
    { letter: (letter) => ({ ...letter, estate: { ...letter.estate, replyTo: 'contact@example.com' } }) },
  ],
  ['SUBJECT_EMPTY', 'no subject', { page: (rendered) => ({ ...rendered, subject: ' ' }) }],
  ['TEXT_PART_MISSING', 'no text part', { page: inText(() => '') }],
  ['HEADER_NOT_ASCII', 'an accent in a header', { headers: { 'X-Mailin-custom': 'cuvée' } }],
  ['LINK_NOT_HTTPS', 'a link over plain http', { letter: firstWine({ link: 'http://petite-cuvee.fr/vin' }) }],
  ['LINK_NOT_HTTPS', 'a link that acts', { letter: firstWine({ link: 'javascript:alert(1)' }) }],
  [
    'IMAGE_WITHOUT_ALT',
    'a picture that says nothing',
    { page: inHtml((html) => html.replace('</body>', '<img src="https://petite-cuvee.fr/a.png" width="90"></body>')) },
  ],
  [
    'TRACKING_PIXEL',
    'a pixel that counts openings',
    {
      page: inHtml((html) => html.replace('</body>', '<img src="https://t.fr/o" alt="" width="1" height="1"></body>')),
    },
  ],
  ['ACTIVE_CONTENT', 'a script', { page: inHtml((html) => html.replace('</body>', '<script>x()</script></body>')) }],
  ['LETTER_TOO_BIG', 'a letter Gmail cuts', { page: inHtml((html) => html + ' '.repeat(102_000)) }],
];

const warned: readonly (readonly [code: string, what: string, defect: Defect])[] = [
  ['EVIN_FESTIVITY', 'fêtes', closing("Pour vos fêtes de fin d'année.")],
  ['EVIN_FESTIVITY', 'FETES without accents', closing('VOS FETES.')],
  ['EVIN_FESTIVITY', 'festive in a reason', reason('Un vin pour une soirée festive.')],
  ['EVIN_INTOXICATION', 'enivrant', reason('Un parfum enivrant.')],
  ['EVIN_PLEASURE', 'plaisir in the subject', subject('Le plaisir du riesling')],
  ['EVIN_SEDUCTION', 'séduira', reason('Ce vin vous séduira.')],
  ['EVIN_HAPPINESS', 'bonheur', reason('Un bonheur de riesling.')],
  ['EVIN_ESCAPE', 'évasion', closing('Une invitation à l’évasion.')],
  ['EVIN_HEALTH', 'santé', closing('À votre santé.')],
  ['EVIN_SPORT', 'sportifs', closing('Pour les sportifs.')],
  ['EVIN_YOUTH', 'jeunes people', closing('Une cuvée pensée pour les jeunes.')],
  ['EVIN_WITHOUT_MODERATION', 'sans modération', closing('À consommer sans modération.')],
  ['EVIN_TOASTING', 'glasses that clink', subject('Le riesling 2021 🥂')],
  ['EVIN_WITH_MODERATION', 'the long form', closing('À consommer avec modération.')],
  ['REDUCTION_WITHOUT_REFERENCE', 'a lower price without its reference', closing('Remise de 10 % jusqu’à vendredi.')],
  ['SUBJECT_SHOUTS', 'a subject in capitals', subject('NOS RIESLINGS SONT LÀ')],
  ['SUBJECT_SHOUTS', 'two exclamation marks', subject('Nos rieslings sont là !!')],
  ['SUBJECT_TOO_LONG', 'a subject nobody reads to its end', subject('Riesling '.repeat(9))],
  [
    'MINORS_SENTENCE_MISSING',
    'no word about minors',
    { page: inHtml((html) => html.replace("La vente d'alcool est interdite aux mineurs.", '')) },
  ],
  [
    'PRIVACY_LINK_MISSING',
    'no link to one’s rights',
    { page: inHtml((html) => html.replace('https://petite-cuvee.fr/vos-donnees', 'https://petite-cuvee.fr/')) },
  ],
];

describe('one defect and nothing else', () => {
  for (const [code, what, defect] of blocked) {
    it(`blocks ${what} with ${code}`, async () => {
      const verdict = await lintWith(defect);
      expect({ codes: codesOf(verdict), isBlocked: verdict.isBlocked }).toEqual({ codes: [code], isBlocked: true });
    });
  }
  for (const [code, what, defect] of warned) {
    it(`warns of ${what} with ${code}`, async () => {
      const verdict = await lintWith(defect);
      expect({ codes: codesOf(verdict), isBlocked: verdict.isBlocked }).toEqual({ codes: [code], isBlocked: false });
    });
  }
});

describe('what only looks like a defect', () => {
  const innocent: readonly (readonly [what: string, defect: Defect])[] = [
    ['young vines', reason('Issu de jeunes vignes plantées en 2015.')],
    ['a wine to drink young', reason('À boire jeune, sur le fruit.')],
    ['the health of the vines', closing('La santé des vignes a été bonne cette année.')],
    ['bottles that have left the cellar', reason('36 bouteilles sont parties en un an.')],
    ['pinot gris', reason('Vous avez pris 6 bouteilles de Pinot Gris.')],
    [
      'a client called Jeune',
      { letter: (letter) => ({ ...letter, client: { civilite: 'M.', prenom: '', nom: 'JEUNE' } }) },
    ],
    [
      'an estate in the rue de la Fête',
      {
        letter: (letter) => ({
          ...letter,
          estate: { ...letter.estate, addressLines: ['3 rue de la Fête', '68420 Eguisheim'] },
        }),
      },
    ],
    ['what delivery costs', closing('Livraison : 12,00 €. Franco de port dès 300 €.')],
    ['a reduction with its reference', { letter: firstWine({ referencePriceTtcCents: 2100 }) }],
    ['a flaw of wine', closing('Une note de réduction disparaît à l’aération.')],
    [
      'a price without tax for the trade',
      {
        letter: (letter) => ({ ...letter, audience: 'trade' }),
        page: inBoth((text) => text.replaceAll(' TTC ', ' HT ')),
      },
    ],
  ];
  for (const [what, defect] of innocent) {
    it(`lets ${what} pass`, async () => {
      expect((await lintWith(defect)).findings).toEqual([]);
    });
  }
});

describe('the verdict', () => {
  it('is bound to the letter: the same bytes give the same hash, another word another', async () => {
    const first = await lintWith({});
    const second = await lintWith({});
    const other = await lintWith(closing('À bientôt au caveau.'));
    expect(second.verdictHash).toBe(first.verdictHash);
    expect(other.verdictHash).not.toBe(first.verdictHash);
  });
});
