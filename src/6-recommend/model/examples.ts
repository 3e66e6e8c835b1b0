/** What a model is taught with: for each client the last known basket, and the evidence that stood before it. */
import { wholeCatalogue } from './candidates.ts';
import { evidenceReader } from './evidence.ts';
import { fingerprint } from './fingerprint.ts';
import type { Ground } from './ground.ts';
import { type Knowledge, knownBaskets } from './knowledge.ts';
import { mixed } from './mixed.ts';

export interface Lesson {
  /** What is known, the baskets to foresee included. */
  readonly known: Knowledge;
  /** Counted from the same without these baskets. */
  readonly past: Ground;
  readonly seed: number;
}

/** So many for each pupil, between a floor and a ceiling: time grows with them. The floor keeps every pupil of a small set. */
const examplesPerPupil = 45;
const leastExamples = 150_000;
const mostExamples = 600_000;
/** Of a catalogue too large to be ranked whole. */
const usualDiscoveries = 240;
/** Share of the clients kept out of learning, to see when to stop. */
const heldOutShare = 0.1;

/** Who is asked about, and how many of the discoveries not bought are looked at. */
export interface Schooling {
  readonly pupils: Int32Array;
  readonly discoveryRate: number;
  /** About how many examples there will be. */
  readonly expected: number;
}

/** Every pupil where that is not too many, else a sample of them. */
export function schoolingOf({ known, past, seed }: Lesson): Schooling {
  const pupils = pupilsOf(known);
  const { owned, discoveries } = usualCandidates(past.profiles);
  const { clients, discoveries: discoveryRate } = ratesFor(past, pupils.length);
  return {
    pupils: Int32Array.from(pupils.filter((client) => mixed(placeOf(past, client), 1, seed) < clients)),
    discoveryRate,
    expected: Math.ceil(pupils.length * clients * (owned + discoveryRate * discoveries)),
  };
}

/**
 * Reads pupil after pupil into examples: every repeat candidate and every item bought, and a sample of the discoveries
 * not bought, weighted for those left out.
 */
export function exampleReader(lesson: Lesson, discoveryRate: number): ExampleReader {
  const { known, past, seed } = lesson;
  const reader = evidenceReader(past);
  const target = new Uint8Array(known.history.itemCount);
  const readOne = (client: number, into: ExampleRows): void => {
    const place = placeOf(past, client);
    const basket = (known.ends[client] ?? 0) - 1;
    markBasket(known, basket, target, 1);
    const isWanted = (item: number) => target[item] === 1 || mixed(place, item + 3, seed) < discoveryRate;
    const evidence = reader.read({ client, day: known.history.days?.[basket], allowed: undefined, isWanted });
    const heldOut = isHeldOut(lesson, client) ? 1 : 0;
    const discoveryWeight = discoveryWeightIn(known, basket);
    for (let at = 0; at < evidence.count; at++) {
      const isBought = target[evidence.items[at] ?? 0] === 1;
      const weight = at < evidence.repeats ? 1 : isBought ? discoveryWeight : discoveryWeight / discoveryRate;
      into.add(evidence.rows, at, { label: isBought ? 1 : 0, weight, heldOut });
    }
    markBasket(known, basket, target, 0);
  };
  return {
    width: reader.columns.length,
    read(pupils, into) {
      for (let at = 0; at < pupils.length; at++) readOne(pupils[at] ?? 0, into);
    },
  };
}

export interface ExampleReader {
  /** Of a row of evidence. */
  readonly width: number;
  /** Adds the examples of these pupils. */
  read(pupils: Int32Array, into: ExampleRows): void;
}

/** Whether a client is kept out of learning. */
export function isHeldOut({ past, seed }: Pick<Lesson, 'past' | 'seed'>, client: number): boolean {
  return mixed(placeOf(past, client), 2, seed) < heldOutShare;
}

/** A whole number that depends on what the client bought before the lesson. */
function placeOf(past: Ground, client: number): number {
  return Math.floor(fingerprint(past.profiles, client) * 0x4000_0000);
}

/** The clients whose last known basket has something before it. */
export function pupilsOf(known: Knowledge): readonly number[] {
  return Array.from({ length: known.history.clientCount }, (_, client) => client).filter(
    (client) => knownBaskets(known, client) >= 2,
  );
}

/**
 * A wine found is a larger share of a small basket than of a large one, so that the discoveries of small baskets weigh more: 1 / √ of
 * the lines. On Ta-Feng's penultimate baskets a list of ten finds .0010 more of what was bought; habits weighed so find less.
 */
function discoveryWeightIn({ history }: Knowledge, basket: number): number {
  return 1 / Math.sqrt(Math.max(1, (history.lineStarts[basket + 1] ?? 0) - (history.lineStarts[basket] ?? 0)));
}

function markBasket({ history }: Knowledge, basket: number, target: Uint8Array, mark: number): void {
  for (let line = history.lineStarts[basket] ?? 0; line < (history.lineStarts[basket + 1] ?? 0); line++)
    target[history.items[line] ?? 0] = mark;
}

/** How many discoveries, and if that is not enough how many clients, are left out. */
function ratesFor(past: Ground, pupils: number): { clients: number; discoveries: number } {
  const { owned, discoveries } = usualCandidates(past.profiles);
  const all = Math.min(mostExamples, Math.max(leastExamples, examplesPerPupil * pupils));
  const wanted = all / Math.max(1, pupils);
  const rate = Math.min(1, Math.max(0.1, (wanted - owned) / discoveries));
  return { discoveries: rate, clients: Math.min(1, wanted / (owned + rate * discoveries)) };
}

/** How many candidates a client usually has: items owned, and others. */
function usualCandidates({ items, itemCount, clientCount }: Ground['profiles']): {
  owned: number;
  discoveries: number;
} {
  const owned = items.length / Math.max(1, clientCount);
  return { owned, discoveries: itemCount <= wholeCatalogue ? Math.max(1, itemCount - owned) : usualDiscoveries };
}

/** Examples with their evidence; the arrays grow as they fill. */
export class ExampleRows {
  readonly width: number;
  count = 0;
  /** By example × column. */
  rows: Float32Array;
  /** 1 bought, 0 not. */
  labels: Uint8Array;
  weights: Float32Array;
  /** 1: kept out of learning, to see when to stop. */
  heldOut: Uint8Array;

  constructor(width: number, room = 2048) {
    this.width = width;
    this.rows = new Float32Array(room * width);
    this.labels = new Uint8Array(room);
    this.weights = new Float32Array(room);
    this.heldOut = new Uint8Array(room);
  }

  add(rows: Float32Array, at: number, example: { label: number; weight: number; heldOut: number }): void {
    if (this.count === this.labels.length) this.#grow();
    const [into, from, to] = [this.rows, at * this.width, this.count * this.width];
    for (let column = 0; column < this.width; column++) into[to + column] = rows[from + column] ?? 0;
    this.labels[this.count] = example.label;
    this.weights[this.count] = example.weight;
    this.heldOut[this.count++] = example.heldOut;
  }

  #grow(): void {
    const room = this.labels.length * 2;
    this.rows = grown(new Float32Array(room * this.width), this.rows);
    this.labels = grown(new Uint8Array(room), this.labels);
    this.weights = grown(new Float32Array(room), this.weights);
    this.heldOut = grown(new Uint8Array(room), this.heldOut);
  }
}

function grown<T extends Float32Array | Uint8Array>(larger: T, full: T): T {
  larger.set(full);
  return larger;
}
