/** What a person has to do: calls, checks, letters to look at. The same wish is one task; whoever closes it is named. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { Day } from '../../values/day.ts';
import { uuidV7 } from '../../values/uuid.ts';

const insertTask = loadSql(import.meta.url, './insert-task.sql');
const selectTasks = loadSql(import.meta.url, './list-tasks.sql');
const closeOne = loadSql(import.meta.url, './close-task.sql');
const matchTasks = loadSql(import.meta.url, './match-tasks.sql');

export type TaskKind = 'call' | 'follow_up' | 'check';
export type TaskState = 'open' | 'done' | 'dropped';

export interface NewTask {
  readonly estate: string;
  /** Makes the same wish once, for ever: closed, it does not come back. */
  readonly taskKey: string;
  readonly kind: TaskKind;
  /** In French, as the estate reads it; a client stands in it by code, never by name. */
  readonly title: string;
  readonly clientCode?: string;
  readonly dueOn?: Day;
  /** A person, or `règle : <name>`. */
  readonly author: string;
  readonly now: Date;
}

export interface Task {
  readonly taskId: string;
  /** What one types to name it: the last eight signs of its id. */
  readonly shortId: string;
  readonly kind: TaskKind;
  readonly clientCode: string | null;
  readonly title: string;
  readonly dueOn: Day | null;
  readonly state: TaskState;
  readonly author: string;
  readonly createdAt: Date;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
}

/** Adds a task unless its key is known; true when it is new. */
export async function addTask(session: Session, task: NewTask): Promise<boolean> {
  const added = await session.execute(insertTask, {
    estate_id: task.estate,
    task_id: uuidV7(task.now),
    task_key: task.taskKey,
    kind: task.kind,
    client_code: task.clientCode ?? null,
    title: task.title,
    due_on: task.dueOn ?? null,
    author: task.author,
    created_at: task.now.toISOString(),
  });
  return added > 0;
}

/** The tasks of an estate: what is due first comes first. `states`: open ones unless told otherwise. */
export async function listTasks(
  session: Session,
  {
    estate,
    states = ['open'],
    limit,
  }: { readonly estate: string; readonly states?: readonly TaskState[]; readonly limit: number },
): Promise<readonly Task[]> {
  return session.rows<Task>(selectTasks, { estate_id: estate, states, limit });
}

/** `unknown`: no task of that name, or several; `closed_before`: somebody was quicker. */
export type TaskClosing =
  | { readonly outcome: 'closed' | 'closed_before'; readonly task: Task }
  | { readonly outcome: 'unknown' };

/**
 * Closes a task in the name of a person, with its journal entry; `id` is the whole id or its end. Call it inside a transaction.
 */
export async function closeTask(
  session: Session,
  closing: {
    readonly estate: string;
    readonly id: string;
    readonly state: 'done' | 'dropped';
    readonly by: string;
    readonly now: Date;
  },
): Promise<TaskClosing> {
  const { estate, id, state, by, now } = closing;
  const found = await session.rows<Task>(matchTasks, { estate_id: estate, id_end: id.toLowerCase() });
  const [task, ...others] = found;
  if (!task || others.length > 0) return { outcome: 'unknown' };
  const closedCount = await session.execute(closeOne, {
    estate_id: estate,
    task_id: task.taskId,
    state,
    closed_by: by,
    closed_at: now.toISOString(),
  });
  if (closedCount === 0) return { outcome: 'closed_before', task };
  await writeJournal(session, { estate, actor: by, action: `task.${state}`, subject: `task:${task.taskId}` });
  return { outcome: 'closed', task: { ...task, state, closedBy: by, closedAt: now } };
}
