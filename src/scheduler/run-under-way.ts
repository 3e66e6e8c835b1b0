import type { World } from '../world.ts';
import { createJobQueue } from './jobs.ts';

/** Whether a run of the estate is under way or asked for: what reads its outcome waits for it. */
export async function isRunUnderWay({
  database,
  estate,
  clock,
}: Pick<World, 'database' | 'estate' | 'clock'>): Promise<boolean> {
  const queue = createJobQueue(database, clock);
  const running = await queue.list(estate, { kind: 'run', state: 'running', limit: 1 });
  const waiting = await queue.list(estate, { kind: 'run', state: 'waiting', limit: 1 });
  return running.length + waiting.length > 0;
}
