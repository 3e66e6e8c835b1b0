import { foldUpper } from './fold.ts';
import { type Problem, problem } from './problem.ts';
import { stripDecimalArtefact } from './spreadsheet-guard.ts';

/** A client's code as the house knows it: only A–Z and 0–9, never empty. */
export type ClientCode = string;

const empty = problem('CLIENT_CODE_EMPTY');
const notCode = /[^A-Z0-9]/g;

/**
 * The client code of a cell: `"  CLIENT-001  "` → `CLIENT001`, `é-1/2` → `E12`, `00123` stays; a text without any letter or
 * figure (`---`) is CLIENT_CODE_EMPTY. Two source codes may fall together: whoever stores them reports the collision.
 */
export function parseClientCode(text: string): ClientCode | Problem<'CLIENT_CODE_EMPTY'> {
  const code = foldUpper(stripDecimalArtefact(text.trim())).replace(notCode, '');
  return code === '' ? empty : code;
}
