/** What a list says of a sort it does not know. */
import { sentence } from '../../../values/sentence.ts';
import { Problem } from '../../problem.ts';

/** The problem of a sort a list does not know. */
export function wrongSort(sorts: readonly string[]): Problem {
  const known = sorts.join(', ');
  return new Problem(
    'wrong',
    'WRONG_SORT',
    sentence(`Tri inconnu. Tris possibles : ${known}.`, `Unknown sort. Possible: ${known}.`),
  );
}
