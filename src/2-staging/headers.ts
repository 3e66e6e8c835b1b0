/** Which of our columns each header of a file is, by the profile of its source first, then by the names everybody uses. */
import type { DatasetProfile, SourceProfile } from '../estate/settings.ts';
import { type Dataset, datasets, requiredColumns } from '../values/dataset.ts';
import { namesOfColumns } from './aliases.ts';

export interface MappedHeader {
  readonly header: string;
  /** The canonical column, or null when nobody knows it. */
  readonly column: string | null;
  /** What staging calls it: the column, or `x_<normalised header>`. Unique in the file. */
  readonly name: string;
}

export interface HeaderMapping {
  readonly headers: readonly MappedHeader[];
  /** Columns the profile fills with one value, in the order they are appended. */
  readonly constants: readonly { readonly column: string; readonly value: string }[];
  /** Groups of required columns of which the file and its profile carry none. */
  readonly missing: readonly (readonly string[])[];
  /** Headers that two columns wanted: the one that lost is kept under its `x_` name. */
  readonly duplicates: readonly { readonly header: string; readonly column: string; readonly keptHeader: string }[];
  /** Headers nobody knows and the profile does not say to ignore. */
  readonly unmapped: readonly string[];
}

/** Lower case, no accents, ligatures spelled out, every run of anything else one `_`: `N° Client ` → `n_client`. */
export function normaliseHeader(header: string): string {
  return header
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

/** The same of a header whose words are glued together, as programs write them: `DatePiece` → `date_piece`, `MontantHT` → `montant_ht`. */
export function normaliseWords(header: string): string {
  return normaliseHeader(header.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2'));
}

/** The profile's part for a dataset; a profile that says nothing of it says nothing special. */
export function datasetProfileOf(profile: SourceProfile, dataset: Dataset): DatasetProfile {
  return profile.datasets[dataset] ?? { headers: {}, ignored_headers: [], constants: {}, date_order: 'dmy' };
}

/** Maps the headers of a file (as written, in file order) for a dataset under a profile. */
export function mapHeaders(headers: readonly string[], dataset: Dataset, profile: SourceProfile): HeaderMapping {
  const own = datasetProfileOf(profile, dataset);
  const ranks = rankNames(dataset, own);
  const wishes = headers.map((header) => wishOf(header, ranks));
  const winners = chooseWinners(wishes);
  const columns = wishes.map((wish, index) => (wish && winners.get(wish.column) === index ? wish.column : null));
  const constants = Object.entries(own.constants)
    .filter(([column]) => !columns.includes(column))
    .map(([column, value]) => ({ column, value }));
  const ignored = new Set(own.ignored_headers.map(normaliseHeader));
  return {
    headers: nameHeaders(headers, columns),
    constants,
    missing: missingGroups(dataset, profile, new Set([...columns, ...constants.map(({ column }) => column)])),
    duplicates: lostWishes(headers, wishes, winners),
    unmapped: headers.filter(
      (header, index) => !wishes[index] && header.trim() !== '' && !ignored.has(normaliseHeader(header)),
    ),
  };
}

interface Wish {
  readonly column: string;
  /** Smaller is more exact: the profile's word, our own name, then the aliases in order. */
  readonly rank: number;
}

function rankNames(dataset: Dataset, own: DatasetProfile): Map<string, Wish> {
  const ranks = new Map<string, Wish>();
  for (const [column, names] of Object.entries(own.headers)) {
    for (const name of names) setIfAbsent(ranks, normaliseHeader(name), { column, rank: 0 });
  }
  const ignored = own.ignored_headers.map(normaliseHeader);
  const common = [...namesOfColumns(dataset)];
  for (const [column] of common) if (!ignored.includes(column)) setIfAbsent(ranks, column, { column, rank: 1 });
  for (const [column, names] of common) {
    for (const [index, name] of names.entries()) {
      if (index > 0 && !ignored.includes(name)) setIfAbsent(ranks, name, { column, rank: 1 + index });
    }
  }
  return ranks;
}

function wishOf(header: string, ranks: ReadonlyMap<string, Wish>): Wish | undefined {
  return ranks.get(normaliseHeader(header)) ?? ranks.get(normaliseWords(header));
}

function setIfAbsent(ranks: Map<string, Wish>, name: string, wish: Wish): void {
  if (!ranks.has(name)) ranks.set(name, wish);
}

function chooseWinners(wishes: readonly (Wish | undefined)[]): Map<string, number> {
  const winners = new Map<string, number>();
  for (const [index, wish] of wishes.entries()) {
    if (!wish) continue;
    const holder = wishes[winners.get(wish.column) ?? -1];
    if (!holder || wish.rank < holder.rank) winners.set(wish.column, index);
  }
  return winners;
}

function lostWishes(
  headers: readonly string[],
  wishes: readonly (Wish | undefined)[],
  winners: ReadonlyMap<string, number>,
): HeaderMapping['duplicates'] {
  return wishes.flatMap((wish, index) => {
    const winner = wish ? winners.get(wish.column) : undefined;
    if (!wish || winner === undefined || winner === index) return [];
    return [{ header: headers[index] ?? '', column: wish.column, keptHeader: headers[winner] ?? '' }];
  });
}

function nameHeaders(headers: readonly string[], columns: readonly (string | null)[]): MappedHeader[] {
  const taken = new Set<string>(columns.filter((column) => column !== null));
  return headers.map((header, index) => {
    const column = columns[index] ?? null;
    if (column !== null) return { header, column, name: column };
    const base = `x_${normaliseHeader(header) || `colonne_${index + 1}`}`;
    let name = base;
    for (let copy = 2; taken.has(name); copy++) name = `${base}_${copy}`;
    taken.add(name);
    return { header, column, name };
  });
}

function missingGroups(
  dataset: Dataset,
  profile: SourceProfile,
  carried: ReadonlySet<string | null>,
): (readonly string[])[] {
  const derivesType = profile.document_type_prefixes.length > 0;
  return requiredColumns[dataset].filter((group) => {
    if (derivesType && group.includes('document_type')) return false;
    return !group.some((column) => carried.has(column));
  });
}

/** How many distinct columns of a dataset these cells name: what a header row is recognised by. */
export function countKnownHeaders(cells: readonly string[], dataset: Dataset, profile: SourceProfile): number {
  const ranks = rankNames(dataset, datasetProfileOf(profile, dataset));
  const columns = cells.map((cell) => wishOf(cell, ranks)?.column);
  return new Set(columns.filter((column) => column !== undefined)).size;
}

/**
 * The dataset these headers clearly belong to when it is not the one whose folder the file lay in: it has everything it
 * requires, and at least two columns more than the folder's own dataset would use.
 */
export function betterDataset(
  headers: readonly string[],
  dataset: Dataset,
  profile: SourceProfile,
): Dataset | undefined {
  const here = mapHeaders(headers, dataset, profile);
  let best: { dataset: Dataset; count: number } | undefined;
  for (const other of datasets) {
    if (other === dataset) continue;
    const there = mapHeaders(headers, other, profile);
    const count = countMapped(there);
    const isComplete = there.missing.length === 0 && requiredColumns[other].length > 0;
    if (isComplete && count >= countMapped(here) + 2 && count > (best?.count ?? 0)) best = { dataset: other, count };
  }
  return best?.dataset;
}

function countMapped(mapping: HeaderMapping): number {
  return mapping.headers.filter(({ column }) => column !== null).length;
}
