/** The estate's contacts at Brevo brought up to date: refusals first. */
import { pushContacts } from '../../8-campaign/contacts/push-contacts.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import { isRunUnderWay } from '../run-under-way.ts';
import { neededBrevo } from './needed-brevo.ts';
import { refuseCopy } from './refuse-copy.ts';
import type { Task } from './task.ts';

const patienceMs = 2 * 60_000;

/**
 * Pushes everybody once, after the week's run where one is under way: what is told of a contact follows from it. What Brevo stopped
 * is tried again later. A restored copy pushes nobody.
 */
export const pushContactsTask: Task = async ({ world, tools, job, say }) => {
  const brevo = await neededBrevo(tools, world.estate);
  await refuseCopy(world);
  say(sentence('Contacts chez Brevo', 'Contacts at Brevo'));
  if (await isRunUnderWay(world)) {
    const until = new Date(tools.clock().getTime() + patienceMs);
    return { outcome: 'put_back', until, label: sentence('Attend la fin du traitement.', 'Waits for the run to end.') };
  }
  const pushed = await pushContacts(world, brevo, { now: world.clock(), by: job.requestedBy });
  if (!pushed.stopped) return { outcome: 'done', result: { ...pushed } };
  return {
    outcome: 'stopped',
    by: new Failure('BREVO_STOPPED', pushed.stopped, { retry: 'later' }),
    result: { ...pushed },
  };
};
