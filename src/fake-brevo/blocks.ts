import type { FakeBlock, House } from './house.ts';

export function blockKey(email: string, sender: string): string {
  return `${email} ${sender}`;
}

/** Why a sender may not write to an address, as the `blocked` event words it; undefined when it may. */
export function blockedBecause(house: House, email: string, sender: string): string | undefined {
  const block: FakeBlock | undefined =
    house.blocks.get(blockKey(email, '')) ?? house.blocks.get(blockKey(email, sender));
  if (!block) return undefined;
  return block.code.startsWith('unsubscribed')
    ? 'blocked : due to unsubscribed user'
    : 'blocked : due to blacklist user';
}
