/** A line that came into an export from elsewhere: with another delimiter, or whole between quotes, as spreadsheets leave it. */
import { readRecords } from './csv-records.ts';
import { usualDelimiters } from './dialect.ts';

/** A line cut into fewer cells may be a title with commas in it. */
const leastCells = 4;

/** The cells of a line that is one cell here and, cut at a usual delimiter, a row of just this width; undefined for any other. */
export function pastedCells([text = '', ...others]: readonly string[], width: number): readonly string[] | undefined {
  if (width < leastCells || others.length > 0) return undefined;
  for (const delimiter of usualDelimiters.filter((candidate) => text.includes(candidate))) {
    const bytes = Buffer.from(text);
    const [row, next] = readRecords(bytes, { delimiter, quote: '"', escape: 'double', lineEnd: '\n' });
    if (row?.fields.length === width && next === undefined) return row.fields;
  }
  return undefined;
}
