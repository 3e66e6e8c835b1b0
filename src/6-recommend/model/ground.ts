/** Everything learned by counting from one state of knowledge: what evidence is read from. */
import type { ItemAttributes } from './history.ts';
import { type InBaskets, inBasketsOf } from './in-baskets.ts';
import { type ItemFacts, itemFactsOf } from './item-facts.ts';
import type { Knowledge } from './knowledge.ts';
import { type Linear, linearOf } from './linear.ts';
import { type Neighbourhood, neighbourhoodOf } from './neighbours.ts';
import { buyersOf, type Profiles, profilesOf, slowDecay } from './profiles.ts';
import { type TasteGround, tasteGroundOf } from './taste.ts';
import { type Together, togetherOf } from './together.ts';
import { lendFacts, type Unsold, unsoldOf } from './unsold.ts';

/** Plain objects and typed arrays only, so that it can be handed to another thread as it is. */
export interface Ground {
  readonly profiles: Profiles;
  readonly facts: ItemFacts;
  readonly together: Together;
  readonly inBaskets: InBaskets;
  readonly linear: Linear;
  readonly neighbourhood: Neighbourhood;
  readonly taste: TasteGround;
  readonly unsold: Unsold;
}

export function groundOf(known: Knowledge, attributes: ItemAttributes | undefined): Ground {
  const profiles = profilesOf(known);
  const facts = itemFactsOf(known, profiles);
  const unsold = unsoldOf(facts, attributes);
  lendFacts(unsold, facts);
  return {
    profiles,
    facts,
    unsold,
    together: togetherOf(profiles, buyersOf(profiles)),
    inBaskets: inBasketsOf(known),
    linear: linearOf(known, profiles),
    neighbourhood: neighbourhoodOf(profiles, slowDecay),
    taste: tasteGroundOf(known, profiles, attributes),
  };
}
