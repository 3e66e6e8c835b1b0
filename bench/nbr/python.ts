/** The same TIFU-KNN in numpy and scipy, where they are at hand: its figures and its time beside ours. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { TifuSettings } from './baselines/tifu-knn.ts';
import { basketEnd, itemsOfBasket, type ListedHistory } from './basket-history.ts';
import type { Fold } from './protocols.ts';

const printed = z.object({
  'recall@10': z.number(),
  'ndcg@10': z.number(),
  fitMs: z.number(),
  rankMs: z.number(),
  rssMb: z.number(),
});

/** Whether `python3` has numpy and scipy. */
export function hasNumpy(): boolean {
  return spawnSync('python3', ['-c', 'import numpy, scipy']).status === 0;
}

/** One fold with given settings; NDCG over the whole target. Throws with Python's words when it fails. */
export function measureInPython(fold: Fold, settings: TifuSettings): z.infer<typeof printed> {
  const folder = mkdtempSync(join(tmpdir(), 'cuvee-bench-nbr-'));
  try {
    const file = join(folder, 'fold.json');
    writeFileSync(file, JSON.stringify(questionOf(fold, settings)));
    const child = spawnSync('python3', [join(import.meta.dirname, 'tifu_knn.py'), file], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(`tifu_knn.py failed: ${child.stderr.slice(-2000)}`);
    return printed.parse(JSON.parse(child.stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function questionOf({ history, testClients, truths }: Fold, settings: TifuSettings) {
  const clients = Array.from({ length: history.clientCount }, (_, client) => basketsOf(history, client));
  return {
    items: history.itemCount,
    clients,
    test: Array.from(testClients),
    truths: truths.map((truth) => Array.from(truth)),
    settings,
  };
}

function basketsOf(history: ListedHistory, client: number): number[][] {
  const start = history.basketStarts[client] ?? 0;
  return Array.from({ length: basketEnd(history, client) - start }, (_, at) => [...itemsOfBasket(history, start + at)]);
}
