/** What each client has bought, item by item: how often, how lately, how much. The ground on which all evidence stands. */
import type { BasketHistory } from './history.ts';
import type { Knowledge } from './knowledge.ts';

/** One entry per client and item ever bought, in compressed rows by client; ages count baskets, 1 is the last known one. */
export interface Profiles {
  readonly clientCount: number;
  readonly itemCount: number;
  /** Entries of client `c`: `starts[c] … starts[c + 1])`. */
  readonly starts: Uint32Array;
  readonly items: Int32Array;
  /** Baskets that hold the item. */
  readonly counts: Uint16Array;
  /** Σ slowDecay^(age − 1) and Σ fastDecay^(age − 1) over these baskets. */
  readonly slow: Float32Array;
  readonly fast: Float32Array;
  readonly lastAges: Uint16Array;
  readonly firstAges: Uint16Array;
  /** Day of the last and first purchase; empty where days are unknown. */
  readonly lastDays: Int32Array;
  readonly firstDays: Int32Array;
  /** Bought in all, and the last time; empty where quantities are unknown. */
  readonly quantities: Float32Array;
  readonly lastQuantities: Float32Array;
  /** By client. */
  readonly clients: ClientFigures;
}

export interface ClientFigures {
  readonly basketCounts: Uint16Array;
  readonly meanSizes: Float32Array;
  readonly lastSizes: Float32Array;
  /** Share of the lines, from the second basket on, that were bought before; -1 with one basket. */
  readonly repeatShares: Float32Array;
  /** The last known basket and the mean days between baskets (-1 with one basket); empty where days are unknown. */
  readonly lastDays: Int32Array;
  readonly meanGaps: Float32Array;
  /** Mean price paid, NaN where unknown; empty where prices are unknown. */
  readonly meanPrices: Float32Array;
}

/** A basket this many ago still counts for .35 and .01: the two ends between which habits fade (TIFU-KNN tunes to .9). */
export const slowDecay = 0.9;
export const fastDecay = 0.6;
const most16 = 65_535;

/** Reads every known line once. Time and memory grow with the lines. */
export function profilesOf(known: Knowledge): Profiles {
  const building = emptyProfiles(known.history);
  const placeOf = new Int32Array(known.history.itemCount).fill(-1);
  let size = 0;
  for (let client = 0; client < known.history.clientCount; client++) {
    const from = size;
    size = readClient(building, known, client, size, placeOf);
    for (let entry = from; entry < size; entry++) placeOf[building.items[entry] ?? 0] = -1;
    building.starts[client + 1] = size;
  }
  return trimmed(building, size);
}

/** Fills the entries of one client from `size` on and gives the new size. `placeOf` is all -1 before; the caller clears it. */
function readClient(into: Profiles, known: Knowledge, client: number, from: number, placeOf: Int32Array): number {
  const { history } = known;
  const first = history.basketStarts[client] ?? 0;
  const end = known.ends[client] ?? 0;
  let size = from;
  let repeated = 0;
  for (let basket = first; basket < end; basket++) {
    const age = end - basket;
    const day = history.days?.[basket] ?? 0;
    const slow = slowDecay ** (age - 1);
    const fast = fastDecay ** (age - 1);
    for (let line = history.lineStarts[basket] ?? 0; line < (history.lineStarts[basket + 1] ?? 0); line++) {
      const item = history.items[line] ?? 0;
      let entry = placeOf[item] ?? -1;
      if (entry < 0) {
        entry = size++;
        placeOf[item] = entry;
        into.items[entry] = item;
        into.firstAges[entry] = Math.min(most16, age);
        if (history.days !== undefined) into.firstDays[entry] = day;
      } else repeated++;
      into.counts[entry] = Math.min(most16, (into.counts[entry] ?? 0) + 1);
      into.slow[entry] = (into.slow[entry] ?? 0) + slow;
      into.fast[entry] = (into.fast[entry] ?? 0) + fast;
      into.lastAges[entry] = Math.min(most16, age);
      if (history.days !== undefined) into.lastDays[entry] = day;
      if (history.quantities !== undefined) addQuantity(into, entry, history.quantities[line] ?? 0);
    }
  }
  describeClient(into.clients, history, { client, first, end, repeated });
  return size;
}

function addQuantity(into: Profiles, entry: number, quantity: number): void {
  const amount = Number.isFinite(quantity) && quantity > 0 ? quantity : 0;
  into.quantities[entry] = (into.quantities[entry] ?? 0) + amount;
  into.lastQuantities[entry] = amount;
}

function describeClient(
  into: ClientFigures,
  history: BasketHistory,
  seen: { client: number; first: number; end: number; repeated: number },
): void {
  const { client, first, end } = seen;
  const baskets = end - first;
  const sizeOf = (basket: number) => (history.lineStarts[basket + 1] ?? 0) - (history.lineStarts[basket] ?? 0);
  const lines = (history.lineStarts[end] ?? 0) - (history.lineStarts[first] ?? 0);
  const later = baskets > 1 ? lines - sizeOf(first) : 0;
  into.basketCounts[client] = Math.min(most16, baskets);
  into.meanSizes[client] = baskets > 0 ? lines / baskets : 0;
  into.lastSizes[client] = baskets > 0 ? sizeOf(end - 1) : 0;
  into.repeatShares[client] = later > 0 ? seen.repeated / later : -1;
  if (history.days !== undefined && baskets > 0) {
    const last = history.days[end - 1] ?? 0;
    into.lastDays[client] = last;
    into.meanGaps[client] = baskets > 1 ? (last - (history.days[first] ?? 0)) / (baskets - 1) : -1;
  }
  if (history.prices !== undefined) into.meanPrices[client] = meanPrice(history, first, end);
}

function meanPrice(history: BasketHistory, first: number, end: number): number {
  let sum = 0;
  let count = 0;
  for (let line = history.lineStarts[first] ?? 0; line < (history.lineStarts[end] ?? 0); line++) {
    const price = history.prices?.[line] ?? NaN;
    if (!(price > 0)) continue;
    sum += price;
    count++;
  }
  return count > 0 ? sum / count : NaN;
}

/** Room for as many entries as there are lines: there are never more. */
function emptyProfiles(history: BasketHistory): Profiles {
  const lines = history.items.length;
  const clients = history.clientCount;
  const dated = history.days !== undefined;
  const counted = history.quantities !== undefined;
  return {
    clientCount: clients,
    itemCount: history.itemCount,
    starts: new Uint32Array(clients + 1),
    items: new Int32Array(lines),
    counts: new Uint16Array(lines),
    slow: new Float32Array(lines),
    fast: new Float32Array(lines),
    lastAges: new Uint16Array(lines),
    firstAges: new Uint16Array(lines),
    lastDays: new Int32Array(dated ? lines : 0),
    firstDays: new Int32Array(dated ? lines : 0),
    quantities: new Float32Array(counted ? lines : 0),
    lastQuantities: new Float32Array(counted ? lines : 0),
    clients: {
      basketCounts: new Uint16Array(clients),
      meanSizes: new Float32Array(clients),
      lastSizes: new Float32Array(clients),
      repeatShares: new Float32Array(clients).fill(-1),
      lastDays: new Int32Array(dated ? clients : 0),
      meanGaps: new Float32Array(dated ? clients : 0).fill(-1),
      meanPrices: new Float32Array(history.prices === undefined ? 0 : clients).fill(NaN),
    },
  };
}

function trimmed(full: Profiles, size: number): Profiles {
  return {
    ...full,
    items: full.items.slice(0, size),
    counts: full.counts.slice(0, size),
    slow: full.slow.slice(0, size),
    fast: full.fast.slice(0, size),
    lastAges: full.lastAges.slice(0, size),
    firstAges: full.firstAges.slice(0, size),
    lastDays: full.lastDays.slice(0, size),
    firstDays: full.firstDays.slice(0, size),
    quantities: full.quantities.slice(0, size),
    lastQuantities: full.lastQuantities.slice(0, size),
  };
}

/** The buyers of each item, as places into the entries of `profiles`, oldest client first. */
export interface Buyers {
  readonly starts: Uint32Array;
  readonly clients: Int32Array;
  readonly entries: Uint32Array;
}

/** The profiles read the other way, for the clients `mayCount` lets in (all of them when absent). */
export function buyersOf(profiles: Profiles, mayCount?: (client: number) => boolean): Buyers {
  const starts = new Uint32Array(profiles.itemCount + 1);
  const walk = (visit: (client: number, entry: number, item: number) => void) => {
    for (let client = 0; client < profiles.clientCount; client++) {
      if (mayCount !== undefined && !mayCount(client)) continue;
      for (let entry = profiles.starts[client] ?? 0; entry < (profiles.starts[client + 1] ?? 0); entry++)
        visit(client, entry, profiles.items[entry] ?? 0);
    }
  };
  walk((_client, _entry, item) => {
    starts[item + 1] = (starts[item + 1] ?? 0) + 1;
  });
  for (let item = 0; item < profiles.itemCount; item++)
    starts[item + 1] = (starts[item + 1] ?? 0) + (starts[item] ?? 0);
  const next = starts.slice();
  const size = starts[profiles.itemCount] ?? 0;
  const clients = new Int32Array(size);
  const entries = new Uint32Array(size);
  walk((client, entry, item) => {
    const place = next[item] ?? 0;
    next[item] = place + 1;
    clients[place] = client;
    entries[place] = entry;
  });
  return { starts, clients, entries };
}
