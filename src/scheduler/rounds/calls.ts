/** Servers outside that a rule wants to be told are called. */
import { sendCalls } from '../../8-campaign/calls/send-calls.ts';
import type { Round } from './round.ts';

export const callsRound: Round = {
  name: 'calls',
  everyMs: () => 15_000,
  pass: async (world, { caller, callKeyOf }) => {
    if (!world.settings.automation.is_on) return;
    await sendCalls(world, {
      caller,
      key: await callKeyOf(world.estate),
      now: world.clock,
      workerId: `calls-${process.pid}`,
    });
  },
};
