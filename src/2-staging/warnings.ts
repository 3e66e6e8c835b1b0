/** What a person should know about a file that was read all the same: each with its count and its sentence. */
import { countEn, countFr, type Sentence, sentence } from '../values/sentence.ts';
import type { Dataset } from '../values/dataset.ts';
import type { DayOrder } from './day-order.ts';
import { type HeaderMapping, normaliseHeader } from './headers.ts';
import type { ProposedHeader } from './proposal.ts';
import type { ReadingWarning } from './reading.ts';

/** Known and kept, but said in the page of the file only: a run would repeat it every week. */
const quietCodes = ['UNMAPPED_HEADERS'];

/** From here on a person is asked whether a header is the column its name and its cells make it look like. */
const surelyMeant = 0.75;

export interface FileFacts {
  readonly name: string;
  readonly dataset: Dataset;
  readonly strayBytes: number;
  readonly mapping: HeaderMapping;
  readonly dayOrders: Readonly<Record<string, DayOrder>>;
  readonly issues: ReadonlyMap<string, number>;
  readonly padded: number;
  readonly inherited: number;
  /** What headers nobody maps are likely to be. */
  readonly proposed: readonly ProposedHeader[];
  readonly rows: number;
}

/** Every warning of a file, in a fixed order. */
export function warningsOf(facts: FileFacts): ReadingWarning[] {
  const warnings: ReadingWarning[] = [];
  const add = (code: string, count: number, fr: string, en: string): void => {
    if (count > 0) warnings.push({ code, count, sentence: sentence(`${facts.name} : ${fr}`, `${facts.name}: ${en}`) });
  };
  add('NO_ROWS', facts.rows === 0 ? 1 : 0, 'aucune ligne sous les en-têtes.', 'no row below the headers.');
  add(
    'MIXED_ENCODING',
    facts.strayBytes,
    `deux encodages sont mélangés (UTF-8 et Windows-1252) ; ${countFr(facts.strayBytes, 'caractère a été remis', 'caractères ont été remis')} d’aplomb.`,
    `two encodings are mixed (UTF-8 and Windows-1252); ${countEn(facts.strayBytes, 'character was', 'characters were')} put right.`,
  );
  for (const { header, column, keptHeader } of facts.mapping.duplicates) {
    add(
      'DUPLICATE_HEADER',
      1,
      `« ${header} » et « ${keptHeader} » désignent tous deux ${column} ; « ${keptHeader} » est retenu, l’autre est gardé à part.`,
      `"${header}" and "${keptHeader}" both name ${column}; "${keptHeader}" is used, the other is kept aside.`,
    );
  }
  const { unmapped } = facts.mapping;
  const names = unmapped.join(', ');
  add(
    'UNMAPPED_HEADERS',
    unmapped.length,
    `colonnes inconnues, gardées à part : ${names}.`,
    `unknown columns, kept aside: ${names}.`,
  );
  for (const { header, column } of facts.proposed.filter(({ confidence }) => confidence >= surelyMeant)) {
    const command = `cuvee profile propose FICHIER --dataset ${facts.dataset}`;
    add(
      'COLUMN_UNREAD',
      1,
      `« ${header} » a l’air d’être ${column}, et n’est pas lue. Si c’est bien cela : « ${command} », puis « cuvee profile save » ; sinon, ajoutez-la à ignored_headers.`,
      `"${header}" seems to be ${column}, and is not read. If so: "${command}", then "cuvee profile save"; else add it to ignored_headers.`,
    );
  }
  for (const header of facts.dataset === 'clients' ? unmapped.filter(saysConsent) : []) {
    add(
      'CONSENT_UNREAD',
      1,
      `« ${header} » a l’air de dire qui accepte ou refuse vos lettres, et n’est pas lue. Dites dans le profil de la source si c’est opt_out (Oui = refus) ou accord_lettres (Non = refus), ou qu’il faut l’ignorer (ignored_headers).`,
      `"${header}" seems to say who accepts or refuses your letters, and is not read. Say in the profile of the source whether it is opt_out (yes = refusal) or accord_lettres (no = refusal), or that it is to be ignored (ignored_headers).`,
    );
  }
  for (const [column, order] of Object.entries(facts.dayOrders)) addDayWarning(add, column, order);
  for (const [code, count] of [...facts.issues].sort(([left], [right]) => (left < right ? -1 : 1))) {
    const words = issueWords[code];
    if (words) add(code, count, `${countFr(count, 'ligne')} ${words.fr}`, `${countEn(count, 'line')} ${words.en}`);
  }
  add(
    'PADDED_ROWS',
    facts.padded,
    `${countFr(facts.padded, 'ligne')} avec moins de cellules que d’en-têtes ; les cellules absentes sont laissées vides.`,
    `${countEn(facts.padded, 'line')} with fewer cells than headers; the missing cells are left empty.`,
  );
  add(
    'CLIENT_INHERITED',
    facts.inherited,
    `${countFr(facts.inherited, 'ligne')} sans code client ${facts.inherited < 2 ? 'prend' : 'prennent'} celui écrit sur la première ligne de leur pièce.`,
    `${countEn(facts.inherited, 'line')} without a client code ${facts.inherited === 1 ? 'takes' : 'take'} the one written on the first line of their document.`,
  );
  return warnings;
}

const consentWords =
  /(?:^|_)(?:newsletter|infolettre|opt_?in|consent|accord|accepte|accepts|abonne|mailing|emailing|rgpd|gdpr|prospection|marketing|demarchage|sollicit|refus|stop|desabo|desinscr|unsubscr)/;

/** Whether a header nobody maps speaks of agreeing to letters, or refusing them (law.md, 1): what it says must not be lost in silence. */
function saysConsent(header: string): boolean {
  return consentWords.test(normaliseHeader(header));
}

type Add = (code: string, count: number, fr: string, en: string) => void;

function addDayWarning(add: Add, column: string, { order, evidence, days }: DayOrder): void {
  if (evidence === 'decided') return;
  if (order === 'serial') {
    add(
      'SERIAL_DAYS',
      days,
      `${column} ne contient que des nombres (45231 …) : lus comme des dates de tableur (1er novembre 2023 …). Mettez la colonne au format date pour en être sûr.`,
      `${column} holds nothing but numbers (45231 …): read as spreadsheet dates (1 November 2023 …). Give the column a date format to be sure.`,
    );
    return;
  }
  const [fr, en] = orderWords[order];
  if (evidence === 'ambiguous') {
    add(
      'AMBIGUOUS_DAYS',
      days,
      `rien dans ${column} ne dit si le jour ou le mois vient en premier ; lu comme ${fr}, selon le profil de la source.`,
      `nothing in ${column} tells whether the day or the month comes first; read as ${en}, as the source's profile says.`,
    );
    return;
  }
  add(
    'CONTRADICTORY_DAYS',
    days,
    `${column} mêle jour/mois et mois/jour ; lu comme ${fr}, l’ordre le plus fréquent.`,
    `${column} mixes day/month and month/day; read as ${en}, the more frequent order.`,
  );
}

const orderWords = {
  dmy: ['jour/mois/année', 'day/month/year'],
  mdy: ['mois/jour/année', 'month/day/year'],
  ymd: ['année/mois/jour', 'year/month/day'],
} as const;

const issueWords: Readonly<Record<string, Sentence>> = {
  BAD_QUOTE: sentence(
    'avec un guillemet mal fermé : lu tout de même, à vérifier.',
    'with a quote that is not closed, read but doubtful.',
  ),
  EXTRA_FIELDS: sentence(
    'avec plus de cellules que d’en-têtes : à vérifier.',
    'with more cells than headers, doubtful.',
  ),
  OTHER_TABLE: sentence(
    'sous un second en-tête, aux autres colonnes : à déposer dans un fichier à part.',
    'below a second header, with other columns: to be dropped as a file of its own.',
  ),
  NUL_BYTES: sentence(
    'avec des octets nuls (fichier abîmé) : à vérifier.',
    'with NUL bytes (a damaged file), doubtful.',
  ),
};

/** The sentences of a file that belong in the run's report. */
export function noticesOf(warnings: readonly ReadingWarning[]): Sentence[] {
  return warnings.filter(({ code }) => !quietCodes.includes(code)).map((warning) => warning.sentence);
}
