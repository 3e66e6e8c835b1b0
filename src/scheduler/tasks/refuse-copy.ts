import { sendingInstance } from '../../8-campaign/instance/sending-instance.ts';
import { RefusedByRule } from '../../errors.ts';
import type { World } from '../../world.ts';

/** Throws RefusedByRule on a restored or cloned installation: it calls nobody until a person confirms it (promises.md 4). */
export async function refuseCopy(world: World): Promise<void> {
  const instance = await sendingInstance(world.database, world);
  if (instance.state !== 'other') return;
  throw new RefusedByRule('INSTANCE_NOT_CONFIRMED', instance.sentence);
}
