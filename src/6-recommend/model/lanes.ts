/**
 * The examples of a lesson cut into lanes, which the threads of a crew share among them. One thread leads: it gives orders, and each
 * lane carries them out by whoever takes it on first. The lanes are always the same, since sums of fractions depend on how they are
 * added up. A thread that has no time holds nobody up: the one that leads takes on all lanes if nobody else does.
 */
import { binCount } from './bins.ts';
import { type Crew, type Door, enter, openDoor, sharedWords, shut, tellAll, waitWhile } from './crew.ts';
import { allNodes, innerNodes } from './forest.ts';
import { type Draws, emptyLane, type GrownTree, Lane, type LaneArrays, type Scale } from './lane.ts';
import { sharedBytes, sharedDoubles, sharedFloats } from './shared-values.ts';
import type { Textbook } from './textbook.ts';

const laneCount = 4;
/** Nodes parted at once: those of the last level whose children are parted too. */
const mostParted = 8;

/** What lanes are ordered to do. */
const weigh = 0;
const start = 1;
const goOn = 2;
const layOut = 3;
const part = 4;

/** Words all threads see: the order's number (-1: there are no more), how many lanes have carried theirs out, then by lane the last it was taken on for. */
const orderNumber = 0;
const carriedOut = 1;
const takenOn = 2;

/** What the threads share while a forest is grown. */
export interface LanesTask {
  readonly book: Textbook;
  readonly draws: Draws;
  readonly lanes: readonly LaneArrays[];
  readonly words: Int32Array;
  readonly order: Order;
  /** By lane: four sums. */
  readonly sums: Float64Array;
  readonly door: Door;
}

/** What an order is about. */
interface Order {
  /** What to do, the round, the columns taken, the nodes to part; then by node its number, the place of the column and the bin. */
  readonly numbers: Int32Array;
  readonly columns: Uint8Array;
  /** Of slopes and bends, and the score to start from. */
  readonly figures: Float64Array;
  readonly tree: Pick<GrownTree, 'columns' | 'bins' | 'values'>;
}

/** A node and the question that parts it. */
interface Parted {
  readonly node: number;
  /** The place of the column among those taken. */
  readonly place: number;
  readonly bin: number;
}

/** What the lanes say before a tree is grown: of the held-out examples the loss, of those drawn the slopes, without signs, and bends. */
export interface Outlook {
  readonly loss: number;
  readonly heldOutWeight: number;
  readonly slopes: number;
  readonly bends: number;
}

/** The lanes, to whoever leads. */
export class Lanes {
  readonly #task: LanesTask;
  readonly #own: readonly Lane[];

  constructor(book: Textbook, { seed, boughtShare, otherShare }: Draws, crew: Crew) {
    const width = book.limits.length;
    this.#task = {
      book,
      draws: { seed, boughtShare, otherShare },
      lanes: lanesOf(book).map(({ from, to }) => emptyLane(to - from, width)),
      words: sharedWords(takenOn + laneCount),
      order: {
        numbers: sharedWords(4 + 3 * mostParted),
        columns: sharedBytes(width),
        figures: sharedDoubles(3),
        tree: { columns: sharedBytes(innerNodes), bins: sharedBytes(innerNodes), values: sharedFloats(allNodes) },
      },
      sums: sharedDoubles(4 * laneCount),
      door: openDoor(crew),
    };
    this.#own = lanesFor(this.#task);
    tellAll(crew, { growing: this.#task });
  }

  /** Weight bought, and weight in all, of the examples to learn from. */
  weigh(): { readonly bought: number; readonly all: number } {
    const [bought = 0, all = 0] = this.#carryOut([weigh]);
    return { bought, all };
  }

  /** All scores are this; then as `goOn`. */
  startFrom(score: number): Outlook {
    this.#task.order.figures[2] = score;
    return outlookOf(this.#carryOut([start, 0]));
  }

  /** Adds a tree to the scores and draws the examples the next one sees. */
  goOn(tree: GrownTree, round: number): Outlook {
    const { order } = this.#task;
    order.tree.columns.set(tree.columns);
    order.tree.bins.set(tree.bins);
    order.tree.values.set(tree.values);
    return outlookOf(this.#carryOut([goOn, round]));
  }

  /** The histogram of all examples drawn, by column taken × bin. */
  root(columns: Uint8Array, scale: Scale): Float64Array {
    const { order } = this.#task;
    order.columns.set(columns);
    order.figures[0] = scale.slope;
    order.figures[1] = scale.bend;
    this.#carryOut([layOut, 0, columns.length]);
    return this.#added(0, columns.length);
  }

  /** By node parted: the histogram of the left side. */
  part(parted: readonly Parted[], columnCount: number): readonly Float64Array[] {
    const asked = parted.flatMap(({ node, place, bin }) => [node, place, bin]);
    this.#carryOut([part, 0, columnCount, parted.length, ...asked]);
    return parted.map(({ node }) => this.#added(2 * node + 1, columnCount));
  }

  /** Sends the others away. */
  end(): void {
    const { words, door } = this.#task;
    Atomics.store(words, orderNumber, -1);
    Atomics.notify(words, orderNumber);
    shut(door);
  }

  /** Gives the sums over all lanes. */
  #carryOut(numbers: readonly number[]): number[] {
    const { words, order, sums, door } = this.#task;
    order.numbers.set(numbers);
    const number = Atomics.add(words, orderNumber, 1) + 1;
    Atomics.notify(words, orderNumber);
    for (let lane = 0; lane < laneCount; lane++) takeOn(this.#task, this.#own, lane, number);
    for (let done = 0; (done = Atomics.load(words, carriedOut)) < number * laneCount; )
      waitWhile(words, carriedOut, done, door.signs);
    const total = [0, 0, 0, 0];
    sums.forEach((sum, at) => (total[at % 4] = (total[at % 4] ?? 0) + sum));
    return total;
  }

  #added(node: number, columnCount: number): Float64Array {
    const total = new Float64Array(columnCount * binCount);
    for (const lane of this.#own) {
      const its = lane.histogram(node, columnCount);
      for (let at = 0; at < total.length; at++) total[at] = (total[at] ?? 0) + (its[at] ?? 0);
    }
    return total;
  }
}

/** Carries out orders beside the one that leads, until there are no more. The last lane first: the other end begins with the first. */
export function helpWithLanes(task: LanesTask): void {
  const { words, door } = task;
  enter(door, () => {
    const own = lanesFor(task);
    for (let number = 0; (number = Atomics.load(words, orderNumber)) >= 0; ) {
      for (let lane = laneCount - 1; lane >= 0; lane--) takeOn(task, own, lane, number);
      waitWhile(words, orderNumber, number, door.signs);
    }
  });
}

/** Carries out an order for a lane, if nobody has taken it on. What is ordered stands until all lanes have carried it out. */
function takeOn(task: LanesTask, own: readonly Lane[], number: number, order: number): void {
  const { words, sums } = task;
  const lane = own[number];
  if (lane === undefined || Atomics.compareExchange(words, takenOn + number, order - 1, order) !== order - 1) return;
  sums.set(carryOut(lane, number, task), 4 * number);
  Atomics.add(words, carriedOut, 1);
  Atomics.notify(words, carriedOut);
}

const noSums: readonly number[] = [];

function carryOut(lane: Lane, number: number, { order, draws }: LanesTask): readonly number[] {
  const [what, round = 0, columnCount = 0, parted = 0] = order.numbers;
  const [slope = 1, bend = 1, startScore = 0] = order.figures;
  if (what === weigh) return lane.weigh();
  if (what === layOut) lane.layOut(order.columns.slice(0, columnCount), { slope, bend });
  if (what === part)
    for (let at = 0; at < parted; at++) {
      const [node = 0, place = 0, bin = 0] = order.numbers.subarray(4 + 3 * at);
      lane.part(node, { place, bin }, columnCount);
    }
  if (what === layOut || what === part) return noSums;
  if (what === start) lane.startFrom(startScore);
  if (what === goOn) lane.add(order.tree);
  const seed = draws.seed + Math.imul(number, 0x632be5ab);
  return [...lane.loss(), ...lane.draw(round, { ...draws, seed })];
}

function outlookOf([loss = 0, heldOutWeight = 0, slopes = 0, bends = 0]: readonly number[]): Outlook {
  return { loss, heldOutWeight, slopes, bends };
}

function lanesOf({ count }: Textbook): readonly { readonly from: number; readonly to: number }[] {
  const border = (lane: number): number => Math.floor((lane * count) / laneCount);
  return Array.from({ length: laneCount }, (_, lane) => ({ from: border(lane), to: border(lane + 1) }));
}

function lanesFor({ book, lanes }: LanesTask): readonly Lane[] {
  return lanesOf(book).flatMap(({ from, to }, number) => {
    const arrays = lanes[number];
    return arrays === undefined ? [] : [new Lane(book, from, to, arrays)];
  });
}
