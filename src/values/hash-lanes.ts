/**
 * A hash of bytes in two lanes of 32 bits, by the steps of MurmurHash3 (Austin Appleby, public domain): four bytes at a time, as a
 * million lines are hashed. It tells texts apart that nobody made to look alike; of figures left over at the end (`120` and `201`) it
 * does not, so what is hashed ends with a separator or is filled up to four bytes. The warehouse keeps these hashes: another way to
 * mix would make every document look changed.
 */
export class HashLanes {
  #one = 0;
  #other = 0;

  begin(): void {
    this.#one = 0x2545f491;
    this.#other = 0x6c078965;
  }

  /** Takes the bytes from `start` up to `stop`. */
  mix(view: DataView, start: number, stop: number): void {
    let one = this.#one;
    let other = this.#other;
    let at = start;
    for (; at + 4 <= stop; at += 4) {
      const word = view.getInt32(at, true);
      one = stirOne(one, word);
      other = stirOther(other, word);
    }
    // What is left, and how much was taken, so that two cells are not one.
    let rest = stop - start;
    for (; at < stop; at++) rest = Math.imul(rest, 0x101) + view.getUint8(at) * 0x10000;
    this.#one = stirOne(one, rest);
    this.#other = stirOther(other, rest);
  }

  one(): number {
    return finished(this.#one ^ Math.imul(this.#other, 0x9e3779b1));
  }

  other(): number {
    return finished(this.#other ^ Math.imul(this.#one, 0x5f356495));
  }
}

function stirOne(lane: number, word: number): number {
  const product = Math.imul(word, 0xcc9e2d51);
  const stirred = lane ^ Math.imul((product << 15) | (product >>> 17), 0x1b873593);
  return (Math.imul((stirred << 13) | (stirred >>> 19), 5) + 0xe6546b64) | 0;
}

function stirOther(lane: number, word: number): number {
  const product = Math.imul(word, 0xab0e9789);
  const stirred = lane ^ Math.imul((product << 16) | (product >>> 16), 0x38b34ae5);
  return (Math.imul((stirred << 17) | (stirred >>> 15), 5) + 0x0bcaa747) | 0;
}

function finished(lane: number): number {
  const mixed = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  const twice = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
