import { repairMojibake } from './mojibake.ts';
import { stripSpreadsheetGuard } from './spreadsheet-guard.ts';

/** A text as people meant it. `isRepaired`: damaged accents were put right. */
export interface CleanText {
  readonly text: string;
  readonly isRepaired: boolean;
}

/** What spreadsheets and scripts write for "no value"; a word that could be a name is not among them. */
const missing = new Set(['NULL', 'nan', 'NaN', '#N/A', '#REF!', '#VALEUR!', '#VALUE!', '#NOM?', '#NAME?', '#DIV/0!', '<NA>']);
// oxlint-disable-next-line no-control-regex -- control characters are what is taken out
const blanks = /[\s\u0000-\u001f\u007f\u200b\ufeff]+/g;

/** The text of a cell: guards taken off, spaces and line ends one space each, damaged accents repaired when that is exact. */
export function cleanText(cell: string): CleanText {
  const bare = stripSpreadsheetGuard(cell.trim()).replace(blanks, ' ').trim();
  if (missing.has(bare)) return { text: '', isRepaired: false };
  const repaired = repairMojibake(bare);
  // A damaged `à` ends with a non-breaking space, which trimming would lose: repair may only succeed before it.
  const whole = repaired ?? repairMojibake(stripSpreadsheetGuard(cell));
  if (whole === undefined) return { text: bare, isRepaired: false };
  return { text: whole.replace(blanks, ' ').trim(), isRepaired: true };
}
