/**
 * `npm run bench:recommend [-- --clients N --wines N --lines N --again --keep FOLDER]`: room 6 on a synthetic estate, in a
 * process of its own, so that the memory told is that of the recommendations alone. Prints one JSON document: seconds by
 * phase, as the step tells its progress, and the peak of resident memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../../src/db/database.ts';
import { removeEmbedded, stopEmbedded } from '../../src/db/embedded.ts';
import { migrate } from '../../src/db/migrate.ts';
import { sql } from '../../src/db/sql.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { makeSyntheticEstate } from './synthetic-estate.ts';

const { values: options } = parseArgs({
  options: {
    clients: { type: 'string', default: '5000' },
    wines: { type: 'string', default: '2000' },
    lines: { type: 'string', default: '250000' },
    mode: { type: 'string', default: 'auto' },
    /** Keeps the database in this folder, and measures on the one that is there. */
    keep: { type: 'string' },
    json: { type: 'boolean', default: true },
  },
});
const asOf = '2026-11-16';
const size = { clients: Number(options.clients), wines: Number(options.wines), lines: Number(options.lines) };
const estate = `bench-${size.clients}-${size.wines}-${size.lines}`;
const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'cuvee-bench-recommend-'));
const embeddedFolder = join(folder, 'postgres');

try {
  await prepare();
  const measured = spawnSync(
    process.execPath,
    [
      ...process.execArgv.filter((argument) => argument.startsWith('--cpu-prof')),
      '--import',
      'tsx',
      join(import.meta.dirname, 'measure.ts'),
      embeddedFolder,
      estate,
      asOf,
      options.mode,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (measured.status !== 0) throw new Error(`the measure ended with ${measured.status}`);
  process.stdout.write(`${JSON.stringify({ ...size, ...JSON.parse(measured.stdout) }, null, 2)}\n`);
} finally {
  const leave = options.keep === undefined ? removeEmbedded : stopEmbedded;
  await leave({ folder: embeddedFolder }).catch(() => undefined);
  if (options.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

async function prepare(): Promise<void> {
  const database = await openDatabase({ embeddedFolder, keep: true });
  try {
    await migrate(database);
    const isThere = sql("select 1 as one from etl.clients where estate_id = :'estate' limit 1");
    if (!(await database.one(isThere, { estate }))) {
      process.stderr.write(`making ${estate}\n`);
      await createEstate(database, { slug: estate, name: estate, isDemo: true });
      await makeSyntheticEstate(database, { estate, asOf, size });
    }
    for (const table of ['recommendations', 'recommendation_runs', 'recommendation_details', 'recommendation_refusals'])
      await database.execute(sql(`delete from crm.${table} where estate_id = :'estate'`), { estate });
  } finally {
    await database.close();
  }
}
