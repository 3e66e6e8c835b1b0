/** Long work as the API tells it (`GET /jobs/:id`, event `job`). */
import type { JobAnswer } from '../../src/api/contract/jobs.ts';

export type Job = JobAnswer;

/** Whether nothing more will come. */
export function isOver({ state }: { readonly state: string }): boolean {
  return state !== 'waiting' && state !== 'running';
}
