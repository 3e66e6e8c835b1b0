/** The night's forgetting of what was kept long enough. */
import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import { runRetention } from '../../erasure/run-retention.ts';
import { sentence } from '../../values/sentence.ts';
import type { Task } from './task.ts';

/** Does the night's work; on a restored copy Brevo is not called. */
export const retentionTask: Task = async ({ world, tools, say }) => {
  say(sentence('Oubli des données anciennes', 'Forgetting old data'));
  const isCopy = (await sendingInstance(world.database, world)).state === 'other';
  const brevo = isCopy ? undefined : await tools.brevoOf(world.estate);
  const result = await runRetention(world, { now: world.clock(), ...(brevo ? { brevo } : {}) });
  return { outcome: 'done', result: { ...result } };
};
