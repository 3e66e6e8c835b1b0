/** The night's backup, or one a person asked for. */
import { backUp } from '../../backup/back-up.ts';
import { sentence } from '../../values/sentence.ts';
import type { Task } from './task.ts';

/** Backs the estate up; the result tells what is in it, and which copies could not be made. */
export const backupTask: Task = async ({ world, job, say }) => {
  say(sentence('Sauvegarde', 'Backing up'));
  const reason = job.slotAt === null ? 'by_hand' : 'night';
  const { backupId, bytes, sha256, tables, rows, files, missing, damaged, copies, removed } = await backUp(world, {
    reason,
    now: world.clock(),
  });
  const result = {
    backupId,
    bytes,
    sha256,
    tables,
    rows,
    files,
    missing: missing.length,
    damaged: damaged.length,
    copies,
    removed,
  };
  return { outcome: 'done', result };
};
