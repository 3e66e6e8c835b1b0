/** On which days a client ordered, and for how much: what the value models and the clusters are fitted on. Pure. */
import { type Day, fromDayNumber } from '../values/day.ts';

export interface PurchaseHistory {
  /** Distinct days with an order, ascending. */
  readonly orderDays: readonly Day[];
  /** Net HT of each of these days in euros, what came back later taken off all of them in proportion. */
  readonly orderNetHt: readonly number[];
}

/** One client's purchases as they are read: days as numbers since 1970, and what was ordered on each before returns. */
export interface ReadHistory {
  readonly clientCode: string;
  readonly isTrade: boolean;
  /** Sale documents. */
  readonly orderCount: number;
  /** Of everything, returns taken off, in euros. */
  readonly netHt: number;
  /** What remains of what was ordered: 1 when nothing came back. */
  readonly keptShare: number;
  readonly dayNumbers: readonly number[];
  readonly orderedHt: readonly number[];
}

/** A history kept for the fit. */
export interface KeptHistory extends PurchaseHistory {
  readonly clientCode: string;
  readonly isTrade: boolean;
  readonly orderCount: number;
  readonly netHt: number;
}

/** Histories put away tightly: a hundred thousand clients with a million order days take some twenty megabytes. */
export interface HistoryShelf {
  add(histories: readonly ReadHistory[]): void;
  /** Every history, in the order in which they were added; may be gone through again. */
  all(): Iterable<KeptHistory>;
}

/** An empty shelf. */
export function historyShelf(): HistoryShelf {
  const boxes: Box[] = [];
  return {
    add: (histories) => boxes.push(pack(histories)),
    *all() {
      for (const box of boxes) yield* unpack(box);
    },
  };
}

/** The days and their net as the nouns of this room read them; empty for a client who never ordered. */
export function historyOf(history: ReadHistory | undefined): PurchaseHistory {
  if (history === undefined) return { orderDays: [], orderNetHt: [] };
  const { dayNumbers, orderedHt, keptShare } = history;
  return { orderDays: dayNumbers.map(dayText), orderNetHt: orderedHt.map((euros) => euros * keptShare) };
}

interface Box {
  readonly clients: readonly Omit<KeptHistory, keyof PurchaseHistory>[];
  /** Client i has the days from `ends[i - 1]` to before `ends[i]`. */
  readonly ends: Int32Array;
  readonly dayNumbers: Int32Array;
  readonly netHt: Float64Array;
}

function pack(histories: readonly ReadHistory[]): Box {
  const ends = new Int32Array(histories.length);
  let end = 0;
  histories.forEach(({ dayNumbers }, index) => {
    end += dayNumbers.length;
    ends[index] = end;
  });
  const dayNumbers = new Int32Array(end);
  const netHt = new Float64Array(end);
  histories.forEach((history, index) => {
    const start = ends[index - 1] ?? 0;
    dayNumbers.set(history.dayNumbers, start);
    history.orderedHt.forEach((euros, place) => {
      netHt[start + place] = euros * history.keptShare;
    });
  });
  const clients = histories.map(({ clientCode, isTrade, orderCount, netHt: total }) => ({
    clientCode,
    isTrade,
    orderCount,
    netHt: total,
  }));
  return { clients, ends, dayNumbers, netHt };
}

function* unpack({ clients, ends, dayNumbers, netHt }: Box): Generator<KeptHistory> {
  for (const [index, client] of clients.entries()) {
    const [start, end] = [ends[index - 1] ?? 0, ends[index] ?? 0];
    yield {
      ...client,
      orderDays: Array.from(dayNumbers.subarray(start, end), dayText),
      orderNetHt: Array.from(netHt.subarray(start, end)),
    };
  }
}

const dayTexts = new Map<number, Day>();

/** A few thousand days are all there are: each is written once and shared. */
function dayText(number: number): Day {
  const known = dayTexts.get(number);
  if (known !== undefined) return known;
  const text = fromDayNumber(number);
  dayTexts.set(number, text);
  return text;
}
