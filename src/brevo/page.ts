import type { z } from 'zod';
import { type Answer, done, unknown } from './answer.ts';
import type { Call, CallRequest } from './call.ts';

interface PageRequest {
  readonly path: string;
  /** When the path holds data. */
  readonly route?: string;
  readonly family: CallRequest['family'];
  readonly query?: NonNullable<CallRequest['query']>;
}

/** Reads what stands at a path, parsed; an answer of another shape is `unknown`. */
export async function readPage<Schema extends z.ZodType>(
  call: Call,
  schema: Schema,
  { path, route = path, family, query = {} }: PageRequest,
): Promise<Answer<z.infer<Schema>>> {
  const answer = await call({ method: 'GET', path, route, family, query, repeat: 'always' });
  return parseReply(answer, schema);
}

/** The parsed body of a done answer. */
export function parseReply<Schema extends z.ZodType>(
  answer: Awaited<ReturnType<Call>>,
  schema: Schema,
): Answer<z.infer<Schema>> {
  if (answer.outcome !== 'done') return answer;
  const read = schema.safeParse(answer.value.body);
  return read.success ? done(read.data) : unknown('unreadable_answer', answer.value.status);
}
