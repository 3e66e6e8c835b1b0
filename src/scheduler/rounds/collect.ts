/** Mailbox and watched folders are looked into every few minutes, where the estate has any. */
import { collectExports } from '../tasks/collect.ts';
import type { Round } from './round.ts';

export const collectRound: Round = {
  name: 'collect',
  everyMs: () => 5 * 60_000,
  pass: async (world, tools) => {
    const { mail, folders } = world.settings.intake;
    if (mail.host === '' && folders.length === 0) return;
    const { taken, ignored } = await collectExports(world, tools);
    if (taken > 0 || ignored.length > 0) world.log.info('exports collected', { taken, ignored: ignored.length });
  },
};
