/** What the address says of the recommendations: which week, which lines, whose whole reason, what to compare with. */
import type { ItemState, RecommendationOverview } from '../../../../src/api/contract/recommendations.ts';
import { oneOf, type Search, useFilters } from '../../address.ts';
import { tierNames } from '../../estate-words.ts';
import { scenarios } from '../../list-words.ts';

export const itemStates: readonly ItemState[] = ['pending', 'approved', 'rejected', 'flagged'];

const sorts = [
  '-value',
  'value',
  '-score',
  'score',
  'client',
  '-client',
  'label',
  '-label',
  'price',
  '-price',
] as const;

/** The filters of the recommendations, as the address has them. */
export function readFilters(search: Search) {
  return {
    q: search['q'] ?? '',
    asOf: dayIn(search['asOf']),
    scenario: oneOf(search['scenario'], scenarios),
    tier: oneOf(search['tier'], tierNames),
    eligible: oneOf(search['eligible'], ['yes', 'no'] as const),
    family: search['family'],
    state: oneOf(search['state'], itemStates),
    wine: search['wine'],
    sort: oneOf(search['sort'], sorts) ?? '-value',
    client: search['client'],
    from: dayIn(search['from']),
  };
}

function dayIn(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

export interface WeekProps {
  readonly overview: RecommendationOverview;
  readonly filters: ReturnType<typeof readFilters>;
  readonly change: ReturnType<typeof useFilters>[1];
}
