/** One document of the sales: where every figure ends. */
import { loadSql, prepared } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import { documentParams, documentSchema, type SaleDocument } from '../contract/documents.ts';
import { notFound } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';

const selectDocument = prepared(loadSql(import.meta.url, './documents/document.sql'));
const selectLines = prepared(loadSql(import.meta.url, './documents/lines.sql'));
const selectChanges = prepared(loadSql(import.meta.url, './documents/changes.sql'));

type DocumentRow = Pick<
  SaleDocument,
  'source' | 'documentId' | 'documentType' | 'status' | 'netHt' | 'firstDay' | 'lastDay'
> & { readonly exportedAt: Date };
type LineRow = SaleDocument['lines'][number] & {
  readonly documentType: string;
  readonly documentNo: string;
  readonly nom: string | null;
  readonly prenom: string | null;
};
type ChangeRow = Omit<SaleDocument['changes'][number], 'at'> & { readonly at: Date | null };

/** Adds `/documents/:source/:documentId`. */
export const documentRoutes: ApiRoutes = (app, { databaseOf }) => {
  app.get(
    '/documents/:source/:documentId',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['documents'],
        summary: 'A document with its lines, each with its file and line, and what later exports changed',
        params: documentParams,
        response: { 200: documentSchema },
      },
    },
    async (request): Promise<SaleDocument> => {
      const { estate } = personOf(request);
      const database = databaseOf(personOf(request));
      const key = { estate, source: request.params.source, document_id: request.params.documentId };
      const document = await database.one<DocumentRow>(selectDocument, key);
      if (!document) throw notFound(sentence('Ce document', 'This document'));
      const lines = await database.rows<LineRow>(selectLines, key);
      const changes = await database.rows<ChangeRow>(selectChanges, key);
      return {
        ...document,
        documentNo: lines[0]?.documentNo ?? null,
        exportedAt: document.exportedAt.toISOString(),
        clients: clientsOf(lines),
        lines,
        changes: changes.map((change) => ({ ...change, at: change.at?.toISOString() ?? null })),
      };
    },
  );
};

function clientsOf(lines: readonly LineRow[]): SaleDocument['clients'] {
  const clients = new Map<string, SaleDocument['clients'][number]>();
  for (const { clientCode, nom, prenom } of lines) {
    if (clientCode !== null) clients.set(clientCode, { clientCode, nom, prenom });
  }
  return [...clients.values()];
}
