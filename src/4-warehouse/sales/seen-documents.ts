/**
 * Whether a document was met before, by 64 bits of its id: some tens of megabytes for millions of them. 32 bits took 940 of 1.7
 * million documents for others, and one alone costs two more walks through the file.
 */
import { HashLanes } from '../../values/hash-lanes.ts';
import { viewOf } from './sales-record.ts';

export class SeenDocuments {
  #count = 0;
  /** The halves of a hash side by side; a place is free where the first is 0, which no hash's is. */
  #places = new Int32Array(1 << 13);
  readonly #lanes = new HashLanes();
  #id = Buffer.alloc(1024);
  #view = viewOf(this.#id);

  /** True when it was met before; false the first time. `documentId`: one character per byte. */
  isSeen(documentId: string): boolean {
    this.#hash(documentId);
    const [one, other] = [this.#lanes.one() | 0 || 1, this.#lanes.other() | 0];
    const place = placeOf(this.#places, one, other);
    if (this.#places[place] === one) return true;
    put(this.#places, place, one, other);
    if (++this.#count * 4 > this.#places.length) this.#grow();
    return false;
  }

  #hash(documentId: string): void {
    if (documentId.length + 3 > this.#id.length) {
      this.#id = Buffer.alloc(2 * documentId.length);
      this.#view = viewOf(this.#id);
    }
    const length = this.#id.write(documentId, 'latin1');
    // Up to whole words of four bytes, which the hash mixes better than what is left over.
    this.#id.fill(0, length, length + 3);
    this.#lanes.begin();
    this.#lanes.mix(this.#view, 0, (length + 3) & ~3);
  }

  #grow(): void {
    const former = this.#places;
    const places = new Int32Array(former.length * 2);
    for (let at = 0; at < former.length; at += 2) {
      const [one = 0, other = 0] = [former[at], former[at + 1]];
      if (one !== 0) put(places, placeOf(places, one, other), one, other);
    }
    this.#places = places;
  }
}

/** Where a hash stands, or where it belongs. */
function placeOf(places: Int32Array, one: number, other: number): number {
  const last = places.length - 1;
  let place = (one << 1) & last;
  while (places[place] !== 0 && (places[place] !== one || places[place + 1] !== other)) place = (place + 2) & last;
  return place;
}

function put(places: Int32Array, place: number, one: number, other: number): void {
  places[place] = one;
  places[place + 1] = other;
}
