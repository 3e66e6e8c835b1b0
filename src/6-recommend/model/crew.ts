/**
 * Threads that work on one task after the other with the one that leads. Nobody waits for messages while at work: they meet in
 * shared memory, so that the one that leads need not let go between two steps.
 */
import { type MessagePort, type Worker, type WorkerOptions, workerData } from 'node:worker_threads';
import { startThread } from '../../values/start-thread.ts';
import { sharedValues } from './shared-values.ts';

/** Threads that help. Whoever opens a crew closes it. */
export interface Crew {
  readonly helpers: readonly Helper[];
  /** By helper: 1 when it has failed. */
  readonly signs: Int32Array;
}

const failed = 1;

/** Nobody to help. */
export const alone: Crew = { helpers: [], signs: new Int32Array(0) };

/** Starts so many threads by one file, which does what it is told (`doAsTold`). */
export function openCrew(file: URL, size: number, options: WorkerOptions = {}): Crew {
  const signs = sharedWords(size);
  const helpers = Array.from({ length: size }, (_, thread) => {
    const member: Member = { signs, thread };
    return new Helper(startThread(file, { ...options, workerData: member }), member);
  });
  return { helpers, signs };
}

export async function closeCrew({ helpers }: Crew): Promise<void> {
  await Promise.all(helpers.map((helper) => helper.end()));
}

interface Waiting {
  resolve(said: unknown): void;
  reject(error: unknown): void;
}

/** A thread: it does what it is told one after the other, in the order of telling. */
class Helper {
  readonly #worker: Worker;
  /** Those who asked, in their order. */
  readonly #waiting: Waiting[] = [];
  #failure: unknown;

  constructor(worker: Worker, member: Member) {
    const fail = (error: unknown): void => {
      raise(member, failed);
      this.#fail(error);
    };
    this.#worker = worker;
    worker.on('message', (said) => this.#waiting.shift()?.resolve(said));
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`a thread that helped ended with ${code}`)));
  }

  /** `handed`: ports it gets with what it is told. */
  tell(told: unknown, handed: readonly MessagePort[] = []): void {
    this.#worker.postMessage(told, handed);
  }

  /** Tells, and gives its answer. Rejects when the thread has failed; who does not wait for it any more need not hear of it. */
  ask<Answer>(told: unknown): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => {
      if (this.#failure === undefined) this.#waiting.push({ resolve, reject });
      else reject(this.#failure);
    });
    answer.catch(() => {});
    this.tell(told);
    return answer;
  }

  async end(): Promise<void> {
    this.#failure ??= new Error('ended');
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}

/** What a thread of a crew is started with. */
interface Member {
  readonly signs: Int32Array;
  readonly thread: number;
}

/** Called by the file of a thread: does what it was told, and lets a failure be known before it ends the thread. */
export function doAsTold(task: () => void): void {
  const member: Member = workerData;
  try {
    task();
  } catch (error) {
    raise(member, failed);
    throw error;
  }
}

function raise({ signs, thread }: Member, sign: number): void {
  Atomics.store(signs, thread, sign);
}

/** Tells every thread the same; each comes to it when it has done what it was told before. */
export function tellAll({ helpers }: Crew, told: unknown): void {
  for (const helper of helpers) helper.tell(told);
}

/** A value its helpers can read without a copy; the same where nobody helps. */
export function sharedWith<T>({ helpers }: Crew, value: T): T {
  return helpers.length > 0 ? sharedValues(value) : value;
}

/** A task threads come to when they have time and leave when there is no more to do; whoever comes late finds it shut. */
export interface Door {
  /** How many are inside; -1 when it is shut. */
  readonly inside: Int32Array;
  readonly signs: Int32Array;
}

export function openDoor({ signs }: Crew): Door {
  return { inside: sharedWords(1), signs };
}

/** Does a task inside, unless the door is shut. */
export function enter({ inside }: Door, task: () => void): void {
  for (;;) {
    const before = Atomics.load(inside, 0);
    if (before < 0) return;
    if (Atomics.compareExchange(inside, 0, before, before + 1) === before) break;
  }
  task();
  Atomics.sub(inside, 0, 1);
  Atomics.notify(inside, 0);
}

/** Waits until nobody is inside, and shuts. */
export function shut({ inside, signs }: Door): void {
  for (let before = 0; (before = Atomics.compareExchange(inside, 0, 0, -1)) !== 0; )
    waitWhile(inside, 0, before, signs);
}

/** So many looks before going to sleep: the others are seldom far behind, and waking up takes as long as a step. */
const looks = 3000;
const napMs = 250;
/** Longer than any step takes: a thread that died without a word is not waited for for ever. */
const mostNaps = 1200;

/** Waits until a word of shared memory is another. Throws when one of the threads has failed. */
export function waitWhile(words: Int32Array, at: number, value: number, signs: Int32Array): void {
  for (let look = 0; look < looks; look++) if (Atomics.load(words, at) !== value) return;
  for (let nap = 0; Atomics.load(words, at) === value; nap++) {
    if (nap === mostNaps || signs.includes(failed)) throw new Error('a thread that helped has failed');
    Atomics.wait(words, at, value, napMs);
  }
}

/** Whole numbers in shared memory, all 0. */
export function sharedWords(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
}
