/**
 * The night's forgetting: bodies a month old, people asked « Restez-vous ? » who did not answer, exports that name again somebody
 * forgotten. Those beyond the time whom nobody asked are counted in a task: a person decides.
 */
import { forgetOldBodies } from '../8-campaign/events/forget-old.ts';
import { addTask } from '../8-campaign/tasks/tasks.ts';
import type { Brevo } from '../brevo/client.ts';
import { withEstateLock } from '../db/estate-lock.ts';
import { Failure } from '../errors.ts';
import { readForgotten } from '../estate/forgotten.ts';
import { countFr } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { eraseClients, ledgerFolder } from './erase-client.ts';
import { replayErasures } from './replay-erasures.ts';
import { retentionQueue } from './retention-queue.ts';
import { scrubFiles } from './scrub-files.ts';

/** So many at most: the estate's lock is not held all night, and tomorrow is another night. */
const mostPerNight = 500;

export interface RetentionResult {
  /** Bodies of the inbox forgotten. */
  readonly bodies: number;
  /** People forgotten tonight. */
  readonly erased: number;
  /** Beyond the time, and not asked yet. */
  readonly toAsk: number;
  /** Asked, and still with days to answer. */
  readonly waiting: number;
  /** Why somebody due could not be forgotten tonight (Brevo did not answer, a run was under way): tomorrow again. */
  readonly postponed: readonly string[];
  /** Files rewritten because they named somebody forgotten. */
  readonly filesRewritten: number;
}

/** Does the night's work; what cannot be done tonight is done tomorrow. */
export async function runRetention(
  world: World,
  { now, brevo }: { readonly now: Date; readonly brevo?: Pick<Brevo, 'deleteContact' | 'deleteLogs'> },
): Promise<RetentionResult> {
  const bodies = await forgetOldBodies(world, now);
  const today = now.toISOString().slice(0, 10);
  const { database, estate, settings } = world;
  const { counts, due } = await retentionQueue(database, { estate, rules: settings.retention, today });
  const toForget = due.filter(({ verdict }) => verdict === 'forget').map(({ clientCode }) => clientCode);
  const postponed: string[] = [];
  const erased = await forgetDue(
    world,
    toForget.slice(0, mostPerNight),
    { now, ...(brevo ? { brevo } : {}) },
    postponed,
  );
  await proposeAsking(world, counts.ask, now);
  const filesRewritten = await scrubAgain(world, postponed);
  return { bodies, erased, toAsk: counts.ask, waiting: counts.wait, postponed, filesRewritten };
}

async function forgetDue(
  world: World,
  clients: readonly string[],
  { now, brevo }: { readonly now: Date; readonly brevo?: Pick<Brevo, 'deleteContact' | 'deleteLogs'> },
  postponed: string[],
): Promise<number> {
  if (clients.length === 0) return 0;
  try {
    const request = { reason: 'retention', requestedBy: 'cuvee', now, ...(brevo ? { brevo } : {}) } as const;
    const { erased, stoppedBy } = await eraseClients(world, clients, request);
    if (stoppedBy) postponed.push(stoppedBy.code);
    return erased.length;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    postponed.push(error.code);
    return 0;
  }
}

/** One task a month, while there is somebody to ask. */
async function proposeAsking(world: World, count: number, now: Date): Promise<void> {
  if (count === 0) return;
  const month = now.toISOString().slice(0, 7);
  await addTask(world.database, {
    estate: world.estate,
    taskKey: `retention:${month}`,
    kind: 'check',
    title: `${countFr(count, 'personne silencieuse', 'personnes silencieuses')} au-delà du délai légal : envoyer la lettre « Restez-vous ? », ou les effacer depuis leur fiche (page Conformité)`,
    author: 'cuvee',
    now,
  });
}

/** Erasures begun and killed, and exports that came since and name somebody again. */
async function scrubAgain(world: World, postponed: string[]): Promise<number> {
  try {
    return await withEstateLock(world.database, world.estate, async () => {
      await replayErasures(world, [ledgerFolder(world)]);
      const forgotten = await readForgotten(world.database, { estate: world.estate, config: world.folders.config });
      return forgotten ? (await scrubFiles(world, forgotten)).rewritten : 0;
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    postponed.push(error.code);
    return 0;
  }
}
