/** Lines of PostgreSQL's COPY in its text format: cheaper to write than CSV where fields hold JSON, whose quotes stay as they are. */

/** A field before escaping; null is a missing one. */
export type CopyField = string | number | boolean | null;

/** One record, with its line end. */
export function copyTextRecord(fields: readonly CopyField[]): string {
  let record = '';
  for (let at = 0; at < fields.length; at++) {
    if (at > 0) record += '\t';
    record += copyTextField(fields[at] ?? null);
  }
  return `${record}\n`;
}

const needsEscape = /[\\\t\n\r]/g;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyTextField(field: CopyField): string {
  if (field === null) return '\\N';
  if (typeof field === 'boolean') return field ? 't' : 'f';
  return String(field).replace(needsEscape, (character) => escapes[character] ?? character);
}
