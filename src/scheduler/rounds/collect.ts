/** Mailbox and watched folders are looked into every few minutes, where the estate has any. */
import { Failure } from '../../errors.ts';
import type { World } from '../../world.ts';
import { judgeMailbox, mailboxClosed } from '../alarms/mailbox-closed.ts';
import { settleAlarms } from '../alarms/raise-alarms.ts';
import { collectExports } from '../tasks/collect.ts';
import type { Round } from './round.ts';

/** A round that remembers since when a mailbox does not open. */
export function createCollectRound(): Round {
  const failingSince = new Map<string, Date>();

  const settle = async ({ database, estate, clock }: World, failure: Failure | undefined): Promise<void> => {
    const now = clock();
    const since = failingSince.get(estate) ?? now;
    if (failure) failingSince.set(estate, since);
    else failingSince.delete(estate);
    const found = failure ? judgeMailbox(failure, { since, now }) : [];
    // What may pass clears nothing: after a restart an alarm that is open stays so.
    const judged = failure && found.length === 0 ? [] : [mailboxClosed];
    await settleAlarms(database, { estate, found, judged, now });
  };

  return {
    name: 'collect',
    everyMs: () => 5 * 60_000,
    pass: async (world, tools) => {
      const { mail, folders } = world.settings.intake;
      if (mail.host === '' && folders.length === 0) return settle(world, undefined);
      try {
        const { taken, ignored } = await collectExports(world, tools);
        await settle(world, undefined);
        if (taken > 0 || ignored.length > 0) world.log.info('exports collected', { taken, ignored: ignored.length });
      } catch (error) {
        if (error instanceof Failure) await settle(world, error);
        throw error;
      }
    },
  };
}
