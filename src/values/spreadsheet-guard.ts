import { stripFormulaGuard } from './csv-safety.ts';

/**
 * What was put around a value so that a spreadsheet leaves it alone: `="00123"` → `00123`, the apostrophe before figures (`'00123`,
 * `'-8,50`), and the one our own exports put before what would run as a formula (`'+33612345678`): a list of ours that is edited and
 * imported again says what it said. Other text comes back as it is; nothing inside is interpreted.
 */
export function stripSpreadsheetGuard(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 0x3d) {
    const inside = /^="((?:[^"]|"")*)"$/.exec(text)?.[1];
    return inside === undefined ? text : inside.replaceAll('""', '"');
  }
  if (first !== 0x27) return text;
  return /^'\d[\d\s.,]*$/.test(text) ? text.slice(1) : stripFormulaGuard(text);
}

/** A whole number that a script turned into a decimal is one again: `17850.0` → `17850`; all other text stays. */
export function stripDecimalArtefact(text: string): string {
  return /^\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}
