import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeExports } from '../../1-raw/take-exports.ts';
import type { Database } from '../../db/database.ts';
import { generateDemo } from '../../demo/generate.ts';
import { createEstate, listEstates } from '../../estate/estates.ts';
import { writeSettings } from '../../estate/settings-store.ts';
import { sentence } from '../../values/sentence.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { openToStay, stopSignal } from '../house-tools.ts';
import { openMigrated, openWorld } from '../open-world.ts';
import { asOfDay, runAndReport } from './run.ts';
import { serveUntil } from './serve.ts';

const demoEstate = { slug: 'petit-domaine', name: 'Domaine de la Petite Cuvée (démonstration)', isDemo: true };
/** What a letter of the demo estate says of its sender: everybody in it is invented, and nothing can leave without a key. */
const demoSettings = {
  name: demoEstate.name,
  sender: {
    name: 'Domaine de la Petite Cuvée',
    email: 'bonjour@petite-cuvee.example',
    reply_to: 'bonjour@petite-cuvee.example',
    legal_name: 'EARL de la Petite Cuvée',
    postal_address: ['1 rue des Vignes', '68000 Colmar'],
    website: 'https://petite-cuvee.example',
    privacy_url: 'https://petite-cuvee.example/vie-privee',
  },
};
const demoSize = { clients: 600, years: 4, seed: 1 };

interface StartOptions {
  readonly asOf?: string;
  /** End after the week instead of keeping the page open. */
  readonly once?: boolean;
  readonly json?: boolean;
  readonly port: string;
  readonly host: string;
}

/**
 * `cuvee start`: everything at once. The demo estate is made when there is no estate; then the week of each is run, and the page
 * stays open until Ctrl+C. With `--once` or `--json` it ends after the week.
 */
export async function start(context: CommandContext, options: StartOptions): Promise<number> {
  const port = readCount('--port', options.port);
  const worst = await runEveryWeek(context, options);
  if (options.once || options.json) return worst;
  const stopping = stopSignal();
  const database = await openToStay(context.environment);
  try {
    await serveUntil(context, database, { port, host: options.host, scheduler: true, worker: true }, stopping);
    return worst;
  } finally {
    await database.close();
  }
}

async function runEveryWeek(context: CommandContext, options: StartOptions): Promise<number> {
  const database = await openMigrated(context.environment);
  try {
    if ((await listEstates(database)).length === 0) await createDemoEstate(context, database, options);
    let worst: number = exitCodes.done;
    for (const { estate, name } of await listEstates(database)) {
      context.output.say(sentence(`\n${name}`, `\n${name}`));
      const world = await openWorld(context.environment, database, estate);
      worst = Math.max(worst, await runAndReport(context, world, options));
    }
    context.output.say(
      sentence(
        '\nEn ligne de commande aussi : npx cuvee recommendations (la liste de la semaine), npx cuvee client show CL001 (une fiche), npx cuvee rejects (les lignes refusées), npx cuvee db url (pour psql), npx cuvee --help.',
        '\nOn the command line too: npx cuvee recommendations (the list of the week), npx cuvee client show CL001 (a page), npx cuvee rejects (the refused lines), npx cuvee db url (for psql), npx cuvee --help.',
      ),
    );
    return worst;
  } finally {
    await database.close();
  }
}

async function createDemoEstate(context: CommandContext, database: Database, options: StartOptions): Promise<void> {
  context.output.say(
    sentence(
      'Aucun domaine encore : voici le domaine de démonstration, avec ses exports du lundi.',
      'No estate yet: here is the demo estate, with its Monday exports.',
    ),
  );
  const folder = await mkdtemp(join(tmpdir(), 'cuvee-demo-'));
  try {
    await createEstate(database, demoEstate);
    await writeSettings(database, { estate: demoEstate.slug, actor: 'cuvee', changes: demoSettings });
    const world = await openWorld(context.environment, database, demoEstate.slug);
    await generateDemo({ out: folder, ...demoSize, until: asOfDay(world, options.asOf) });
    await takeExports(world, folder, 'isavigne');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
