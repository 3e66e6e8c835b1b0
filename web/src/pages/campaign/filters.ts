/** What the address of a campaign says: whom of its audience to list, and whose letter to read. */
import type { LetterStateWord } from '../../../../src/api/contract/campaigns.ts';
import { oneOf, type Search } from '../../address.ts';

export const letterStates: readonly LetterStateWord[] = [
  'queued',
  'claimed',
  'accepted',
  'unknown',
  'failed',
  'excluded',
  'held',
  'left_out',
];

/** The filters of a campaign, as its address has them. */
export function readFilters(search: Search) {
  return {
    q: search['q'] ?? '',
    state: oneOf(search['state'], letterStates),
    code: search['code'],
    client: search['client'],
  };
}
