/** Listens, for one client, to what neighbours and the items bought before say of every item. */
import type { Ground } from './ground.ts';
import {
  companyHeard,
  followingHeard,
  hearsayWidth,
  linearHeard,
  nextHeard,
  type Said,
  sharedHeard,
} from './hearsay.ts';
import { readLinear } from './linear.ts';
import { addNeighbours, neighbourScratch } from './neighbours.ts';
import type { ItemLinks } from './together.ts';
import { lendRows } from './unsold.ts';

/** What the last basket and the one before it say of the next. */
const lastlyWeights = [1, 0.5];

/** Fills `said`, the same for every client, with what is heard for one; what was heard before is forgotten. */
export function listenerOf(ground: Ground, said: Said): (client: number) => void {
  const { profiles, together, inBaskets, unsold, neighbourhood, linear } = ground;
  const ofLinear = new Float64Array(linear.items.length);
  const scratch = neighbourScratch(neighbourhood);
  return (client) => {
    said.fill(0);
    addNeighbours(profiles, neighbourhood, scratch, client, said);
    const end = profiles.starts[client + 1] ?? 0;
    for (let entry = profiles.starts[client] ?? end; entry < end; entry++) {
      const item = profiles.items[entry] ?? 0;
      follow(together.shared, item, profiles.slow[entry] ?? 0, said, sharedHeard);
      follow(together.next, item, profiles.fast[entry] ?? 0, said, nextHeard);
      follow(inBaskets.company, item, profiles.slow[entry] ?? 0, said, companyHeard);
      const lastly = (profiles.lastAges[entry] ?? 0) - 1;
      if (lastly < lastlyWeights.length)
        follow(inBaskets.following, item, lastlyWeights[lastly] ?? 0, said, followingHeard);
    }
    readLinear(linear, profiles, client, ofLinear);
    for (let place = 0; place < ofLinear.length; place++)
      said[hearsayWidth * (linear.items[place] ?? 0) + linearHeard] = ofLinear[place] ?? 0;
    // An item nobody bought yet is heard of through those most like it.
    lendRows(unsold, said, hearsayWidth);
  };
}

function follow(links: ItemLinks, item: number, weight: number, said: Said, figure: number): void {
  const { items, strengths } = links;
  const end = links.starts[item + 1] ?? 0;
  for (let at = links.starts[item] ?? 0; at < end; at++) {
    const place = hearsayWidth * (items[at] ?? 0) + figure;
    said[place] = (said[place] ?? 0) + weight * (strengths[at] ?? 0);
  }
}
