/**
 * The wordings the law frowns on (loi Évin, CSP L3323-4: objective description only; law.md, 4), and what makes each of them
 * innocent. Patterns are written for folded text: no accents, small letters.
 */
import { type Sentence, sentence } from '../../values/sentence.ts';

export interface EvinTheme {
  readonly code: string;
  /** Whole words, in French; looked for in letters of either language. */
  readonly french: string;
  /** Looked for in English letters only: « parties » is French for what has left the cellar. */
  readonly english: string;
  /** Emoji, as the inside of a character class; empty for none. */
  readonly signs: string;
  /** Stretches in which the words mean something else; taken out before looking. */
  readonly innocent: RegExp | null;
  readonly advice: Sentence;
}

const objective = sentence(
  "Dites plutôt ce qui se voit, se sent et se goûte : robe or pâle, nez d'agrumes, attaque vive, tanins fondus, finale longue.",
  'Say rather what is seen, smelt and tasted: pale gold, citrus nose, lively attack, soft tannins, long finish.',
);

/** What a wine, a vine or a vintage may be without a word about its drinkers. */
const wineThings =
  'vignes?|vignobles?|plants?|ceps?|vins?|millesimes?|cuvees?|tanins?|tannins?|fruits?|rouges?|blancs?|cremants?|rieslings?|sylvaners?|arbres?';

export const evinThemes: readonly EvinTheme[] = [
  {
    code: 'EVIN_FESTIVITY',
    french: 'fetes?|fetards?|fete[rz]|fetons|festifs?|festives?|festivites?|festoye[rz]|festoyons|bringue',
    english: 'part(?:y|ies|ying)|festiv(?:e|ities|ity)|celebrat(?:e|es|ed|ing|ions?)',
    signs: '',
    innocent:
      /\bfete(?:s)? (?:des (?:peres|meres|grands-meres)|nationale|du travail)\b|\bthird[- ]party\b|\bparty to\b/gu,
    advice: objective,
  },
  {
    code: 'EVIN_INTOXICATION',
    french:
      'ivresses?|ivres?|enivr(?:e|es|er|ez|ant|ants|ante|antes|ement)|gris(?:er|ant|ante|ants|antes|erie)|euphori(?:e|que|ques)|soulerie',
    english: 'drunk(?:en|enness)?|intoxicat(?:e|ed|ing|ion)|tipsy|euphori(?:a|c)',
    signs: '',
    innocent: null,
    advice: objective,
  },
  {
    code: 'EVIN_PLEASURE',
    french: 'plaisirs?|jouiss(?:if|ive|ance)|volupt(?:e|es|ueux|ueuse|ueuses)|delectation|se regaler|regalez-vous',
    english: 'pleasures?|pleasurable|indulge(?:nce|nt)?|delights?|delightful',
    signs: '',
    innocent: null,
    advice: objective,
  },
  {
    code: 'EVIN_SEDUCTION',
    french:
      'seductions?|sedui(?:t|ts|te|tes|re|ra|rez|sez|sant|sants|sante|santes|sent)|seduct(?:eur|eurs|rice|rices)|sensuel(?:s|le|les)?|sensualite|sexy|charmeu(?:r|rs|se|ses)',
    english: 'seduc(?:e|es|ed|ing|tion|tive)|sexy|sensual',
    signs: '',
    innocent: null,
    advice: objective,
  },
  {
    code: 'EVIN_HAPPINESS',
    french: 'bonheurs?|joies?|joyeu(?:x|se|ses|sement)|euphorie|allegresse',
    english: 'happiness|joy(?:s|ful|ous)?',
    signs: '',
    innocent: null,
    advice: objective,
  },
  {
    code: 'EVIN_ESCAPE',
    french: "evasions?|evade[rz]|evadez-vous|s'evader|depaysement|depaysants?",
    english: 'escap(?:e|es|ing|ism)|getaways?',
    signs: '',
    innocent: /\bevasion fiscale\b/gu,
    advice: objective,
  },
  {
    code: 'EVIN_HEALTH',
    french: 'sante|bienfaits?|bien-etre|therapeutiques?|medicinal(?:e|es)?|remedes?|revigorants?|fortifiants?',
    english: 'health|healthy|wellness|well-being|remedy|medicinal',
    signs: '',
    innocent:
      /\bl'abus d'alcool est dangereux pour la sante\b|\balcohol abuse is dangerous for your health\b|\bsante (?:des?|du|de la|de nos) (?:vignes?|vignobles?|raisins?|sols?|ceps?|grappes?|plantes?|terres?)\b|\bsante publique\b|\b(?:vines?|grapes?|soils?|vineyards?)(?: in)? (?:good )?health\b|\bhealthy (?:grapes?|vines?|soils?|bunch(?:es)?|fruit|vineyards?)\b|\bhealth of (?:the |our )?(?:vines?|grapes?|soils?|vineyards?)\b/gu,
    advice: sentence(
      'Un vin ne se recommande jamais pour la santé. La phrase légale suffit, et la santé des vignes peut se dire.',
      'A wine is never recommended for health. The legal sentence is enough; the health of the vines may be told.',
    ),
  },
  {
    code: 'EVIN_SPORT',
    french: 'sports?|sporti(?:f|fs|ve|ves)|athlet(?:e|es|ique)|champion(?:s|ne|nat)?',
    english: 'sports?|sporty|athlet(?:e|es|ic)|champions?|championship',
    signs: '',
    innocent: /\b(?:voitures?|vestes?) de sport\b/gu,
    advice: sentence(
      'La loi sépare le vin du sport : retirez cette mention.',
      'The law keeps wine and sport apart: remove it.',
    ),
  },
  {
    code: 'EVIN_YOUTH',
    french: 'jeunes?|jeunesses?|ados?|adolescents?|etudiants?|lyceens?',
    english: 'young|youth|youthful|teens?|teenagers?|students?',
    signs: '',
    innocent: new RegExp(
      [
        `\\bjeunes? (?:${wineThings})\\b`,
        `\\b(?:${wineThings}|boire|consommer|deguster|apprecier|servir|bu|bus|encore|trop|plus|assez|tres) (?:(?:encore|tres|trop|plus|assez|plutot|tout|sur leur|dans leur|dans sa) ){0,2}jeun(?:es?|esse)\\b`,
        `\\b(?:boire|consommer|deguster|apprecier|servir) (?:dans|sur) (?:sa|leur|la) jeunesse\\b`,
        `\\bjeunesse (?:du|de ce|de cette|des|de la|de nos) (?:${wineThings})\\b`,
        `\\bmoins jeunes?\\b`,
        `\\byoung (?:vines?|wines?|vintages?|vineyards?|tannins?|plants?|reds?|whites?|rieslings?)\\b`,
        `\\b(?:drink|drunk|serve[d]?|enjoy(?:ed)?|still|very|quite|too) (?:it )?young\\b`,
      ].join('|'),
      'gu',
    ),
    advice: sentence(
      "La publicité pour l'alcool ne s'adresse pas à la jeunesse. Un vin, une vigne ou un millésime peuvent être jeunes : dites-le d'eux.",
      'Advertising for alcohol does not address the young. A wine, a vine or a vintage may be young: say it of them.',
    ),
  },
  {
    code: 'EVIN_WITHOUT_MODERATION',
    french: 'sans (?:aucune )?moderation|a volonte',
    english: 'without moderation|in excess|all you can drink|bottomless',
    signs: '',
    innocent: null,
    advice: sentence(
      'Inviter à boire sans mesure est contraire à la loi : retirez cette mention.',
      'Inviting people to drink without measure is against the law: remove it.',
    ),
  },
  {
    code: 'EVIN_TOASTING',
    french: 'trinqu(?:e|es|er|ez|ons|ent)|tchin(?:-tchin)?|levons (?:nos|notre|un) verres?|cul sec',
    english: 'cheers|raise (?:a|your) glass(?:es)?|bottoms up',
    signs: '\u{1f942}\u{1f37b}\u{1f37e}\u{1f973}\u{1f389}\u{1f38a}\u{1f57a}\u{1f483}',
    innocent: null,
    advice: objective,
  },
  {
    code: 'EVIN_WITH_MODERATION',
    french: '(?:a )?(?:consommer|deguster|boire|apprecier) avec moderation',
    english: '(?:drink|enjoy|consume)(?: it)? (?:responsibly|in moderation|with moderation)',
    signs: '',
    innocent: null,
    advice: sentence(
      "« À consommer avec modération » n'est pas exigé et affaiblit la phrase légale, qui suffit seule.",
      '"À consommer avec modération" is not required and weakens the legal sentence, which is enough by itself.',
    ),
  },
];
