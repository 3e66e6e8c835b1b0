/** Rows of our working files by their line in the export: what STAGING read there, what CURATED made of it. */
import { readOwnCsv } from '../values/own-csv.ts';

/** Some rows of a working file, in the order of their lines. */
export interface WorkingRows {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/**
 * The rows that stand on the lines `from` to `to` of the export, in a staging or curated file (absolute path). Rows follow the
 * lines of the export, so the reading ends behind `to`. Throws a `Failure` when the file is gone or damaged.
 */
export async function workingRows(
  path: string,
  {
    lineColumn,
    from,
    to,
  }: { readonly lineColumn: 'source_line' | 'file_line'; readonly from: number; readonly to: number },
): Promise<WorkingRows> {
  const found: { line: number; cells: readonly string[] }[] = [];
  let header: readonly string[] = [];
  for await (const batch of readOwnCsv(path)) {
    header = batch.header;
    const place = header.indexOf(lineColumn);
    const lastLine = Number(batch.rows.at(-1)?.[place] ?? 0);
    if (lastLine < from) continue;
    for (const cells of batch.rows) {
      const line = Number(cells[place]);
      if (line >= from && line <= to) found.push({ line, cells });
    }
    if (lastLine > to) break;
  }
  return { header, rows: found };
}
