/** What Brevo told and what readers did is taken in; who unsubscribed is refused at Brevo too. */
import { pushRefusals } from '../../8-campaign/events/push-refusals.ts';
import { readInbox } from '../../8-campaign/events/read-inbox.ts';
import { readForms } from '../../8-campaign/forms/read-forms.ts';
import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import type { Round } from './round.ts';

export const inboxRound: Round = {
  name: 'inbox',
  everyMs: () => 5_000,
  pass: async (world, { brevoOf }) => {
    const now = world.clock();
    await readInbox(world, { now });
    await readForms(world, { now });
    if (world.settings.campaigns.channel !== 'brevo') return;
    // A restored copy calls nobody (promises.md 4).
    if ((await sendingInstance(world.database, world)).state === 'other') return;
    // A key that cannot be opened is an alarm of its own; the inbox was read all the same.
    const brevo = await brevoOf(world.estate).catch(() => undefined);
    if (brevo) await pushRefusals(world, brevo, { now, most: 50 });
  },
};
