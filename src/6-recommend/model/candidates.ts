/** Which items are looked at for one client: all they bought, and the discoveries that somebody or something speaks for. */
import type { Ground } from './ground.ts';
import { hearsayWidth, linearHeard, neighboursHeard, nextHeard, type Said, sharedHeard } from './hearsay.ts';
import { keepLargest } from './largest.ts';

/** Whom, and of which items, evidence is asked about. */
export interface EvidenceQuestion {
  readonly client: number;
  /** The day asked about; the client's expected next basket when absent. */
  readonly day: number | undefined;
  readonly allowed: Uint8Array | undefined;
  /** Of the discoveries only these, once they are candidates; all when absent. */
  readonly isWanted?: (item: number) => boolean;
}

/** The candidates of one client; the arrays are used again for the next client. */
export interface Candidates {
  count: number;
  /** The first `repeats` candidates were bought before, the others were not. */
  repeats: number;
  readonly items: Int32Array;
  /** By repeat candidate: its entry in the profiles. */
  readonly entries: Int32Array;
}

/** A catalogue, or a choice of allowed items, no larger than this is ranked whole. */
export const wholeCatalogue = 300;
/** Discovery candidates taken from each source. */
const perSource = 40;
const sources = [neighboursHeard, sharedHeard, nextHeard, linearHeard] as const;

/** Never more candidates than this for one client. */
export function mostCandidates(ground: Ground): number {
  return Math.min(
    ground.profiles.itemCount,
    Math.max(wholeCatalogue, perSource * (sources.length + 1)) + mostOwned(ground),
  );
}

/** The most items one client owns. */
export function mostOwned({ profiles }: Ground): number {
  let most = 0;
  for (let client = 0; client < profiles.clientCount; client++)
    most = Math.max(most, (profiles.starts[client + 1] ?? 0) - (profiles.starts[client] ?? 0));
  return most;
}

/** Most discovered first: what a client of whom nothing is known may be offered. */
function popularItems({ facts, profiles }: Ground): Int32Array {
  const ids = Int32Array.from({ length: profiles.itemCount }, (_, item) => item);
  const value = (item: number) => (facts.lastBasketShare[item] ?? 0) + (facts.reach[item] ?? 0);
  return ids.sort((one, other) => value(other) - value(one) || one - other);
}

/** Takes the candidates of one client after the other, with the same scratch. */
export class CandidateTaker {
  readonly #ground: Ground;
  readonly #popular: Int32Array;
  /** By item: 1 is a candidate, or was refused as one. */
  readonly #taken: Uint8Array;
  readonly #ids: Int32Array;
  readonly #values: Float32Array;

  constructor(ground: Ground) {
    const { itemCount } = ground.profiles;
    this.#ground = ground;
    this.#popular = popularItems(ground);
    this.#taken = new Uint8Array(itemCount);
    this.#ids = new Int32Array(itemCount + 1);
    this.#values = new Float32Array(itemCount + 1);
  }

  /** Everything bought before, then the discoveries the sources speak loudest for. */
  take(said: Said, question: EvidenceQuestion, into: Candidates): void {
    const { allowed, isWanted } = question;
    this.#taken.fill(0);
    this.#takeOwned(question, into);
    if (this.#isSmall(allowed)) this.#takeAll(allowed, into);
    else {
      for (const source of sources) this.#takeLoudest(said, source, allowed, into);
      this.#takePopular(allowed, into);
    }
    if (isWanted !== undefined) keepWanted(into, isWanted);
  }

  #takeOwned({ client, allowed }: EvidenceQuestion, into: Candidates): void {
    const { profiles } = this.#ground;
    const taken = this.#taken;
    into.count = 0;
    const end = profiles.starts[client + 1] ?? 0;
    for (let entry = profiles.starts[client] ?? end; entry < end; entry++) {
      const item = profiles.items[entry] ?? 0;
      taken[item] = 1;
      if (allowed !== undefined && allowed[item] !== 1) continue;
      into.entries[into.count] = entry;
      into.items[into.count++] = item;
    }
    into.repeats = into.count;
  }

  /** Whether so few items are asked about that all of them can be ranked. */
  #isSmall(allowed: Uint8Array | undefined): boolean {
    const { itemCount } = this.#ground.profiles;
    if (itemCount <= wholeCatalogue || allowed === undefined) return itemCount <= wholeCatalogue;
    let count = 0;
    for (let item = 0; item < allowed.length && count <= wholeCatalogue; item++) count += allowed[item] ?? 0;
    return count <= wholeCatalogue;
  }

  #takeAll(allowed: Uint8Array | undefined, into: Candidates): void {
    const taken = this.#taken;
    const { items } = into;
    let count = into.count;
    for (let item = 0; item < taken.length; item++)
      if (taken[item] === 0 && (allowed === undefined || allowed[item] === 1)) items[count++] = item;
    into.count = count;
  }

  /** The discoveries one source speaks loudest for. Gathered by a sum and not by a branch: who is heard of is anybody's guess. */
  #takeLoudest(said: Said, source: number, allowed: Uint8Array | undefined, into: Candidates): void {
    const [ids, values, taken] = [this.#ids, this.#values, this.#taken];
    let size = 0;
    for (let item = 0; item < taken.length; item++) {
      const value = said[hearsayWidth * item + source] ?? 0;
      ids[size] = item;
      values[size] = value;
      size += Number(value > 0) & (1 - (taken[item] ?? 0));
    }
    if (allowed !== undefined) size = keepAllowed(ids, values, size, allowed);
    const kept = keepLargest(ids, values, size, perSource);
    for (let at = 0; at < kept; at++) this.#takeOne(ids[at] ?? 0, into);
  }

  #takePopular(allowed: Uint8Array | undefined, into: Candidates): void {
    let room = perSource;
    for (let at = 0; at < this.#popular.length && room > 0; at++) {
      const item = this.#popular[at] ?? 0;
      if (this.#taken[item] === 1 || (allowed !== undefined && allowed[item] !== 1)) continue;
      this.#takeOne(item, into);
      room--;
    }
  }

  #takeOne(item: number, into: Candidates): void {
    this.#taken[item] = 1;
    into.items[into.count++] = item;
  }
}

function keepAllowed(ids: Int32Array, values: Float32Array, size: number, allowed: Uint8Array): number {
  let kept = 0;
  for (let at = 0; at < size; at++) {
    const item = ids[at] ?? 0;
    if (allowed[item] !== 1) continue;
    ids[kept] = item;
    values[kept++] = values[at] ?? 0;
  }
  return kept;
}

function keepWanted(candidates: Candidates, isWanted: (item: number) => boolean): void {
  const { items } = candidates;
  let kept = candidates.repeats;
  for (let at = kept; at < candidates.count; at++) {
    const item = items[at] ?? 0;
    if (isWanted(item)) items[kept++] = item;
  }
  candidates.count = kept;
}
