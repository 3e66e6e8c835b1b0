/** Bodies of the inbox quote addresses: once taken in they are kept a month, for whoever asks what was told, and no longer. */
import { forgetBodies } from '../../1-raw/events/forget-bodies.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';

const oldBodies = loadSql(import.meta.url, './old-bodies.sql');

const keptMs = 30 * 86_400_000;
const mostAtOnce = 5000;

/** Forgets bodies taken in over 30 days ago; what they told, and that they came, stays. Gives their number. */
export async function forgetOldBodies(world: World, now: Date): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const old = await world.database.rows<{ inboxId: string }>(oldBodies, {
      estate: world.estate,
      before: new Date(now.getTime() - keptMs),
      most: mostAtOnce,
    });
    if (old.length === 0) return forgotten;
    forgotten += await forgetBodies(
      world.database,
      world.estate,
      old.map(({ inboxId }) => inboxId),
    );
  }
}
