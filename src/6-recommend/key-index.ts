/** Numbers for keys that arrive as bytes: looked up where they lie, without making a text of each. */

/** Keys as UTF-8 bytes, numbered from 0 in the order they were first seen. */
export class KeyIndex {
  readonly #keys: Uint8Array[] = [];
  /** Open addressing: the number of a key plus one, 0 where free. Never more than half full. */
  #slots = new Int32Array(1024);

  /** The keys given get the numbers of their places. */
  constructor(keys: Iterable<string> = []) {
    for (const key of keys) this.numberOf(Buffer.from(key));
  }

  get size(): number {
    return this.#keys.length;
  }

  /** The number of the key at `start … end)`, or -1. */
  find(bytes: Uint8Array, start = 0, end = bytes.length): number {
    return (this.#slots[this.#slotOf(bytes, start, end)] ?? 0) - 1;
  }

  /** The number of the key, which is taken in when it is new. */
  numberOf(bytes: Uint8Array, start = 0, end = bytes.length): number {
    const slot = this.#slotOf(bytes, start, end);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known >= 0) return known;
    this.#keys.push(bytes.slice(start, end));
    this.#slots[slot] = this.#keys.length;
    if (this.#keys.length * 2 > this.#slots.length) this.#grow();
    return this.#keys.length - 1;
  }

  /** All keys in the order of their numbers. */
  texts(): string[] {
    return this.#keys.map((key) => Buffer.from(key).toString('utf8'));
  }

  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(bytes, start, end) & mask;
    for (;;) {
      const number = this.#slots[slot] ?? 0;
      if (number === 0 || this.#isKey(number - 1, bytes, start, end)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #isKey(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const key = this.#keys[number];
    if (!key || key.length !== end - start) return false;
    for (let at = 0; at < key.length; at++) if (key[at] !== bytes[start + at]) return false;
    return true;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (const [number, key] of this.#keys.entries()) this.#slots[this.#slotOf(key, 0, key.length)] = number + 1;
  }
}

/** FNV-1a, its high bits folded into the low ones that choose the slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
