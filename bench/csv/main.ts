/** `npm run bench:csv -- --data DIR [--json]`: the conformance counts of the CSV reader. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureConformance } from './conformance.ts';

const { values } = parseArgs({ options: { data: { type: 'string' }, json: { type: 'boolean', default: false } } });
const data = values.data ?? process.env['CUVEE_DATASETS'] ?? '../shared/datasets';
const folder = [join(data, 'csv-conformance'), data].find((path) => existsSync(join(path, 'csv-spectrum')));

if (folder === undefined) {
  process.stderr.write(`No csv-conformance data in ${data}. Name its folder with --data DIR or CUVEE_DATASETS.\n`);
  process.exitCode = 2;
} else {
  const results = measureConformance(folder);
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ sets: results }, undefined, 2)}\n`);
  } else {
    for (const { set, passed, total, failures } of results) {
      process.stdout.write(
        `${set.padEnd(22)} ${passed}/${total}${failures.length > 0 ? `  fails: ${failures.join(', ')}` : ''}\n`,
      );
    }
  }
}
