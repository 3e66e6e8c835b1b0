/** What a person has to do. */
import { z } from 'zod';
import { listQuery, pageOf } from './lists.ts';

const taskKind = z.enum(['call', 'follow_up', 'check']);
const taskState = z.enum(['open', 'done', 'dropped']);

export const taskSchema = z.object({
  taskId: z.string(),
  kind: taskKind,
  title: z.string(),
  clientCode: z.string().nullable(),
  /** Empty where the client is not known, or the task is about nobody. */
  clientName: z.string(),
  telephone: z.string().nullable(),
  dueOn: z.string().nullable(),
  state: taskState,
  /** A person, or `règle : <name>`. */
  author: z.string(),
  createdAt: z.string(),
  closedBy: z.string().nullable(),
  closedAt: z.string().nullable(),
});
export type TaskAnswer = z.infer<typeof taskSchema>;

export const taskPageSchema = pageOf(taskSchema);

export const tasksQuery = listQuery.extend({
  /** `open` unless said; `closed`: done or dropped. */
  state: z.enum(['open', 'closed', 'all']).optional(),
  kind: taskKind.optional(),
  client: z.string().max(60).optional(),
});

export const newTaskSchema = z.strictObject({
  title: z.string().trim().min(1).max(300),
  kind: taskKind.default('follow_up'),
  clientCode: z.string().trim().min(1).max(60).optional(),
  dueOn: z.iso.date().optional(),
});
export type NewTaskAsked = z.input<typeof newTaskSchema>;

export const taskPath = z.object({ taskId: z.uuid() });
export const taskClosingSchema = z.strictObject({ state: z.enum(['done', 'dropped']) });
