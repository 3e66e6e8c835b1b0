import { join } from 'node:path';
import { writeJsonAtomically } from '../1-raw/write-atomically.ts';
import type { RunWorld } from '../world.ts';
import type { RunReport } from './report.ts';

/** Leaves a readable copy of where the estate stands beside its manifest; the database remains the truth. */
export async function writeRunState(world: RunWorld, report: RunReport): Promise<void> {
  await writeJsonAtomically(join(world.folders.config, 'state.json'), {
    lastRun: report,
    configHash: world.configHash,
    codeVersion: world.codeVersion,
  });
}
