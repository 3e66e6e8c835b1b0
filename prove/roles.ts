/**
 * `npm run prove -- roles [--clients C] [--json]`: every route of the API, as the router knows it, is knocked at by nobody, by each
 * role, by sessions that owe something, by a token of each scope, and by people of another estate who hold this one's ids. What
 * must come of it follows from the route's own rule.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { takeExports } from '../src/1-raw/take-exports.ts';
import { readEnvironment } from '../src/cli/environment.ts';
import { openWorld } from '../src/cli/open-world.ts';
import { type Database, openDatabase } from '../src/db/database.ts';
import { removeEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { sql } from '../src/db/sql.ts';
import { generateDemo } from '../src/demo/generate.ts';
import { createEstate } from '../src/estate/estates.ts';
import { writeSettings } from '../src/estate/settings-store.ts';
import { runWeek } from '../src/run/run-week.ts';
import { sender } from '../test/8-campaign/campaigns/approved-estate.ts';
import { apiHouse } from '../test/api/security/api-house.ts';
import { fillEstate } from './roles/fill-estate.ts';
import { type RolesProof, rolesProof } from './roles/proof.ts';

const asOf = '2026-11-23';
const estates = ['petit-domaine', 'autre-domaine'] as const;

/** Reads the options, runs the proof, prints its counts; true when nobody got in who may not, and nobody was shut out who may. */
export async function proveRoles(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: { clients: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } },
  });
  const proof = await onScratchDatabase(process.env.DATABASE_URL, (database, folder) =>
    proofOver(database, folder, Number(values.clients)),
  );
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return proof.wrong.length === 0 && proof.changedTables.length === 0;
}

// An estate with a whole week behind it, and an empty one beside it.
async function proofOver(database: Database, home: string, clients: number): Promise<RolesProof> {
  const house = await apiHouse(database, { home });
  try {
    for (const slug of estates) await createEstate(database, { slug, name: slug, isDemo: true });
    // Two people decide, so that nobody has to type what they approve.
    const changes = { sender, approval: { people: ['proof', 'another'], delay_minutes: 0 } };
    await writeSettings(database, { estate: estates[0], actor: 'proof', changes });
    const exports = join(home, 'exports');
    await generateDemo({ out: exports, clients, years: 1, seed: 1, until: asOf });
    const world = await openWorld(readEnvironment({ CUVEE_HOME: home }), database, estates[0]);
    await takeExports(world, exports, 'isavigne');
    await runWeek(world, { asOf });
    await fillEstate(world, house.clock());
    return await rolesProof({ app: house.app, database, now: house.clock(), estates });
  } finally {
    await house.close();
  }
}

async function onScratchDatabase<Result>(
  databaseUrl: string | undefined,
  work: (database: Database, folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'cuvee-prove-'));
  const embeddedFolder = join(folder, 'postgres');
  const server = await openDatabase({
    ...(databaseUrl === undefined ? {} : { url: databaseUrl }),
    embeddedFolder,
    keep: true,
  });
  const name = `prove_${process.pid}_${Date.now().toString(36)}`;
  await server.execute(sql(`create database ${name}`));
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, embeddedFolder: '' });
  try {
    await migrate(database);
    return await work(database, folder);
  } finally {
    await database.close();
    await server.execute(sql(`drop database if exists ${name} with (force)`));
    await server.close();
    if (databaseUrl === undefined) await removeEmbedded({ folder: embeddedFolder });
    rmSync(folder, { recursive: true, force: true });
  }
}

function describe(proof: RolesProof): string {
  const lines = [
    `${proof.routes} routes × ${proof.callers} callers: ${proof.checks} checks, ${proof.foreignChecks} by people of another estate, ${proof.hostileChecks} with hostile words.`,
    `Ids of the estate that were asked for: ${proof.realIds.join(', ') || 'none'}; without a row to ask for: ${proof.unfilledIds.join(', ') || 'none'}.`,
    ...proof.wrong.map(
      ({ route, caller, expected, got }) => `WRONG ${route} as ${caller}: expected ${expected}, got ${got}`,
    ),
    ...proof.changedTables.map((table) => `WRONG ${table} of the first estate was changed by a foreigner`),
    proof.wrong.length + proof.changedTables.length === 0
      ? 'Nobody got in who may not; nobody was shut out who may.'
      : '',
  ];
  return `${lines.join('\n')}\n`;
}
