/** Whether a document was met before, by 32 bits of its id: some megabytes for millions of them. Rarely it says so of a new one. */
export class SeenDocuments {
  #count = 0;
  /** Hashes; 0 is a free place. */
  #places = new Int32Array(1 << 12);

  /** True when it was met before, or when another one looks like it; false the first time. */
  isSeen(documentId: string): boolean {
    const hash = hashOf(documentId);
    const place = placeOf(this.#places, hash);
    if (this.#places[place] === hash) return true;
    this.#places[place] = hash;
    if (++this.#count * 2 > this.#places.length) this.#grow();
    return false;
  }

  #grow(): void {
    const former = this.#places;
    this.#places = new Int32Array(former.length * 2);
    for (const hash of former) if (hash !== 0) this.#places[placeOf(this.#places, hash)] = hash;
  }
}

/** Where a hash stands, or where it belongs. */
function placeOf(places: Int32Array, hash: number): number {
  let place = hash & (places.length - 1);
  while (places[place] !== 0 && places[place] !== hash) place = (place + 1) & (places.length - 1);
  return place;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash === 0 ? 1 : hash;
}
