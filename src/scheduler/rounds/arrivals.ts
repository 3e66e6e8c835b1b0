/**
 * An export that comes after the run of its week is taken in when it comes. Only the first of a week: a later one waits for the next
 * run or a person, so that a list already approved is not computed anew under its letters.
 */
import { stat } from 'node:fs/promises';
import { lookIntoDropFolders } from '../../1-raw/drop-folders.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { createJobQueue } from '../jobs.ts';
import { momentOfWeek, weekBeganAt } from '../week.ts';
import type { Round } from './round.ts';

const arrivals = loadSql(import.meta.url, './arrivals.sql');

/** An export is several files: once nothing has come for so long, it is all there. */
const quietMs = 60_000;

interface Arrivals {
  readonly arrivedAt: Date | null;
  readonly isReadThisWeek: boolean;
  readonly lastRunAt: Date | null;
}

export const arrivalsRound: Round = {
  name: 'arrivals',
  everyMs: () => 60_000,
  pass: async (world) => {
    const { estate, database, settings, clock } = world;
    const now = clock();
    if (!settings.week.run_on_arrival || now < momentOfWeek(settings.week, now, settings.week.ingest_at)) return;
    const known = await database.one<Arrivals>(arrivals, {
      estate_id: estate,
      week_began_at: weekBeganAt(settings.week, now).toISOString(),
    });
    if (!known || known.isReadThisWeek) return;
    const arrivedAt = Math.max(known.arrivedAt?.getTime() ?? 0, await lastDroppedAt(world));
    if (arrivedAt <= (known.lastRunAt?.getTime() ?? 0) || now.getTime() - arrivedAt < quietMs) return;
    await createJobQueue(database, clock).request({ estate, kind: 'run', requestedBy: 'cuvee' });
  },
};

/** When the newest whole file came into the drop folders, in ms; 0 where there is none. A copied file keeps its own old date. */
async function lastDroppedAt(world: World): Promise<number> {
  const { offered } = await lookIntoDropFolders(world, 0);
  let last = 0;
  for (const { path } of offered) {
    const seen = await stat(path).catch(() => undefined);
    if (seen) last = Math.max(last, seen.mtimeMs, seen.ctimeMs);
  }
  return last;
}
