import type { Worker } from 'node:worker_threads';
import { startThread } from '../values/start-thread.ts';
import type { CleanedRows, CleaningTask } from './rows-cleaner.ts';

/** What a thread says: that it is there, then what became of each portion, in the order it was given them. */
export type Answer = 'ready' | { readonly cleaned: CleanedRows };

/** So many portions are in its hands at most: the next one lies there when one is done. */
const mostInHand = 2;
/** It keeps words it met, no rows; and would let waste pile up if it were allowed to. */
const threadLimits = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 } as const;

interface Waiting {
  readonly resolve: (cleaned: CleanedRows) => void;
  readonly reject: (error: unknown) => void;
}

/** Another thread that cleans portions of the rows of one file. Whoever starts it ends it. */
export class CleaningHelper {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #isReady = false;
  #failure: unknown;

  constructor(task: CleaningTask) {
    const file = new URL('./cleaning-thread.ts', import.meta.url);
    this.#worker = startThread(file, { workerData: task, resourceLimits: threadLimits });
    this.#worker.on('message', (said: Answer) => {
      if (said === 'ready') this.#isReady = true;
      else this.#waiting.shift()?.resolve(said.cleaned);
    });
    this.#worker.on('error', (error: unknown) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`a cleaning thread ended with ${code}`)));
  }

  /** Whether a portion given now would be cleaned soon. Before it has started, nobody waits for it. */
  get isFree(): boolean {
    return this.#isReady && this.#failure === undefined && this.#waiting.length < mostInHand;
  }

  /** Cleans whole rows; the buffer stays as it is. Rejects when the thread fails or ended. */
  clean(rows: Buffer): Promise<CleanedRows> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      const copy = new Uint8Array(rows);
      this.#worker.postMessage(copy, [copy.buffer]);
    });
  }

  async end(): Promise<void> {
    this.#failure ??= new Error('ended');
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
