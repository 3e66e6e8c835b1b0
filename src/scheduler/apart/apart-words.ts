/** What a worker and the process it lets do heavy work say to each other, parsed on both sides. */
import { z } from 'zod';
import { Failure, RefusedByRule } from '../../errors.ts';
import { Cancelled, GivenBack } from '../../run/stopping.ts';
import { jobKinds } from '../jobs.ts';
import type { TaskEnd } from '../tasks/task.ts';

const sentenceSchema = z.object({ fr: z.string(), en: z.string() });
const record = z.record(z.string(), z.unknown());

const jobSchema = z.object({
  estate: z.string(),
  jobId: z.string(),
  kind: z.enum(jobKinds),
  payload: record,
  requestedBy: z.string(),
  slotAt: z.coerce.date().nullable(),
  attempt: z.number(),
  deaths: z.number(),
});

/** To the process: one job, and later that it has to end. */
export const toApartSchema = z.discriminatedUnion('word', [
  z.object({ word: z.literal('do'), job: jobSchema }),
  /** `cancelledBy`: a person said so; null: the worker goes, and the job is taken up by another. */
  z.object({ word: z.literal('end'), cancelledBy: z.string().nullable() }),
]);
export type ToApart = z.input<typeof toApartSchema>;

const failureSchema = z.object({
  code: z.string(),
  sentence: sentenceSchema,
  retry: z.enum(['never', 'later']),
  facts: record,
  isRule: z.boolean(),
});
type TellableFailure = z.infer<typeof failureSchema>;

/** From the process: how far it is, and one last word. */
export const fromApartSchema = z.discriminatedUnion('word', [
  z.object({ word: z.literal('ready') }),
  z.object({ word: z.literal('step'), label: sentenceSchema, step: z.string().optional() }),
  z.object({ word: z.literal('progress'), label: z.string(), done: z.number(), total: z.number().optional() }),
  z.object({ word: z.literal('note'), done: z.number(), total: z.number().optional() }),
  z.object({ word: z.literal('done'), result: record }),
  z.object({ word: z.literal('stopped'), by: failureSchema, result: record }),
  z.object({ word: z.literal('put_back'), until: z.coerce.date(), label: sentenceSchema }),
  z.object({ word: z.literal('failed'), by: failureSchema }),
  z.object({ word: z.literal('bug'), trace: z.string() }),
]);
export type FromApart = z.input<typeof fromApartSchema>;
type Heard = z.output<typeof fromApartSchema>;
export type LastWord = Extract<Heard, { word: 'done' | 'stopped' | 'put_back' | 'failed' | 'bug' }>;
export type WordUnderWay = Exclude<Heard, LastWord>;

/** Whether nothing comes after it. */
export function isLast(word: Heard): word is LastWord {
  return !['ready', 'step', 'progress', 'note'].includes(word.word);
}

/** How work ended, as it is said. */
export function wordOfEnd(end: TaskEnd): FromApart {
  if (end.outcome === 'done') return { word: 'done', result: end.result };
  if (end.outcome === 'put_back') return { word: 'put_back', until: end.until, label: end.label };
  return { word: 'stopped', by: tellable(end.by), result: end.result };
}

/** What work threw, as it is said; a bug with its trace. */
export function wordOfError(error: unknown): FromApart {
  if (error instanceof Failure) return { word: 'failed', by: tellable(error) };
  return { word: 'bug', trace: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** The end that was said. Throws what the work threw. */
export function endOfWord(said: LastWord): TaskEnd {
  if (said.word === 'failed') throw failureOf(said.by);
  if (said.word === 'bug') throw new Error(said.trace);
  if (said.word === 'done') return { outcome: 'done', result: said.result };
  if (said.word === 'put_back') return { outcome: 'put_back', until: said.until, label: said.label };
  return { outcome: 'stopped', by: failureOf(said.by), result: said.result };
}

function tellable(failure: Failure): TellableFailure {
  const { code, sentence, retry, facts } = failure;
  return { code, sentence, retry, facts, isRule: failure instanceof RefusedByRule };
}

function failureOf({ code, sentence, retry, facts, isRule }: TellableFailure): Failure {
  if (code === 'GIVEN_BACK') return new GivenBack();
  if (code === 'CANCELLED' && typeof facts['by'] === 'string') return new Cancelled(facts['by']);
  return isRule ? new RefusedByRule(code, sentence, { retry, facts }) : new Failure(code, sentence, { retry, facts });
}
