/**
 * What a spreadsheet put around a value so that it stays text: `="00123"` → `00123`, and the apostrophe before figures
 * (`'00123`, `'-8,50`). Other text comes back as it is; nothing inside is interpreted.
 */
export function stripSpreadsheetGuard(text: string): string {
  const first = text.charCodeAt(0);
  if (first === 0x3d) {
    const inside = /^="((?:[^"]|"")*)"$/.exec(text)?.[1];
    return inside === undefined ? text : inside.replaceAll('""', '"');
  }
  return first === 0x27 && /^'[-+]?\d[\d\s.,]*$/.test(text) ? text.slice(1) : text;
}

/** A whole number that a script turned into a decimal is one again: `17850.0` → `17850`; all other text stays. */
export function stripDecimalArtefact(text: string): string {
  return /^\d+\.0$/.test(text) ? text.slice(0, -2) : text;
}
