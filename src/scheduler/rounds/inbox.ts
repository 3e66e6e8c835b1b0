/** What Brevo told and what readers did is taken in; who unsubscribed is refused at Brevo too. */
import { pushRefusals } from '../../8-campaign/events/push-refusals.ts';
import { readInbox } from '../../8-campaign/events/read-inbox.ts';
import { readForms } from '../../8-campaign/forms/read-forms.ts';
import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import type { Round } from './round.ts';

export const inboxRound: Round = {
  name: 'inbox',
  everyMs: () => 5_000,
  pass: async (world, { brevo }) => {
    const now = world.clock();
    await readInbox(world, { now });
    await readForms(world, { now });
    if (!brevo || world.settings.campaigns.channel !== 'brevo') return;
    // A restored copy calls nobody (promises.md 4).
    if ((await sendingInstance(world.database, world)).state === 'other') return;
    await pushRefusals(world, brevo, { now, most: 50 });
  },
};
