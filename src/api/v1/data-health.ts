/** Whether the data can be trusted: the score, the rules behind it, the rows they flag, what was noticed in the files. */
import { dataRules } from '../../7-audit/data/data-rules.ts';
import { lastDataAudit } from '../../7-audit/data/audit-data.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { type DataHealth, dataHealthExportQuery, dataHealthSchema } from '../contract/data-health.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { warningsOf } from './runs.ts';
import { sendTable } from './table-file.ts';

const selectFiles = loadSql(import.meta.url, './health/latest-files.sql');
const selectTrend = loadSql(import.meta.url, './health/trend.sql');

type FileRow = Omit<DataHealth['files'][number], 'warnings' | 'exportedAt'> & {
  readonly exportedAt: Date;
  readonly warnings: unknown;
};

/** Adds `/data-health` and its export. */
export const dataHealthRoutes: ApiRoutes = (app, { databaseOf }) => {
  app.get(
    '/data-health',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['data-health'],
        summary: 'Whether the data can be trusted',
        response: { 200: dataHealthSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = databaseOf(personOf(request));
      const files = await database.rows<FileRow>(selectFiles, { estate });
      return {
        audit: await auditOf(database, estate),
        trend: await database.rows<DataHealth['trend'][number]>(selectTrend, { estate }),
        rejectedLines: files.reduce((sum, { rowsRejected }) => sum + rowsRejected, 0),
        files: files.map((file) => ({
          ...file,
          exportedAt: file.exportedAt.toISOString(),
          warnings: warningsOf(file.warnings),
        })),
      };
    },
  );

  app.get(
    '/data-health/export',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['data-health'],
        summary: 'The rules with the rows they flag, as a file',
        querystring: dataHealthExportQuery,
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const audit = await auditOf(databaseOf(person), person.estate);
      const rows = (audit?.rules ?? []).flatMap(({ title, code, severity, rowsChecked, rowsFlagged, worst }) =>
        (worst.length > 0 ? worst : [undefined]).map((row) => [
          title.fr,
          code,
          severity,
          rowsFlagged,
          rowsChecked,
          row?.subject ?? null,
          row?.value ?? null,
          row?.fileHash ?? null,
          row?.line ?? null,
        ]),
      );
      const header = ['règle', 'code', 'gravité', 'signalées', 'contrôlées', 'sujet', 'valeur', 'fichier', 'ligne'];
      return sendTable(reply, {
        name: `sante-des-donnees-${audit?.asOf ?? 'vide'}`,
        header,
        rows,
        format: request.query.format,
      });
    },
  );
};

async function auditOf(session: Session, estate: string): Promise<DataHealth['audit']> {
  const audit = await lastDataAudit(session, estate);
  if (!audit) return null;
  const titles = new Map(dataRules.map(({ code, title }) => [code, title]));
  return {
    asOf: audit.asOf,
    score: audit.score,
    rules: audit.rules.map(({ code, severity, weight, rowsChecked, rowsFlagged, worst }) => ({
      code,
      title: titles.get(code) ?? { fr: code, en: code },
      severity,
      weight,
      rowsChecked,
      rowsFlagged,
      worst: worst.map(({ subject, value, fileHash, line }) => ({ subject, value, fileHash, line })),
    })),
  };
}
