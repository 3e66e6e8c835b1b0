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
  /** A heading that holds for one line and for many: the count follows. */
  readonly heading: Sentence;
}

const kinds = {
  EMAIL_INVALID: dropped('e-mails illisibles, laissés vides', 'e-mails that are not valid, left empty'),
  TELEPHONE_INVALID: dropped('téléphones illisibles, laissés vides', 'telephones that are not valid, left empty'),
  CODE_POSTAL_INVALID: dropped('codes postaux impossibles, laissés vides', 'post codes that cannot be, left empty'),
  DATE_NAISSANCE_INVALID: dropped(
    'dates de naissance illisibles, laissées vides',
    'birth dates that cannot be read, left empty',
  ),
  PU_HT_UNREADABLE: dropped('prix unitaires illisibles, laissés vides', 'unit prices that cannot be read, left empty'),
  MARGE_UNREADABLE: dropped('marges illisibles, laissées vides', 'margins that cannot be read, left empty'),
  MILLESIME_INVALID: dropped('millésimes impossibles, laissés vides', 'vintages that cannot be, left empty'),
  NUMBER_UNREADABLE: dropped('nombres illisibles, laissés vides', 'numbers that cannot be read, left empty'),
  EAN_LOST: dropped(
    'codes article abîmés par un tableur (3,76E+12), laissés vides',
    'article codes spoilt by a spreadsheet (3.76E+12), left empty',
  ),
  EXTRA_EMAILS: quiet(
    'plusieurs e-mails dans la cellule : le premier est retenu',
    'several e-mails in the cell: the first is kept',
  ),
  CODE_POSTAL_RESTORED: quiet('codes postaux qui ont retrouvé leur zéro', 'post codes that got their zero back'),
  MOJIBAKE_REPAIRED: quiet('accents abîmés, réparés', 'damaged accents, repaired'),
  HT_DERIVED: quiet('montants HT calculés à partir du TTC', 'amounts without VAT derived from those with it'),
  TTC_DERIVED: quiet('montants TTC calculés à partir du HT', 'amounts with VAT derived from those without it'),
  AMOUNT_FROM_PRICE: quiet('montants calculés par prix × quantité', 'amounts derived as price × quantity'),
  SIGN_TURNED: noticed('retours écrits en positif, comptés en négatif', 'returns written positive, counted negative'),
  SIGNS_DISAGREE: noticed('quantité et montant de signes contraires', 'quantity and amount of opposite signs'),
  ZERO_QUANTITY: noticed('montants sans quantité', 'amounts without a quantity'),
  UNKNOWN_PACKAGING: noticed(
    'conditionnements inconnus, comptés pour une bouteille (si « carton » en tient toujours autant, dites-le dans le profil de la source : bottles_per_carton)',
    'unknown packagings, counted as one bottle (where a "carton" always holds as many, say so in the profile of the source: bottles_per_carton)',
  ),
  OPT_OUT_UNREADABLE: noticed(
    'refus d’e-mails peu lisibles, compris comme des refus',
    'unclear opt-outs, taken as refusals',
  ),
  NO_WINE: noticed(
    'articles qui ne sont pas du vin (verres, port, bons cadeaux …), gardés à part : jamais proposés',
    'articles that are no wine (glasses, postage, vouchers …), kept aside: never recommended',
  ),
  SUCROSITE_UNKNOWN: noticed('sucrosités inconnues, gardées telles quelles', 'unknown sweetness, kept as written'),
  PAYS_UNKNOWN: noticed('pays inconnus, gardés tels quels', 'unknown countries, kept as written'),
  CODE_COLLISION: noticed(
    'codes client qui se confondent avec un autre',
    'client codes that fall together with another',
  ),
  CLIENT_REPEATED: noticed(
    'clients sur plusieurs lignes du fichier : la dernière fait foi',
    'clients on several lines of the file: the last one stands',
  ),
  STOCK_OF_BOXES: noticed(
    'stocks d’articles en carton, comptés en bouteilles (si votre logiciel compte là des cartons, dites dans le profil de la source que cette colonne est « unite »)',
    'stocks of articles in cartons, counted in bottles (if your software counts cartons there, say in the profile of the source that this column is "unite")',
  ),
  NEGATIVE_STOCK: noticed('stocks négatifs', 'negative stocks'),
  CORRECTED_BY_HAND: quiet('valeurs corrigées par vous', 'values you corrected'),
  AMBIGUOUS_DAYS: quiet(
    'ordre jour/mois impossible à prouver : celui de la source est retenu',
    'day/month order that cannot be proved: that of the source is taken',
  ),
  CONTRADICTORY_DAYS: quiet('colonne de dates qui mélange deux ordres', 'column of days that mixes two orders'),
  NUMBERS_AMBIGUOUS: noticed(
    'colonnes où un nombre comme 1.234 peut se lire de deux façons : lu comme décimal',
    'columns where a number such as 1.234 can be read both ways: read as a decimal',
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

/** What a person reads of a warning: `montants TTC calculés à partir du HT (3 fois)`. */
export function warningSentence(code: WarningCode, count: number): Sentence {
  const { fr, en } = kinds[code].heading;
  return sentence(`${fr} (${countFr(count, 'fois', 'fois')})`, `${en} (${countEn(count, 'time')})`);
}

function dropped(fr: string, en: string): WarningKind {
  return { effect: 'dropped', heading: sentence(fr, en) };
}

function noticed(fr: string, en: string): WarningKind {
  return { effect: 'noticed', heading: sentence(fr, en) };
}

function quiet(fr: string, en: string): WarningKind {
  return { effect: 'quiet', heading: sentence(fr, en) };
}
