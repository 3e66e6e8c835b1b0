/** Long work as the API tells it (`GET /jobs/:id`, event `job`). */
import type { Sentence } from './words.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'refused' | 'cancelled' | 'skipped';

export interface Job {
  readonly jobId: string;
  readonly kind: string;
  readonly state: JobState;
  readonly requestedBy?: string | undefined;
  readonly progress?: {
    readonly label: Sentence | string;
    readonly done: number;
    readonly total?: number | null;
  } | null;
  readonly result?: unknown;
  /** Why it failed or was refused, as a sentence. */
  readonly error?: { readonly sentence?: Sentence; readonly message?: string } | null;
  readonly requestedAt?: string | undefined;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
}

/** Whether nothing more will come. */
export function isOver(job: Job): boolean {
  return job.state !== 'waiting' && job.state !== 'running';
}
