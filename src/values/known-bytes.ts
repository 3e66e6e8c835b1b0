/** Texts known again by their bytes, without becoming text: a few thousand among millions of cells. */
import { HashLanes } from './hash-lanes.ts';

/** A slot is four whole numbers side by side: number of the text (from 1; 0 is free), hash, start and length of its bytes. */
const slotSize = 4;

export class KnownBytes {
  readonly #most: number;
  #count = 0;
  #slots = new Int32Array(slotSize << 10);
  #arena: Buffer = Buffer.allocUnsafe(1 << 16);
  #arenaEnd = 0;
  readonly #lanes = new HashLanes();

  /** `most`: how many different texts are learned at most. */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** Whether so many are known that others may have been left out. */
  get isFull(): boolean {
    return this.#count >= this.#most;
  }

  /** The number of the bytes from `start` up to `stop`, from 0 on, learned when they are new; -1 when `most` are known already. */
  learn(bytes: Uint8Array, view: DataView, start: number, stop: number): number {
    const found = this.find(bytes, view, start, stop);
    return found >= 0 || this.#count >= this.#most ? found : this.#add(bytes, view, start, stop);
  }

  /** Their number, -1 when they are unknown. `view` is of the same bytes. */
  find(bytes: Uint8Array, view: DataView, start: number, stop: number): number {
    const hash = this.#hash(view, start, stop);
    const slots = this.#slots;
    let slot = firstSlot(hash, slots.length);
    for (let number = slots[slot] ?? 0; number !== 0; number = slots[slot] ?? 0) {
      const isSame = slots[slot + 1] === hash && slots[slot + 3] === stop - start;
      if (isSame && this.#isSame(slots[slot + 2] ?? 0, bytes, start, stop)) return number - 1;
      slot = (slot + slotSize) & (slots.length - 1);
    }
    return -1;
  }

  /** All of them by their numbers, or only those wanted, the others left out; views that hold until the next is learned. */
  texts(isWanted: (number: number) => boolean = () => true): Buffer[] {
    const texts: Buffer[] = [];
    const slots = this.#slots;
    for (let slot = 0; slot < slots.length; slot += slotSize) {
      const number = slots[slot] ?? 0;
      const start = slots[slot + 2] ?? 0;
      if (number > 0 && isWanted(number - 1))
        texts[number - 1] = this.#arena.subarray(start, start + (slots[slot + 3] ?? 0));
    }
    return texts;
  }

  #hash(view: DataView, start: number, stop: number): number {
    this.#lanes.begin();
    this.#lanes.mix(view, start, stop);
    return this.#lanes.one() | 0;
  }

  #isSame(from: number, bytes: Uint8Array, start: number, stop: number): boolean {
    const arena = this.#arena;
    for (let at = start, known = from; at < stop; at++, known++) if (arena[known] !== bytes[at]) return false;
    return true;
  }

  #add(bytes: Uint8Array, view: DataView, start: number, stop: number): number {
    if ((this.#count + 1) * 2 * slotSize > this.#slots.length) this.#grow();
    const from = this.#arenaEnd;
    this.#arenaEnd += stop - start;
    if (this.#arenaEnd > this.#arena.length) this.#arena = Buffer.concat([this.#arena], this.#arenaEnd * 2);
    this.#arena.set(bytes.subarray(start, stop), from);
    occupy(this.#slots, [++this.#count, this.#hash(view, start, stop), from, stop - start]);
    return this.#count - 1;
  }

  #grow(): void {
    const former = this.#slots;
    this.#slots = new Int32Array(former.length * 2);
    for (let slot = 0; slot < former.length; slot += slotSize) {
      if (former[slot] !== 0) occupy(this.#slots, former.subarray(slot, slot + slotSize));
    }
  }
}

function occupy(slots: Int32Array, entry: ArrayLike<number>): void {
  let slot = firstSlot(entry[1] ?? 0, slots.length);
  while (slots[slot] !== 0) slot = (slot + slotSize) & (slots.length - 1);
  slots.set(entry, slot);
}

function firstSlot(hash: number, size: number): number {
  return (hash * slotSize) & (size - 1);
}
