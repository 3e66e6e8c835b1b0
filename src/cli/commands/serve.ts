import { once } from 'node:events';
import { createFirstLink } from '../../people/links.ts';
import { listEstates } from '../../estate/estates.ts';
import type { Database } from '../../db/database.ts';
import { sentence } from '../../values/sentence.ts';
import { ensurePage } from '../../web-build/ensure-page.ts';
import type { CommandContext } from '../context.ts';
import { readCount } from '../dataset-option.ts';
import { exitCodes } from '../exit.ts';
import { openToStay, stopSignal } from '../house-tools.ts';
import { openHouse, type Serving } from '../serving.ts';

interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly scheduler: boolean;
  readonly worker: boolean;
  readonly prepare?: boolean;
}

/**
 * `cuvee serve`: the page, the API and the world's door; keeps the week and does its work; runs until it is told to stop. With `--prepare` it
 * only builds the page.
 */
export async function serve(context: CommandContext, options: ServeOptions): Promise<number> {
  if (options.prepare) return preparePage(context);
  const stopping = stopSignal();
  const database = await openToStay(context.environment);
  try {
    await serveUntil(context, database, { ...options, port: readCount('--port', options.port) }, stopping);
    return exitCodes.done;
  } finally {
    await database.close();
  }
}

async function preparePage({ output }: CommandContext): Promise<number> {
  await ensurePage((words) => output.say(words));
  output.say(sentence('La page est prête.', 'The page is ready.'));
  output.json({ ok: true });
  return exitCodes.done;
}

/** Keeps the house open until the signal, over a database that stays open. */
export async function serveUntil(
  context: CommandContext,
  database: Database,
  options: Omit<ServeOptions, 'port'> & { readonly port: number },
  stopping: AbortSignal,
): Promise<void> {
  const serving = await openHouse(context, database, options);
  try {
    await sayListening(context, database, serving);
    if (!stopping.aborted) await once(stopping, 'abort');
  } finally {
    await serving.stop();
  }
}

async function sayListening(
  { output, environment }: CommandContext,
  database: Database,
  serving: Serving,
): Promise<void> {
  const { url, publicUrl } = serving;
  output.say(
    sentence(
      `\nCuvée répond sur ${url}${publicUrl === url ? '' : ` (adresse publique : ${publicUrl})`}. Ctrl+C pour arrêter.`,
      `\nCuvée answers on ${url}${publicUrl === url ? '' : ` (public address: ${publicUrl})`}. Ctrl+C to stop.`,
    ),
  );
  const links: Record<string, string> = {};
  for (const { estate, name } of await listEstates(database)) {
    const link = await createFirstLink(database, { estate, publicUrl, by: environment.actor, now: new Date() });
    if (link === undefined) continue;
    links[estate] = link;
    output.say(
      sentence(
        `${name} — première connexion, une seule fois, dans les 24 heures :\n  ${link}`,
        `${name} — first sign-in, once, within 24 hours:\n  ${link}`,
      ),
    );
  }
  output.json({ url, publicUrl, firstSignIn: links });
}
