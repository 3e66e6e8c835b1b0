/** What evidence is made of: the columns of one row, in their order. */
import type { Ground } from './ground.ts';

/** A column of evidence, and the part of the score its points are shown under. */
export interface EvidenceColumn {
  readonly name: string;
  readonly part: string;
  /** What it is for everything the client never bought, where that is always the same. */
  readonly ofDiscoveries?: number;
}

export const fixedColumns = [
  { name: 'count', part: 'frequency', ofDiscoveries: 0 },
  { name: 'share', part: 'frequency', ofDiscoveries: 0 },
  { name: 'slow share', part: 'frequency', ofDiscoveries: 0 },
  { name: 'fast share', part: 'frequency', ofDiscoveries: 0 },
  { name: 'share since first', part: 'frequency', ofDiscoveries: 0 },
  { name: 'place among own', part: 'frequency' },
  { name: 'baskets since', part: 'recency', ofDiscoveries: -1 },
  { name: 'days since', part: 'recency', ofDiscoveries: -1 },
  { name: 'due by baskets', part: 'rhythm', ofDiscoveries: -1 },
  { name: 'due by days', part: 'rhythm', ofDiscoveries: -1 },
  { name: 'stock at home', part: 'stock', ofDiscoveries: -1 },
  { name: 'same season', part: 'season', ofDiscoveries: -1 },
  { name: 'again at this lag', part: 'repeat rate', ofDiscoveries: 0 },
  { name: 'repeat factor', part: 'repeat rate' },
  { name: 'neighbours', part: 'neighbours' },
  { name: 'neighbours beside best', part: 'neighbours' },
  { name: 'shared', part: 'co-purchase' },
  { name: 'next', part: 'co-purchase' },
  { name: 'reach', part: 'popularity' },
  { name: 'late share', part: 'popularity' },
  { name: 'trend', part: 'popularity' },
  { name: 'discovery share', part: 'popularity' },
  { name: 'item season', part: 'season' },
  { name: 'baskets', part: 'client' },
  { name: 'basket size', part: 'client' },
  { name: 'last basket size', part: 'client' },
  { name: 'repeat share', part: 'client' },
  { name: 'items known', part: 'client' },
  { name: 'days since basket', part: 'client' },
  { name: 'price step', part: 'price' },
  { name: 'aromas', part: 'taste' },
  { name: 'neighbours lately', part: 'neighbours' },
  { name: 'linear', part: 'co-purchase' },
  { name: 'company', part: 'co-purchase' },
  { name: 'following', part: 'co-purchase' },
] as const satisfies readonly EvidenceColumn[];

/** The columns of this ground: the fixed ones, then one for each kind of word. */
export function columnsOf(ground: Ground): readonly EvidenceColumn[] {
  return [...fixedColumns, ...ground.taste.words.map(({ name }) => ({ name, part: 'taste' }))];
}

/** By column: what it is for every discovery; NaN where that depends. */
export function knownOfDiscoveries(columns: readonly EvidenceColumn[]): Float32Array {
  return Float32Array.from(columns, ({ ofDiscoveries = NaN }) => ofDiscoveries);
}
