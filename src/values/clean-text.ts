import { repairMojibake } from './mojibake.ts';
import { stripSpreadsheetGuard } from './spreadsheet-guard.ts';

/** A text as people meant it. `isRepaired`: damaged accents were put right. */
export interface CleanText {
  readonly text: string;
  readonly isRepaired: boolean;
}

/** What spreadsheets and scripts write for "no value"; a word that could be a name is not among them. */
const missing = new Set([
  'NULL',
  'nan',
  'NaN',
  '#N/A',
  '#REF!',
  '#VALEUR!',
  '#VALUE!',
  '#NOM?',
  '#NAME?',
  '#DIV/0!',
  '<NA>',
]);
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const blanks = /[\s\u0000-\u001f\u007f\u200b\ufeff]+/g;

/** The text of a cell: guards taken off, damaged accents repaired when that is exact, spaces and line ends one space each. */
export function cleanText(cell: string): CleanText {
  // Repair comes before any trimming: a damaged `à` ends with a non-breaking space that is half of it.
  const bare = stripSpreadsheetGuard(cell.replace(/^[ \t]+|[ \t]+$/g, ''));
  const repaired = repairMojibake(bare);
  const text = (repaired ?? bare).replace(blanks, ' ').trim();
  return { text: missing.has(text) ? '' : text, isRepaired: repaired !== undefined };
}
