/** A file as the importer reads it with nothing told: which dataset it is, encoding, dialect, header row, titles and totals are all found. */
import { join } from 'node:path';
import { checkMapping } from '../../src/2-staging/check-mapping.ts';
import { guessDataset } from '../../src/2-staging/guess-dataset.ts';
import { closePlan, planReading } from '../../src/2-staging/reading.ts';
import { UnreadableFile } from '../../src/2-staging/unreadable.ts';
import { writeStaging } from '../../src/2-staging/write-staging.ts';
import { builtInProfile, parseSettings } from '../../src/estate/settings.ts';
import { readOwnCsv } from '../../src/values/own-csv.ts';
import type { Table } from './table-score.ts';

export interface FileReading {
  /** What room 2 makes of the file; undefined where it says in a sentence why it cannot. */
  readonly table: Table | undefined;
  /** Why the importer takes nothing from the file; undefined where it takes it. A table may have been read all the same. */
  readonly refusal: string | undefined;
  /** Rows that were read and cannot be trusted: an import rejects them. Those of another table are not in `table`. */
  readonly doubtful: readonly { readonly line: number; readonly issue: string }[];
}

const settings = parseSettings({});

/**
 * Reads a file (absolute path) into `folder`, which is written to. A table no dataset of ours fits is read as `clients`, the dataset
 * with the fewest rules on what a row is.
 */
export async function readTable(path: string, name: string, folder: string): Promise<FileReading> {
  const dataset = (await guessDataset(settings, { path, name, source: 'isavigne' })) ?? 'clients';
  try {
    const plan = await planReading(path, dataset, builtInProfile);
    closePlan(plan);
    const written = await writeStaging(plan, join(folder, 'staging.csv'), 'abcdef12');
    const rows: string[][] = [];
    const doubtful: { line: number; issue: string }[] = [];
    for await (const batch of readOwnCsv(written.file.path)) {
      for (const [, line = '', issue = '', ...cells] of batch.rows) {
        if (issue !== '') doubtful.push({ line: Number(line), issue });
        if (issue !== 'OTHER_TABLE') rows.push(cells);
      }
    }
    const header = plan.mapping.headers.map((mapped) => mapped.header);
    const refusal = refusalOf(() => checkMapping(plan, { name: 'isavigne', profile: builtInProfile }));
    return { table: { header, rows }, refusal, doubtful };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { table: undefined, refusal: error.code, doubtful: [] };
  }
}

function refusalOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
}
