/** The rules are put on or off, in the name of a person. */
import { changesWithValue, readSettings, writeSettings } from '../../estate/settings-store.ts';
import type { World } from '../../world.ts';
import { runAutomation } from './run-automation.ts';

/** Puts the rules on for what happens from now on, or off; with its journal entry. */
export async function turnAutomation(
  world: World,
  { isOn, reason, now }: { readonly isOn: boolean; readonly reason?: string; readonly now: Date },
): Promise<void> {
  // What came while the rules were off is over, and who is engaged already did not just become so.
  if (isOn && !world.settings.automation.is_on) await runAutomation(world, { now });
  const { changes } = await readSettings(world.database, world.estate);
  await writeSettings(world.database, {
    estate: world.estate,
    actor: world.actor,
    changes: changesWithValue(changes, 'automation.is_on', isOn),
    ...(reason === undefined ? {} : { reason }),
  });
}
