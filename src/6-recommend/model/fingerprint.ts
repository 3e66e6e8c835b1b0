/** A number that stands for what a client bought: chance that does not depend on the order clients are read in. */
import type { Profiles } from './profiles.ts';

/** A number from 0 to 1 that depends on what a client bought, and not on the place of the client among the others. */
export function fingerprint(profiles: Profiles, client: number): number {
  let hash = 0x9e3779b9;
  for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++) {
    hash = Math.imul(hash ^ (profiles.items[entry] ?? 0), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13) ^ (profiles.lastAges[entry] ?? 0), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return (hash >>> 0) / 0x1_0000_0000;
}
