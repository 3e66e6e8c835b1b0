import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of a public data set, or undefined with a message when it is not on this machine. */
export function datasetFolder(name: string): string | undefined {
  const root = process.env.CUVEE_DATASETS ?? resolve(import.meta.dirname, '../../../shared/datasets');
  const folder = join(root, name);
  if (existsSync(folder)) return folder;
  process.stderr.write(`skipped: the data set ${name} is not in ${root} (set CUVEE_DATASETS)\n`);
  return undefined;
}
