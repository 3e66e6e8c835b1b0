/** Forgetting one client, because they asked. */
import { z } from 'zod';
import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import { eraseClient } from '../../erasure/erase-client.ts';
import { sentence } from '../../values/sentence.ts';
import type { Task } from './task.ts';

const payloadSchema = z.object({ client: z.string(), why: z.string() });

/** Forgets the client of the payload `{client, why}`; on a restored copy Brevo is not called. */
export const eraseClientTask: Task = async ({ world, job, tools, say }) => {
  say(sentence('Effacement d’un client', 'Forgetting a client'));
  const { client, why } = payloadSchema.parse(job.payload);
  const isCopy = (await sendingInstance(world.database, world)).state === 'other';
  const brevo = isCopy ? undefined : await tools.brevoOf(world.estate);
  const { pseudonym, files, brevoContacts } = await eraseClient(world, {
    client,
    why,
    reason: 'asked',
    requestedBy: job.requestedBy,
    now: world.clock(),
    ...(brevo ? { brevo } : {}),
  });
  const result = {
    pseudonym,
    filesRewritten: files.rewritten,
    unreadableFiles: files.unreadable.length,
    brevoContacts,
  };
  return { outcome: 'done', result };
};
