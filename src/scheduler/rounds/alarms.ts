/** Whether all is well is looked at every minute; what is slow to ask, as rarely as it changes. */
import { createOuterFacts } from '../alarms/outer-facts.ts';
import { watchAlarms } from '../alarms/watch-alarms.ts';
import type { Round } from './round.ts';

/** A round with a memory of its own of what it asked. */
export function createAlarmsRound(): Round {
  const outerFacts = createOuterFacts();
  return {
    name: 'alarms',
    everyMs: () => 60_000,
    pass: async (world, tools) => {
      const { raised, cleared, mailed } = await watchAlarms(world, tools, await outerFacts(world, tools));
      if (raised + cleared + mailed > 0) world.log.info('alarms looked at', { raised, cleared, mailed });
    },
  };
}
