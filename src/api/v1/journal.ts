/** Who did what, when and why. */
import { readFileSync } from 'node:fs';
import { journalPageSchema, journalQuery } from '../contract/journal.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';

interface JournalRow {
  readonly entryId: string;
  readonly action: string;
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
}

const shape: ListShape = {
  name: 'journal',
  base: readFileSync(new URL('./journal.sql', import.meta.url), 'utf8'),
  key: '"entryId"::text',
  sorts: { at: { by: 'at', type: 'timestamptz' } },
  usual: '-at',
};

/** Adds `/journal`. */
export const journalRoutes: ApiRoutes = (app, { databaseOf }) => {
  app.get(
    '/journal',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['journal'],
        summary: 'Who did what',
        querystring: journalQuery,
        response: { 200: journalPageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { sort, after, limit } = request.query;
      const where = conditions(request.query);
      const page = await readList<JournalRow>(databaseOf(person), shape, {
        estate: person.estate,
        sort,
        after,
        limit,
        where,
      });
      return { ...page, items: page.items.map((row) => ({ ...row, at: row.at.toISOString() })) };
    },
  );
};

interface JournalAsked {
  readonly q?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

function conditions({ q, actor, action, since, until }: JournalAsked): Condition[] {
  return [
    ...(actor ? [{ sql: `actor = :'actor'`, values: { actor } }] : []),
    ...(action ? [{ sql: `starts_with(action, :'action')`, values: { action } }] : []),
    ...(since ? [{ sql: `at >= :'since'::date`, values: { since } }] : []),
    ...(until ? [{ sql: `at < :'until'::date + 1`, values: { until } }] : []),
    ...searched(`actor || ' ' || action || ' ' || subject || ' ' || coalesce(reason, '')`, q),
  ];
}
