/** What unknown headers probably mean, by their names and by what lies below them: a proposal for a person to confirm. */
import type { SourceProfile } from '../estate/settings.ts';
import type { Dataset } from '../values/dataset.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import { namesOfColumns } from './aliases.ts';
import { type HeaderMapping, mapHeaders, normaliseWords } from './headers.ts';
import type { ReadingPlan } from './reading.ts';

export interface ProposedHeader {
  readonly header: string;
  readonly column: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly why: Sentence;
}

type ValueKind = 'day' | 'amount' | 'email' | 'postcode' | 'code' | 'type' | 'words';

const leastConfidence = 0.5;
/** Below this two names have nothing in common but chance. */
const leastNameScore = 0.4;
/** What the values of a column look like, where that says something. */
const kindsOfColumns: Readonly<Record<string, ValueKind>> = {
  client_code: 'code',
  date_livraison: 'day',
  contact_date: 'day',
  date_snapshot: 'day',
  date_naissance: 'day',
  produit_label: 'words',
  produit: 'words',
  qty_line: 'amount',
  pu_ht: 'amount',
  mt_ht: 'amount',
  mt_ttc: 'amount',
  marge: 'amount',
  stock_total: 'amount',
  stock_reserve: 'amount',
  prix_ttc: 'amount',
  degre: 'amount',
  document_type: 'type',
  document_no: 'code',
  article: 'code',
  email: 'email',
  code_postal: 'postcode',
  nom: 'words',
  prenom: 'words',
  ville: 'words',
};

/**
 * For each column nobody carries yet, the unmapped header that fits it best. `sampleRows` are rows below the header, cells
 * in header order. Required columns are served first; each header and each column at most once.
 */
export function proposeMapping(
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
  dataset: Dataset,
  profile: SourceProfile,
): ProposedHeader[] {
  const mapping = mapHeaders(headers, dataset, profile);
  const kinds = headers.map((_, place) => kindsOfValues(sampleRows.map((row) => row[place] ?? '')));
  const typePlace = typeReadAsNumber(mapping, kinds);
  const carried = new Set([
    ...mapping.headers.filter((_, place) => place !== typePlace).map(({ column }) => column),
    ...mapping.constants.map(({ column }) => column),
  ]);
  const required = new Set(mapping.missing.flat());
  const openColumns = [...namesOfColumns(dataset)].filter(([column]) => !carried.has(column));
  const offers = mapping.headers.flatMap(({ header, column }, place) => {
    if (place === typePlace) return [typeByItsWords(header)];
    if (column !== null || header.trim() === '') return [];
    return openColumns.map(([wanted, names]) => offer(header, wanted, names, kinds[place] ?? new Set()));
  });
  const ranked = offers
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort(
      (left, right) =>
        Number(required.has(right.column)) - Number(required.has(left.column)) || right.confidence - left.confidence,
    );
  return takeEachOnce(ranked);
}

/** Where a header that is usually a number (« Pièce ») stands above words without figures while no column says the type; -1 nowhere. */
function typeReadAsNumber({ headers, missing }: HeaderMapping, kinds: readonly ReadonlySet<ValueKind>[]): number {
  if (!missing.flat().includes('document_type')) return -1;
  return headers.findIndex(({ column }, place) => column === 'document_no' && kinds[place]?.has('type') === true);
}

function typeByItsWords(header: string): ProposedHeader {
  const { fr, en } = kindWords.type;
  const why = sentence(`il contient ${fr}, pas des numéros`, `it holds ${en}, no numbers`);
  return { header, column: 'document_type', confidence: 0.9, why };
}

/** The same for a planned file. */
export function proposalFor(plan: ReadingPlan, profile: SourceProfile): ProposedHeader[] {
  const rows = plan.sampleRows.map(({ fields }) => fields);
  return proposeMapping(plan.headerCells, rows, plan.dataset, profile);
}

function takeEachOnce(ranked: readonly ProposedHeader[]): ProposedHeader[] {
  const headers = new Set<string>();
  const columns = new Set<string>();
  return ranked.filter(({ header, column }) => {
    if (headers.has(header) || columns.has(column)) return false;
    headers.add(header);
    columns.add(column);
    return true;
  });
}

function offer(
  header: string,
  column: string,
  names: readonly string[],
  kinds: ReadonlySet<ValueKind>,
): ProposedHeader {
  const written = normaliseWords(header);
  if (saysOtherAmount(written, column)) return { header, column, confidence: 0, why: sentence('', '') };
  let bestName = '';
  let nameScore = 0;
  for (const name of names) {
    const score = similarity(written, name);
    if (score > nameScore) [bestName, nameScore] = [name, score];
  }
  const wanted = kindsOfColumns[column];
  const fits = wanted !== undefined && kinds.has(wanted);
  const clashes = wanted !== undefined && kinds.size > 0 && !fits;
  // Only days and e-mail addresses tell by themselves what the column is; other values merely agree with the name.
  const isTelling = fits && (wanted === 'day' || wanted === 'email');
  const byName = nameScore < leastNameScore && !isTelling ? 0 : nameScore * 0.75;
  const confidence = Math.max(0, byName + (fits ? 0.2 : 0) + (isTelling ? 0.3 : 0) - (clashes ? 0.3 : 0));
  const why = explain(bestName, nameScore, fits ? wanted : undefined);
  return { header, column, confidence: round(Math.min(1, confidence)), why };
}

/** Prices with VAT are never those without it, nor the price of one bottle that of a line, however alike their names. */
function saysOtherAmount(header: string, column: string): boolean {
  const words = header.split('_');
  if (column.startsWith('mt_') && (words.includes('pu') || words.includes('unitaire'))) return true;
  return (column.endsWith('_ht') && words.includes('ttc')) || (column.endsWith('_ttc') && words.includes('ht'));
}

function round(share: number): number {
  return Math.round(share * 100) / 100;
}

/** Shared pairs of letters (Dice), or the share of common words when that is higher: `ref_cli` and `ref_client`. */
export function similarity(left: string, right: string): number {
  if (left === right) return 1;
  return Math.max(dice(pairs(left), pairs(right)), wordsInCommon(left.split('_'), right.split('_')));
}

function pairs(text: string): string[] {
  const padded = `_${text}_`;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
}

function dice(left: readonly string[], right: readonly string[]): number {
  const rest = [...right];
  let common = 0;
  for (const pair of left) {
    const at = rest.indexOf(pair);
    if (at >= 0) {
      rest.splice(at, 1);
      common++;
    }
  }
  return (2 * common) / (left.length + right.length);
}

function wordsInCommon(left: readonly string[], right: readonly string[]): number {
  const common = countMet(left, right) + countMet(right, left);
  return (0.95 * common) / (left.length + right.length);
}

// A word cut short (`cli`, `liv`, `qte`) counts when the other word starts with it.
function countMet(words: readonly string[], others: readonly string[]): number {
  return words.filter((word) => others.some((other) => word === other || isCutShort(word, other))).length;
}

function isCutShort(word: string, other: string): boolean {
  const isLongEnough = Math.min(word.length, other.length) >= 3;
  return isLongEnough && (other.startsWith(word) || word.startsWith(other));
}

const kindPatterns: readonly (readonly [ValueKind, RegExp])[] = [
  ['email', /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i],
  ['day', /^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T]\d{1,2}:\d{2}.*)?|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d)$/],
  ['postcode', /^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/],
  ['amount', /^[-+(]?\d[\d\s.,\u00a0\u202f]*(?:€|EUR)?\)?-?$/],
  ['code', /^(?=.*\d)[\p{L}\d_./-]{2,20}$/u],
  ['type', /^\D*\p{L}\D*$/u],
  ['words', /\p{L}{2}/u],
];

/** What at least four in five of the filled values are: 67000 is a post code, a number and a code. Empty without values. */
function kindsOfValues(values: readonly string[]): ReadonlySet<ValueKind> {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  const kinds = kindPatterns.filter(([, pattern]) => {
    return filled.length > 0 && filled.filter((value) => pattern.test(value)).length >= filled.length * 0.8;
  });
  return new Set(kinds.map(([kind]) => kind));
}

function explain(name: string, nameScore: number, kind: ValueKind | undefined): Sentence {
  const byName =
    nameScore >= 0.35
      ? sentence(`son nom ressemble à ${name}`, `its name is like ${name}`)
      : sentence('son nom ne dit rien', 'its name says nothing');
  if (kind === undefined) return byName;
  const { fr, en } = kindWords[kind];
  return sentence(`${byName.fr} et il contient ${fr}`, `${byName.en} and it holds ${en}`);
}

const kindWords: Readonly<Record<ValueKind, Sentence>> = {
  day: sentence('des dates', 'dates'),
  amount: sentence('des nombres', 'numbers'),
  email: sentence('des adresses e-mail', 'e-mail addresses'),
  postcode: sentence('des codes postaux', 'post codes'),
  code: sentence('des codes', 'codes'),
  type: sentence('des mots sans chiffres', 'words without figures'),
  words: sentence('des mots', 'words'),
};
