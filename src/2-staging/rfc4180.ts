/** The strict reading of a CSV text: what RFC 4180 does not allow is said, not forgiven. */
import { readRecords } from './csv-records.ts';

export interface Rfc4180Report {
  readonly records: readonly (readonly string[])[];
  /** The first departure from RFC 4180; absent when the text is valid. */
  readonly problem?: { readonly line: number; readonly code: string };
}

/** Reads UTF-8 text strictly. `header`: the fields its first record must have, if one is promised. */
export function readRfc4180(
  utf8: Buffer,
  options: { readonly delimiter?: string; readonly header?: readonly string[] } = {},
): Rfc4180Report {
  const delimiter = options.delimiter ?? ',';
  const found = readRecords(utf8, { delimiter, quote: '"', escape: 'double', lineEnd: '\n' });
  const records = found.map((record) => record.fields);
  const width = records[0]?.length ?? 0;
  if (options.header && options.header.join('\0') !== records[0]?.join('\0')) {
    return { records, problem: { line: 1, code: 'WRONG_HEADER' } };
  }
  for (const record of found) {
    const isRagged = record.fields.length !== width;
    const code = record.irregularity || record.issue || (isRagged ? 'WRONG_FIELD_COUNT' : '');
    if (code !== '') return { records, problem: { line: record.line, code } };
  }
  return { records };
}
