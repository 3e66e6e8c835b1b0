/** The rules pass every few minutes, once the estate turned them on. */
import { runAutomation } from '../../8-campaign/automation/run-automation.ts';
import type { Round } from './round.ts';

export const automationRound: Round = {
  name: 'automation',
  everyMs: ({ settings }) => settings.week.automation_minutes * 60_000,
  pass: async (world) => {
    if (!world.settings.automation.is_on) return;
    await runAutomation(world, { now: world.clock() });
  },
};
