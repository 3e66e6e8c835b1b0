/**
 * MJML in a thread of its own: loaded, it holds 50 MB, which a sender of thousands of letters needs for a third of a second. The
 * thread ends when nobody has asked for a while, and its memory with it.
 */
import { Worker } from 'node:worker_threads';

/** What MJML answers: the HTML, and what it did not understand. */
export interface MjmlAnswer {
  readonly html: string;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

type Told = { readonly id: number } & (MjmlAnswer | { readonly failure: string });

/** A thread that is not asked for so long ends. */
const idleMs = 500;

// No file is read and no web font is called. Plain JavaScript: the thread needs nothing that reads TypeScript.
const program = `
const { parentPort } = require('node:worker_threads');
const loaded = import(${JSON.stringify(import.meta.resolve('mjml'))});
parentPort.on('message', async ({ id, mjml }) => {
  try {
    const { default: mjml2html } = await loaded;
    const { html, errors } = await mjml2html(mjml, {
      validationLevel: 'soft', ignoreIncludes: true, keepComments: false, fonts: {},
    });
    parentPort.postMessage({ id, html, errors: errors.map(({ line, message }) => ({ line, message })) });
  } catch (error) {
    parentPort.postMessage({ id, failure: error instanceof Error ? error.message : 'unreadable' });
  }
});`;

interface Asked {
  readonly resolve: (answer: MjmlAnswer) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly asked: Map<number, Asked>;
  idle: NodeJS.Timeout | undefined;
}

let thread: Thread | undefined;
let lastId = 0;

/** Throws what MJML throws on a document it cannot read. */
export function mjmlInThread(mjml: string): Promise<MjmlAnswer> {
  const { worker, asked, idle } = (thread ??= startThread());
  clearTimeout(idle);
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    asked.set(id, { resolve, reject });
    worker.ref();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    worker.postMessage({ id, mjml });
  });
}

function startThread(): Thread {
  const started: Thread = { worker: new Worker(program, { eval: true }), asked: new Map(), idle: undefined };
  const { worker, asked } = started;
  worker.on('message', (told: Told) => {
    const waiting = asked.get(told.id);
    asked.delete(told.id);
    if ('failure' in told) waiting?.reject(new Error(told.failure));
    else waiting?.resolve(told);
    if (asked.size === 0) rest(started);
  });
  worker.on('error', (error: Error) => end(started, error));
  worker.on('exit', () => end(started, new Error('the thread of MJML ended')));
  return started;
}

/** Keeps no process alive, and ends unless it is asked again. */
function rest(started: Thread): void {
  started.worker.unref();
  started.idle = setTimeout(() => {
    if (thread === started) thread = undefined;
    void started.worker.terminate();
  }, idleMs).unref();
}

function end(started: Thread, why: Error): void {
  if (thread === started) thread = undefined;
  for (const { reject } of started.asked.values()) reject(why);
  started.asked.clear();
}
