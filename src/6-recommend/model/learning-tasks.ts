/** What the threads of a crew are told while a model is taught, and what they do then. */
import type { MessagePort } from 'node:worker_threads';
import type { Crew } from './crew.ts';
import { type Ground, groundOf } from './ground.ts';
import type { ItemAttributes } from './history.ts';
import type { Knowledge } from './knowledge.ts';
import { helpWithLanes, type LanesTask } from './lanes.ts';
import { sharedValues } from './shared-values.ts';
import { helpToRead, type ReadingTask } from './textbook.ts';

/** To count a ground, to read examples, to grow a forest. */
export type LearningTask =
  | { readonly counting: Knowledge; readonly attributes: ItemAttributes | undefined }
  | { readonly reading: ReadingTask; readonly port: MessagePort }
  | { readonly growing: LanesTask };

/** Helps until there is no more to do; a ground is answered. */
export function helpToLearn(task: LearningTask, answer: (ground: Ground) => void): void {
  if ('counting' in task) answer(sharedValues(groundOf(task.counting, task.attributes)));
  else if ('reading' in task) helpToRead(task.reading, task.port);
  else helpWithLanes(task.growing);
}

/** Has a ground counted by a helper, in shared memory, while this thread goes on; where nobody helps, when it is asked for. */
export function countAside(
  known: Knowledge,
  attributes: ItemAttributes | undefined,
  { helpers: [helper] }: Crew,
): () => Promise<Ground> {
  if (helper === undefined) return async () => groundOf(known, attributes);
  const counted = helper.ask<Ground>({ counting: sharedValues(known), attributes } satisfies LearningTask);
  return () => counted;
}
