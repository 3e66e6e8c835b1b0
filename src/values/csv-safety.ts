/**
 * Exports that a person opens in a spreadsheet cannot run formulas (promises.md, 12): a field that a spreadsheet would take
 * for one gets an apostrophe in front. Not for our own files, which no spreadsheet writes back.
 */

/** `= + - @ TAB CR NUL` and the wide forms spreadsheets take for them; already guarded text counts, so that undoing is exact. */
// oxlint-disable-next-line no-control-regex -- NUL is one of the signs to guard
const opensFormula = /^'*[=+\-@\t\r\0\uff1d\uff0b\uff0d\uff20]/;

/** The text as a spreadsheet may safely show it. `stripFormulaGuard` gives the same text back. */
export function guardFormula(text: string): string {
  return opensFormula.test(text) ? `'${text}` : text;
}

/** The text as it was before `guardFormula`; text that was never guarded stays. */
export function stripFormulaGuard(text: string): string {
  return text.startsWith("'") && opensFormula.test(text) ? text.slice(1) : text;
}

/** A CSV for French spreadsheets: BOM, `;`, CRLF, every field guarded and quoted where needed. */
export function spreadsheetCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\ufeff${[header, ...rows].map((row) => `${row.map(spreadsheetField).join(';')}\r\n`).join('')}`;
}

function spreadsheetField(text: string): string {
  const guarded = guardFormula(text);
  return /[;"\r\n\t]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
