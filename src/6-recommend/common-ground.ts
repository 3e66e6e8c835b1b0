/** What a wine has in common with what a client already bought: the plainest thing a clerk can say of a new bottle. */
import type { ClientView } from './client-view.ts';
import type { EstateWine } from './estate-view.ts';

export interface CommonGround {
  readonly common: 'family' | 'grape';
  /** The family or the grape. */
  readonly name: string;
  /** Bottles the client kept that share it, and the first and last day they were bought. */
  readonly bottles: number;
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The family the client has bought of, else the grape. Undefined: the wine is new in both. */
export function commonGround(client: ClientView, wine: EstateWine): CommonGround | undefined {
  return boughtOf(client, 'family', wine.familyKey) ?? boughtOf(client, 'grape', wine.grapeKey);
}

/** What the client bought of a family or a grape, given by its key. Undefined: nothing, or no key. */
export function boughtOf(client: ClientView, common: 'family' | 'grape', key: string | null): CommonGround | undefined {
  if (key === null) return undefined;
  let name = '';
  let bottles = 0;
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  for (const purchase of client.purchases.values()) {
    const { wine } = purchase;
    if ((common === 'family' ? wine.familyKey : wine.grapeKey) !== key) continue;
    name = (common === 'family' ? wine.family : wine.grape) ?? name;
    bottles += purchase.bottles;
    firstDay = Math.min(firstDay, purchase.firstDay);
    lastDay = Math.max(lastDay, purchase.lastDay);
  }
  return name === '' ? undefined : { common, name, bottles, firstDay, lastDay };
}
