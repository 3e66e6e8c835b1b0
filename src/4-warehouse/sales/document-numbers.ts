/**
 * Documents numbered in the order they come, known again by 64 bits of their ids: some tens of megabytes for millions of them, where
 * the ids themselves would take hundreds. 32 bits took 940 of 1.7 million documents for others.
 */
import { HashLanes } from '../../values/hash-lanes.ts';
import { withRoom } from '../../values/with-room.ts';
import { viewOf } from './sales-record.ts';

export class DocumentNumbers {
  #count = 0;
  /** The two halves of the hash of each. */
  #hashes = new Int32Array(1 << 12);
  /** By hash, one more than the number of a document; 0 where none stands. */
  #places = new Int32Array(1 << 12);
  readonly #lanes = new HashLanes();
  #id = Buffer.alloc(1024);
  #view = viewOf(this.#id);

  /** How many are known. */
  get count(): number {
    return this.#count;
  }

  /** The number of a document, from 0 on; -1 when it is unknown. The id as text, one character per byte. */
  find(id: string): number {
    this.#hash(id);
    return (this.#places[this.#placeOf(this.#lanes.one() | 0, this.#lanes.other() | 0)] ?? 0) - 1;
  }

  /** The number of a document, the next one when it was unknown. */
  learn(id: string): number {
    this.#hash(id);
    const [one, other] = [this.#lanes.one() | 0, this.#lanes.other() | 0];
    const place = this.#placeOf(one, other);
    const known = this.#places[place] ?? 0;
    if (known > 0) return known - 1;
    if (2 * this.#count + 2 > this.#hashes.length) this.#hashes = withRoom(this.#hashes);
    this.#hashes[2 * this.#count] = one;
    this.#hashes[2 * this.#count + 1] = other;
    this.#places[place] = ++this.#count;
    if (this.#count * 2 > this.#places.length) this.#spread();
    return this.#count - 1;
  }

  #hash(id: string): void {
    if (id.length + 3 > this.#id.length) {
      this.#id = Buffer.alloc(2 * id.length);
      this.#view = viewOf(this.#id);
    }
    const length = this.#id.write(id, 'latin1');
    // Up to whole words of four bytes, which the hash mixes better than what is left over.
    this.#id.fill(0, length, length + 3);
    this.#lanes.begin();
    this.#lanes.mix(this.#view, 0, (length + 3) & ~3);
  }

  /** Where a hash stands, or where it belongs. */
  #placeOf(one: number, other: number): number {
    const places = this.#places;
    const last = places.length - 1;
    let place = one & last;
    for (let known = places[place] ?? 0; known !== 0; known = places[place] ?? 0) {
      if (this.#hashes[2 * known - 2] === one && this.#hashes[2 * known - 1] === other) break;
      place = (place + 1) & last;
    }
    return place;
  }

  #spread(): void {
    this.#places = new Int32Array(this.#places.length * 2);
    for (let known = 1; known <= this.#count; known++) {
      this.#places[this.#placeOf(this.#hashes[2 * known - 2] ?? 0, this.#hashes[2 * known - 1] ?? 0)] = known;
    }
  }
}
