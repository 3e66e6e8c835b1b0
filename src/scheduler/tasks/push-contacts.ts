/** The estate's contacts at Brevo brought up to date: refusals first. */
import { pushContacts } from '../../8-campaign/contacts/push-contacts.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import { neededBrevo } from './needed-brevo.ts';
import { refuseCopy } from './refuse-copy.ts';
import type { Task } from './task.ts';

/** Pushes everybody once; what Brevo stopped is tried again later. A restored copy pushes nobody. */
export const pushContactsTask: Task = async ({ world, tools, job, say }) => {
  const brevo = neededBrevo(tools);
  await refuseCopy(world);
  say(sentence('Contacts chez Brevo', 'Contacts at Brevo'));
  const pushed = await pushContacts(world, brevo, { now: world.clock(), by: job.requestedBy });
  if (!pushed.stopped) return { outcome: 'done', result: { ...pushed } };
  return {
    outcome: 'stopped',
    by: new Failure('BREVO_STOPPED', pushed.stopped, { retry: 'later' }),
    result: { ...pushed },
  };
};
