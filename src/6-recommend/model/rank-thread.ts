/** A thread that helps: it counts what is known today, then takes on batches of clients until all are ranked. */
import { parentPort } from 'node:worker_threads';
import { type Ground, groundOf } from './ground.ts';
import type { ItemAttributes } from './history.ts';
import type { Knowledge } from './knowledge.ts';
import { portionRanker, type RankWork } from './rank-clients.ts';
import { sharedValues } from './shared-values.ts';

export type Told =
  | { readonly known: Knowledge; readonly attributes: ItemAttributes | undefined }
  | { readonly work: RankWork };

/** The ground that was counted; after that, each time a batch is ranked, nothing. */
export interface Answer {
  readonly ground?: Ground;
}

parentPort?.on('message', (told: Told) => {
  if ('known' in told) {
    answer({ ground: sharedValues(groundOf(told.known, told.attributes)) });
    return;
  }
  const rankPortion = portionRanker(told.work);
  while (rankPortion()) answer({});
});

function answer(said: Answer): void {
  parentPort?.postMessage(said, []);
}
