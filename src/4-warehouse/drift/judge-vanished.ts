/** The part of the drift gate that only the load can see: which documents of a window an export no longer holds. */
import type { Session } from '../../db/database.ts';
import type { RunWorld } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { answerDrift } from './answer-drift.ts';
import { findVanishedDrift } from './drift.ts';

/** Throws RefusedByRule `DRIFT`, inside the transaction that it undoes, when too many documents would be removed. */
export async function judgeVanished(
  world: RunWorld,
  session: Session,
  file: Export,
  removed: readonly { readonly held: number; readonly absent: number }[],
): Promise<void> {
  const held = removed.reduce((sum, type) => sum + type.held, 0);
  const absent = removed.reduce((sum, type) => sum + type.absent, 0);
  const findings = absent === 0 ? [] : findVanishedDrift(file, held, absent, world.settings.drift);
  await answerDrift(world, session, `vanished ${file.fileHash}`, findings);
}
