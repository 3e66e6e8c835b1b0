/** Lines of a received export as they stand, for a person who wants to see them. */
import { toUtf8 } from './decode.ts';
import type { Encoding } from './encoding.ts';
import { readRawBytes } from './raw-bytes.ts';

/** Longer lines are cut: one that fills a screen is not read. */
const longestShown = 2000;

/**
 * The physical lines `from` to `to` (1 for the first) of an archived text (absolute path, `.gz` or not), decoded as staging read
 * it. A workbook has no lines: ask staging for its rows.
 */
export async function rawLines(
  path: string,
  encoding: Encoding,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ readonly line: number; readonly text: string }[]> {
  const lines: { line: number; text: string }[] = [];
  let line = 1;
  let begun = '';
  const keep = (text: string): void => {
    if (line >= from && line <= to)
      lines.push({ line, text: (begun + text).replace(/\r$/, '').slice(0, longestShown) });
    begun = '';
    line++;
  };
  for await (const bytes of toUtf8(readRawBytes(path), encoding, 0)) {
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      keep(line >= from ? bytes.toString('utf8', start, end) : '');
      start = end + 1;
      if (line > to) return lines.map(withoutMark);
    }
    if (line >= from && begun.length < longestShown) begun += bytes.toString('utf8', start);
  }
  if (begun !== '') keep('');
  return lines.map(withoutMark);
}

function withoutMark({ line, text }: { readonly line: number; readonly text: string }): { line: number; text: string } {
  return { line, text: text.replace(/^\ufeff/, '') };
}
