/**
 * What a run has decided of each dropped file, written before any of them is cleared away: a run killed while it clears
 * the drop folders, then started again under its id, still tells of all of them.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { EstateFolders } from '../world.ts';
import { writeJsonAtomically } from './write-atomically.ts';

const outcomeSchema = z.object({
  source: z.string(),
  dataset: z.string(),
  name: z.string(),
  fileHash: z.string(),
  outcome: z.enum(['received', 'duplicate', 'repaired']),
  knownAs: z.string(),
  counts: z.string().optional(),
});
const receiptSchema = z.object({ runId: z.string(), outcomes: z.array(outcomeSchema) });

/** What became of one dropped file. */
export type Outcome = z.infer<typeof outcomeSchema>;

/** The outcomes this very run wrote down before it was interrupted; none for a run that starts. */
export async function readReceipt(folders: EstateFolders, runId: string): Promise<readonly Outcome[]> {
  const text = await readFile(receiptPath(folders), 'utf8').catch(() => undefined);
  if (text === undefined) return [];
  const receipt = receiptSchema.safeParse(parseJson(text));
  return receipt.success && receipt.data.runId === runId ? receipt.data.outcomes : [];
}

/** Writes the outcomes of a run down; a run without any leaves no receipt. */
export async function writeReceipt(folders: EstateFolders, runId: string, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length > 0) await writeJsonAtomically(receiptPath(folders), { runId, outcomes });
  else await rm(receiptPath(folders), { force: true });
}

function receiptPath(folders: EstateFolders): string {
  return join(folders.config, 'receipt.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
