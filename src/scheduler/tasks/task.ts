/** What one kind of job does: it calls one verb of a room and words what came of it. */
import type { Failure } from '../../errors.ts';
import type { Cancelled, GivenBack } from '../../run/stopping.ts';
import type { Sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import type { HeldJob } from '../held-job.ts';
import type { HouseTools } from '../house-tools.ts';

export interface TaskContext {
  /** Acts in the name of whoever asked; its progress is the job's. */
  readonly world: World;
  readonly job: HeldJob;
  readonly tools: HouseTools;
  /** Names the work now under way. Throws when the job has to end. */
  readonly say: (label: Sentence, step?: string) => void;
  /** Says how far the work is; never throws. */
  readonly note: (done: number, total?: number) => void;
  /** For verbs that ask between two calls. */
  readonly shouldStop: () => boolean;
  /** Why the job has to end; undefined: it may go on. */
  readonly whyStop: () => Cancelled | GivenBack | undefined;
}

type Result = Readonly<Record<string, unknown>>;

export type TaskEnd =
  | { readonly outcome: 'done'; readonly result: Result }
  /** Stopped by a rule or by the world, with what is known of it. */
  | { readonly outcome: 'stopped'; readonly by: Failure; readonly result: Result }
  /** Not now: asked again at `until`. */
  | { readonly outcome: 'put_back'; readonly until: Date; readonly label: Sentence };

/** Throws what its verb throws: a refusal, a failure, a bug. */
export type Task = (context: TaskContext) => Promise<TaskEnd>;
