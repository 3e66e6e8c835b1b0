/** The search of every list: each word that was typed stands somewhere in the row, without accents or capitals. */
import type { Condition } from './list.ts';

/** The condition that a text expression over the base's columns (never null) holds every word of `q`; none for an empty `q`. */
export function searched(expression: string, q: string | undefined): Condition[] {
  if (q === undefined || q.trim() === '') return [];
  return [
    {
      sql: `not exists (
        select from unnest(etl.search_words(:'q')) as typed(word)
        where strpos(array_to_string(etl.search_words(${expression}), ' '), typed.word) = 0
      )`,
      values: { q },
    },
  ];
}
