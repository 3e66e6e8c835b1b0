/** Small made-up histories: baskets by client, and one in which tastes and habits are known because we put them there. */
import { mixed } from '../../../src/6-recommend/model/mixed.ts';
import type { BasketHistory, ItemAttributes } from '../../../src/6-recommend/model/history.ts';

/** Baskets of items by client; `days` alike, where they are to be known. */
export function historyOf(
  clients: readonly (readonly (readonly number[])[])[],
  itemCount: number,
  days?: readonly (readonly number[])[],
): BasketHistory {
  const basketStarts = [0];
  const lineStarts = [0];
  const items: number[] = [];
  for (const baskets of clients) {
    for (const basket of baskets) {
      items.push(...[...basket].sort((one, other) => one - other));
      lineStarts.push(items.length);
    }
    basketStarts.push(lineStarts.length - 1);
  }
  return {
    clientCount: clients.length,
    itemCount,
    basketStarts: Uint32Array.from(basketStarts),
    lineStarts: Uint32Array.from(lineStarts),
    items: Int32Array.from(items),
    ...(days === undefined ? undefined : { days: Int32Array.from(days.flat()) }),
  };
}

export const wineCount = 40;
/** The last wine of each family was never sold. */
export const familyOf = (wine: number) => wine % 4;

/** Families of ten wines: each client keeps to one of them, with a favourite that is bought three times in four. */
export function estateOf(clientCount: number): BasketHistory {
  const clients = Array.from({ length: clientCount }, (_, client) => {
    const family = client % 4;
    const wineOf = (draw: number) => family + 4 * Math.floor(draw * 9);
    const favourite = wineOf(mixed(client, 1, 1));
    const basketCount = 2 + (client % 7);
    return Array.from({ length: basketCount }, (_, basket) => {
      const wines = new Set([wineOf(mixed(client, basket, 2)), wineOf(mixed(client, basket, 3))]);
      if (mixed(client, basket, 4) < 0.75) wines.add(favourite);
      return [...wines];
    });
  });
  return historyOf(clients, wineCount);
}

export const families: ItemAttributes = {
  words: [{ name: 'family', wordOfItem: Int32Array.from({ length: wineCount }, (_, wine) => familyOf(wine)) }],
};
