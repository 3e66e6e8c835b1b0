/** The names of the months, January first, as they stand within a sentence. */
import { sentence, type Sentence } from './sentence.ts';

const names = [
  sentence('janvier', 'January'),
  sentence('février', 'February'),
  sentence('mars', 'March'),
  sentence('avril', 'April'),
  sentence('mai', 'May'),
  sentence('juin', 'June'),
  sentence('juillet', 'July'),
  sentence('août', 'August'),
  sentence('septembre', 'September'),
  sentence('octobre', 'October'),
  sentence('novembre', 'November'),
  sentence('décembre', 'December'),
] as const;

const noMonth = sentence('', '');

/** The name of a month, 1 to 12; empty for any other number. */
export function monthName(month: number): Sentence {
  return names[month - 1] ?? noMonth;
}
