/**
 * What was noticed without refusing a row: a value left out because it could not be read, or a value completed by a rule. Counted
 * per file in `etl.curations.warnings`, with examples, so that every one can be walked back to its line.
 */
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';

/** One warning code of one file. Sums in euros as text, only where money is concerned. */
export interface Warning {
  readonly count: number;
  readonly examples: readonly WarningExample[];
  readonly mt_ht?: string;
}

export interface WarningExample {
  readonly line: number;
  readonly column: string;
  readonly raw: string;
}

interface WarningKind {
  /** A `dropped` value is lost to the warehouse: more examples are kept. `quiet`: kept on the page of the file, not told each week. */
  readonly effect: 'dropped' | 'noticed' | 'quiet';
  readonly say: (count: number) => Sentence;
}

const values = (count: number, fr: string, en: string): Sentence =>
  sentence(`${countFr(count, 'valeur')} ${fr}`, `${countEn(count, 'value')} ${en}`);
const lines = (count: number, fr: string, en: string): Sentence =>
  sentence(`${countFr(count, 'ligne')} ${fr}`, `${countEn(count, 'line')} ${en}`);

const kinds = {
  EMAIL_INVALID: dropped('d’e-mail illisible, laissée vide', 'of an e-mail that is not valid, left empty'),
  TELEPHONE_INVALID: dropped('de téléphone illisible, laissée vide', 'of a telephone that is not valid, left empty'),
  CODE_POSTAL_INVALID: dropped('de code postal impossible, laissée vide', 'of a post code that cannot be, left empty'),
  DATE_NAISSANCE_INVALID: dropped(
    'de date de naissance illisible, laissée vide',
    'of a birth date that cannot be read, left empty',
  ),
  PU_HT_UNREADABLE: dropped(
    'de prix unitaire illisible, laissée vide',
    'of a unit price that cannot be read, left empty',
  ),
  MARGE_UNREADABLE: dropped('de marge illisible, laissée vide', 'of a margin that cannot be read, left empty'),
  MILLESIME_INVALID: dropped('de millésime impossible, laissée vide', 'of a vintage that cannot be, left empty'),
  NUMBER_UNREADABLE: dropped('de nombre illisible, laissée vide', 'of a number that cannot be read, left empty'),
  EAN_LOST: dropped(
    'de code article abîmée par un tableur (3,76E+12), laissée vide',
    'of an article code spoilt by a spreadsheet (3.76E+12), left empty',
  ),
  EXTRA_EMAILS: quiet('avec plusieurs e-mails : le premier est retenu', 'with several e-mails: the first is kept'),
  CODE_POSTAL_RESTORED: quiet('dont le code postal a retrouvé son zéro', 'whose post code got its zero back'),
  MOJIBAKE_REPAIRED: quiet('dont les accents abîmés ont été réparés', 'whose damaged accents were repaired'),
  HT_DERIVED: quiet('dont le HT est calculé', 'whose amount without VAT is derived'),
  TTC_DERIVED: quiet('dont le TTC est calculé', 'whose amount with VAT is derived'),
  AMOUNT_FROM_PRICE: noticed('chiffrées par prix × quantité', 'valued by price × quantity'),
  SIGN_TURNED: noticed(
    'de retour écrites en positif, comptées en négatif',
    'of returns written positive, counted negative',
  ),
  SIGNS_DISAGREE: noticed(
    'dont quantité et montant sont de signes contraires',
    'whose quantity and amount have opposite signs',
  ),
  ZERO_QUANTITY: noticed('avec un montant mais une quantité nulle', 'with an amount but no quantity'),
  UNKNOWN_PACKAGING: noticed(
    'au conditionnement inconnu, comptées pour une bouteille',
    'with an unknown packaging, counted as one bottle',
  ),
  OPT_OUT_UNREADABLE: noticed(
    'au refus d’e-mails peu lisible, compris comme un refus',
    'with an unclear opt-out, taken as a refusal',
  ),
  SUCROSITE_UNKNOWN: noticed(
    'à la sucrosité inconnue, gardée telle quelle',
    'with an unknown sweetness, kept as written',
  ),
  PAYS_UNKNOWN: noticed('au pays inconnu, gardé tel quel', 'with an unknown country, kept as written'),
  CODE_COLLISION: noticed(
    'dont le code client se confond avec un autre',
    'whose client code falls together with another',
  ),
  NEGATIVE_STOCK: noticed('au stock négatif', 'with a negative stock'),
  DAYS_AMBIGUOUS: quiet(
    'dont l’ordre jour/mois ne peut pas être prouvé : l’ordre de la source est retenu',
    'whose day/month order cannot be proved: that of the source is taken',
  ),
  DAYS_CONTRADICTORY: quiet('dont la colonne de dates mélange deux ordres', 'whose column of days mixes two orders'),
  NUMBERS_AMBIGUOUS: noticed(
    'dont un nombre comme 1.234 peut se lire de deux façons : lu comme décimal',
    'whose number such as 1.234 can be read both ways: read as a decimal',
  ),
} as const satisfies Record<string, WarningKind>;

export type WarningCode = keyof typeof kinds;

/** How many examples a warning keeps. */
export function examplesKept(code: WarningCode): number {
  return kinds[code].effect === 'dropped' ? 100 : 10;
}

/** Whether a code is one of ours (the database may hold those of an older version). */
export function isWarningCode(code: string): code is WarningCode {
  return Object.hasOwn(kinds, code);
}

/** Whether the run report tells it, beside the page of the file. */
export function isTold(code: WarningCode): boolean {
  return kinds[code].effect !== 'quiet';
}

/** What a person reads of a warning: `3 lignes dont le TTC est calculé`. */
export function warningSentence(code: WarningCode, count: number): Sentence {
  return kinds[code].say(count);
}

function dropped(fr: string, en: string): WarningKind {
  return { effect: 'dropped', say: (count) => values(count, fr, en) };
}

function noticed(fr: string, en: string): WarningKind {
  return { effect: 'noticed', say: (count) => lines(count, fr, en) };
}

function quiet(fr: string, en: string): WarningKind {
  return { effect: 'quiet', say: (count) => lines(count, fr, en) };
}
