/** Starts one of our own files as a thread. */
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * A thread does not inherit what reads TypeScript in this one: it begins by asking for it, by its address, as a name would be
 * looked for in the folder Cuvée is run from.
 */
const tsxUrl = import.meta.resolve('tsx/esm/api');

export function startThread(file: URL, options: WorkerOptions = {}): Worker {
  const begin = `import(${JSON.stringify(tsxUrl)}).then(({ register }) => {
    register();
    return import(${JSON.stringify(file.href)});
  });`;
  return new Worker(begin, { ...options, eval: true });
}
