/** Our side of the measure, in a process of its own: rooms 1 to 4 on the exports lying in a folder. Prints one JSON line. */
import { takeExports } from '../../src/1-raw/take-exports.ts';
import { createEstate } from '../../src/estate/estates.ts';
import { openMigrated, openWorld } from '../../src/cli/open-world.ts';
import { readEnvironment } from '../../src/cli/environment.ts';
import { journey } from '../../src/journey.ts';
import { sql } from '../../src/db/sql.ts';
import { uuidV7 } from '../../src/values/uuid.ts';

const [estate = 'bench', folder = '', asOf = ''] = process.argv.slice(2);
const environment = readEnvironment();
const database = await openMigrated(environment);
await createEstate(database, { slug: estate, name: 'bench', isDemo: true });
const world = await openWorld(environment, database, estate);
const steps: Record<string, number> = {};
const startedAt = performance.now();
await takeExports(world, folder, 'isavigne');
steps.receive = performance.now() - startedAt;
const runWorld = { ...world, runId: uuidV7(new Date()), asOf, acceptDrift: 'benchmark' };
for (const step of journey.filter(({ room }) => room <= '4-warehouse~')) {
  const stepStartedAt = performance.now();
  await step.run(runWorld);
  steps[step.step] = (steps[step.step] ?? 0) + performance.now() - stepStartedAt;
}
const seconds = (performance.now() - startedAt) / 1000;
const counted = await database.one<{ lines: number }>(
  sql("select count(*) as lines from etl.ventes_lignes where estate_id = :'estate'"),
  { estate },
);
await database.close();
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const peakMb = maxRSS / 1024;
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
process.stdout.write(`${JSON.stringify({ seconds, lines: counted?.lines, steps, peakMb, cpuSeconds })}\n`);
