import { foldUpper } from './fold.ts';
import { type Problem, problem } from './problem.ts';

export type YesNoProblem = Problem<'YES_NO_EMPTY' | 'YES_NO_UNREADABLE'>;

const empty = problem('YES_NO_EMPTY');
const unreadable = problem('YES_NO_UNREADABLE');
const yes = new Set(['OUI', 'O', 'X', '1', 'VRAI', 'V', 'YES', 'Y', 'TRUE', 'T']);
const no = new Set(['NON', 'N', '0', 'FAUX', 'F', 'NO', 'FALSE']);

/** Oui/Non, O/N, X, 1/0, VRAI/FAUX, and their English forms. An empty cell is YES_NO_EMPTY: the caller knows what that means. */
export function parseYesNo(text: string): boolean | YesNoProblem {
  const word = foldUpper(text).trim().replace(/\.0$/, '');
  if (word === '') return empty;
  if (yes.has(word)) return true;
  return no.has(word) ? false : unreadable;
}
