/** What a person has to do: the calls and checks the rules and people ask for. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { addTask, closeTask } from '../../8-campaign/tasks/tasks.ts';
import { sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import {
  newTaskSchema,
  type TaskAnswer,
  taskClosingSchema,
  taskPageSchema,
  taskPath,
  tasksQuery,
} from '../contract/tasks.ts';
import { notFound, Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, countList, type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';

type TaskRow = Omit<TaskAnswer, 'createdAt' | 'closedAt'> & {
  readonly createdAt: Date;
  readonly closedAt: Date | null;
  readonly due_order: string;
};

const shape: ListShape = {
  name: 'tasks',
  base: readFileSync(new URL('./tasks.sql', import.meta.url), 'utf8'),
  key: '"taskId"',
  sorts: { due: { by: 'due_order', type: 'date' }, created: { by: '"createdAt"', type: 'timestamptz' } },
  usual: 'due',
};

/** Adds `/tasks`, and how one is made and closed. */
export const taskRoutes: ApiRoutes = (app, { databaseOf, clock }) => {
  app.get(
    '/tasks',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['tasks'],
        summary: 'What there is to do',
        querystring: tasksQuery,
        response: { 200: taskPageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { sort, after, limit } = request.query;
      const asked = { estate: person.estate, sort, after, limit, where: conditions(request.query) };
      const page = await readList<TaskRow>(databaseOf(person), shape, asked);
      const total = await countList(databaseOf(person), shape, asked);
      return { next: page.next, total, items: page.items.map(answerOf) };
    },
  );

  app.post(
    '/tasks',
    {
      config: { access: 'operateur' },
      schema: { tags: ['tasks'], summary: 'Note something to do', body: newTaskSchema, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const person = personOf(request);
      const { title, kind, clientCode, dueOn } = request.body;
      const now = clock();
      await addTask(databaseOf(person), {
        estate: person.estate,
        taskKey: `person:${uuidV7(now)}`,
        kind,
        title,
        ...(clientCode === undefined ? {} : { clientCode: clientCode.toUpperCase() }),
        ...(dueOn === undefined ? {} : { dueOn }),
        author: person.name,
        now,
      });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/tasks/:taskId/close',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['tasks'],
        summary: 'Close a task: done, or dropped',
        params: taskPath,
        body: taskClosingSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { estate, name: by } = personOf(request);
      const closing = { estate, id: request.params.taskId, state: request.body.state, by, now: clock() };
      const closed = await databaseOf(personOf(request)).transaction((session) => closeTask(session, closing));
      if (closed.outcome === 'unknown') throw notFound(sentence('Cette tâche', 'This task'));
      if (closed.outcome === 'closed_before') throw alreadyClosed(closed.task.closedBy);
      return reply.code(204).send(null);
    },
  );
};

function conditions({
  q,
  state = 'open',
  kind,
  client,
}: {
  readonly q?: string | undefined;
  readonly state?: 'open' | 'closed' | 'all' | undefined;
  readonly kind?: string | undefined;
  readonly client?: string | undefined;
}): Condition[] {
  return [
    ...(state === 'open' ? [{ sql: `state = 'open'` }] : []),
    ...(state === 'closed' ? [{ sql: `state <> 'open'` }] : []),
    ...(kind ? [{ sql: `kind = :'kind'`, values: { kind } }] : []),
    ...(client ? [{ sql: `"clientCode" = :'client'`, values: { client } }] : []),
    ...searched(`title || ' ' || "clientName" || ' ' || coalesce("clientCode", '')`, q),
  ];
}

function answerOf({ due_order: _due, createdAt, closedAt, ...task }: TaskRow): TaskAnswer {
  return { ...task, createdAt: createdAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}

function alreadyClosed(by: string | null): Problem {
  const who = by ?? '';
  return new Problem(
    'refused',
    'TASK_CLOSED',
    sentence(`${who || 'Quelqu’un'} l’a déjà close.`, `${who || 'Somebody'} has closed it already.`),
  );
}
