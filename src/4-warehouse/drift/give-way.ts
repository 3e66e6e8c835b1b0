/** The load itself may find that an export is too far off; one that waits after it may tell its days again. */
import type { Sentence } from '../../values/sentence.ts';
import type { RunWorld } from '../../world.ts';
import type { Export } from '../load-plan.ts';
import { DriftStop } from './answer-drift.ts';
import type { DriftFinding } from './drift.ts';
import { readLive, replacementOf, setAside } from './set-aside.ts';

/** Sets aside the exports that stopped the load where one that waits after them tells them again; throws what stopped it where not. */
export async function giveWay(world: RunWorld, exports: readonly Export[], error: unknown): Promise<Sentence[]> {
  if (!(error instanceof DriftStop)) throw error;
  const stopped = exports.filter((file) => error.findings.some((finding) => isOf(finding, file)));
  // Whoever calls tries again: nothing given up would be the same again.
  if (stopped.length === 0) throw error;
  return world.database.transaction(async (session) => {
    const said: Sentence[] = [];
    for (const file of stopped) {
      const after = exports.slice(exports.indexOf(file) + 1).filter(({ isLoaded }) => !isLoaded);
      const newer = replacementOf(file, after, await readLive(world, session, file));
      if (!newer) throw error;
      said.push(await setAside(world, session, file, newer));
    }
    return said;
  });
}

function isOf(finding: DriftFinding, { source, dataset, fileHash }: Export): boolean {
  return finding.source === source && finding.dataset === dataset && finding.fileHash === fileHash;
}
