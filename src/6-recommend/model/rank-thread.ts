/** A thread that helps to learn, then takes on clients until all are ranked. */
import { parentPort } from 'node:worker_threads';
import { doAsTold, enter } from './crew.ts';
import { helpToLearn, type LearningTask } from './learning-tasks.ts';
import { rankOn, type RankWork } from './rank-clients.ts';

parentPort?.on('message', (told: LearningTask | { readonly ranking: RankWork }) => {
  doAsTold(() => {
    if ('ranking' in told) enter(told.ranking.door, () => rankOn(told.ranking));
    else helpToLearn(told, (ground) => parentPort?.postMessage(ground, []));
  });
});
