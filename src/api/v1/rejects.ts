/** Lines that were refused, with the reason; and correcting them here, so that next week's export is right too. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  type CorrectableRow as FoundRow,
  correctRow,
  readCorrectableRow,
  uncorrectRow,
} from '../../3-curated/corrections/correct-row.ts';
import { listRejects } from '../../3-curated/list-rejects.ts';
import { loadSql } from '../../db/sql.ts';
import { foldUpper } from '../../values/fold.ts';
import { sentence } from '../../values/sentence.ts';
import {
  type CorrectableRow,
  correctableRowSchema,
  type CorrectionList,
  correctionListSchema,
  correctSchema,
  type Reject,
  rejectPageSchema,
  rejectReasonsSchema,
  type RejectReasons,
  rejectsExportQuery,
  rejectsQuery,
  rowKeySchema,
  uncorrectSchema,
} from '../contract/rejects.ts';
import { listQuery } from '../contract/lists.ts';
import { notFound } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, countList, type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import { sendTable } from './table-file.ts';

const selectReasons = loadSql(import.meta.url, './rejects/reasons.sql');
const selectCorrections = loadSql(import.meta.url, './rejects/corrections.sql');
const selectWaiting = loadSql(import.meta.url, './rejects/waiting-corrections.sql');

const shape: ListShape = {
  name: 'rejects',
  base: readFileSync(new URL('./rejects/list.sql', import.meta.url), 'utf8'),
  key: 'key',
  sorts: {
    exportedAt: { by: '"exportedAt"', type: 'timestamptz' },
    mtHt: { by: 'coalesce("mtHt", 0)::numeric', type: 'numeric' },
  },
  usual: '-exportedAt',
};

const correctionShape: ShortShape<CorrectionList['items'][number]> = {
  key: ({ source, dataset, rowHash }) => `${source}/${dataset}/${rowHash}`,
  words: ({ dataset, author, reason, values }) =>
    `${dataset} ${author} ${reason} ${values.map(({ column, value }) => `${column} ${value}`).join(' ')}`,
  sorts: { decidedAt: ({ decidedAt }) => decidedAt, author: ({ author }) => foldUpper(author) },
  usual: '-decidedAt',
};

type ListedReject = Omit<Reject, 'exportedAt'> & { readonly exportedAt: Date };

/** Adds `/rejects`, its export, its reasons, and correcting. */
export const rejectRoutes: ApiRoutes = (app, { databaseOf, worldOf }) => {
  app.get(
    '/rejects',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['rejects'],
        summary: 'Lines that were refused, those of the newest export first',
        querystring: rejectsQuery,
        response: { 200: rejectPageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { sort, after, limit } = request.query;
      const asked = { estate: person.estate, sort, after, limit, where: conditions(request.query) };
      const page = await readList<ListedReject>(databaseOf(person), shape, asked);
      const total = after === undefined ? await countList(databaseOf(person), shape, asked) : undefined;
      const items = page.items.map((row) => ({ ...row, exportedAt: row.exportedAt.toISOString() }));
      return { ...page, items, ...(total === undefined ? {} : { total }) };
    },
  );

  app.get(
    '/rejects/reasons',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['rejects'],
        summary: 'Why lines of the latest files were refused, the most frequent first',
        response: { 200: rejectReasonsSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = databaseOf(personOf(request));
      const waiting = await database.one<{ rows: number }>(selectWaiting, { estate });
      const items = await database.rows<RejectReasons['items'][number]>(selectReasons, { estate });
      return { items, correctedRows: waiting?.rows ?? 0 };
    },
  );

  app.get(
    '/rejects/export',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['rejects'], summary: 'The refused lines as a file', querystring: rejectsExportQuery },
    },
    async (request, reply) => {
      const person = personOf(request);
      const { format, run } = request.query;
      const rejects = await listRejects({ estate: person.estate, database: databaseOf(person) }, { runId: run });
      return sendTable(reply, {
        name: 'lignes-refusees',
        header: ['fichier', 'jeu', 'source', 'ligne', 'colonne', 'code', 'valeur', 'explication', 'montant_ht'],
        rows: rejects.map((row) => [
          row.originalName,
          row.dataset,
          row.source,
          row.fileLine,
          row.columnName,
          row.code,
          row.rawValue,
          row.sentenceFr,
          row.mtHt === null ? null : Number(row.mtHt),
        ]),
        format,
      });
    },
  );

  app.get(
    '/rejects/row',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['rejects'],
        summary: 'One row of an export, and what was corrected in it',
        querystring: rowKeySchema,
        response: { 200: correctableRowSchema },
      },
    },
    async (request) => {
      const row = await readCorrectableRow(await worldOf(personOf(request)), request.query);
      if (!row) throw notFound(sentence('Cette ligne', 'This row'));
      return rowAnswer(row);
    },
  );

  app.post(
    '/rejects/correct',
    {
      config: { access: 'operateur', scope: 'exports:write' },
      schema: {
        tags: ['rejects'],
        summary:
          'Say what a refused row should have said; the next run takes it in, and every later export that repeats it',
        body: correctSchema,
        response: { 200: correctableRowSchema },
      },
    },
    async (request) => {
      const { isTrusted, reason, ...correction } = request.body;
      const world = await worldOf(personOf(request));
      const more = { ...(isTrusted && { isTrusted }), ...(reason && { reason }) };
      return rowAnswer(await correctRow(world, { ...correction, ...more }));
    },
  );

  app.get(
    '/corrections',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['rejects'],
        summary: 'Rows corrected here',
        querystring: listQuery,
        response: { 200: correctionListSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      type Row = Omit<CorrectionList['items'][number], 'decidedAt'> & { readonly decidedAt: Date };
      const rows = await databaseOf(person).rows<Row>(selectCorrections, { estate: person.estate });
      const items = rows.map((row) => ({ ...row, decidedAt: row.decidedAt.toISOString() }));
      return pageOfShort(items, correctionShape, request.query);
    },
  );

  app.post(
    '/corrections/undo',
    {
      config: { access: 'operateur', scope: 'exports:write' },
      schema: {
        tags: ['rejects'],
        summary: 'Take a correction back',
        body: uncorrectSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await uncorrectRow(await worldOf(personOf(request)), request.body);
      return reply.code(204).send(null);
    },
  );
};

interface RejectsAsked {
  readonly q?: string | undefined;
  readonly dataset?: string | undefined;
  readonly code?: string | undefined;
  readonly file?: string | undefined;
  readonly run?: string | undefined;
  readonly latest?: 'yes' | undefined;
}

function conditions({ q, dataset, code, file, run, latest }: RejectsAsked): Condition[] {
  return [
    ...(dataset ? [{ sql: `dataset = :'dataset'`, values: { dataset } }] : []),
    ...(code ? [{ sql: `code = :'code'`, values: { code } }] : []),
    ...(file ? [{ sql: `starts_with("fileHash", :'file')`, values: { file } }] : []),
    ...(latest ? [{ sql: '"isLatest"' }] : []),
    ...(run ? [{ sql: `"runId" = :'run'::uuid`, values: { run } }] : []),
    ...searched(`value || ' ' || sentence`, q),
  ];
}

function rowAnswer({ rowHash, cells, issue, isRefused, corrections }: FoundRow): CorrectableRow {
  return {
    rowHash,
    cells: [...cells],
    issue,
    isRefused,
    corrections: corrections.map(({ columnName, value, author, reason, decidedAt }) => ({
      column: columnName,
      value,
      author,
      reason,
      decidedAt: decidedAt.toISOString(),
    })),
  };
}
