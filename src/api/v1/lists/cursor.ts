/** The `next` of a list: the sort it was made under, and the place of the last row. Nothing in it is believed. */
import type { Scalar } from '../../../db/sql.ts';
import { sentence } from '../../../values/sentence.ts';
import { Problem } from '../../problem.ts';

/** The cursor of a place: sort, value, key. */
export function encodeCursor(place: readonly Scalar[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** Its three parts. Throws a Problem for what is no cursor of ours. */
export function decodeCursor(cursor: string): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(place) && place.length === 3 && place.every((part) => typeof part === 'string')) return place;
  } catch {
    // Worded below, like every other cursor that is not ours.
  }
  throw wrongCursor();
}

/** The problem of a cursor that is not ours. */
export function wrongCursor(): Problem {
  return new Problem(
    'wrong',
    'WRONG_CURSOR',
    sentence(
      'La suite de cette liste n’est plus là. Rechargez la page.',
      'The rest of this list is gone. Reload the page.',
    ),
  );
}
