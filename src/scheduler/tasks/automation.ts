/** One passage of the rules, asked for by a person; the worker passes by itself every few minutes. */
import { runAutomation } from '../../8-campaign/automation/run-automation.ts';
import { sentence } from '../../values/sentence.ts';
import type { Task } from './task.ts';

/** Runs the rules once. */
export const automationTask: Task = async ({ world, say }) => {
  say(sentence('Passage des règles', 'Running the rules'));
  return { outcome: 'done', result: { ...(await runAutomation(world, { now: world.clock() })) } };
};
