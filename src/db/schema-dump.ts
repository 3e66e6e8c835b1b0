/**
 * What the migrations add up to, as one text to read and to compare: written to `schema.sql` by `write-schema.ts`.
 * Built from the catalogue, as no `pg_dump` comes with the embedded server, and worded so that PostgreSQL 15 and 18
 * give the same text (18 lists NOT NULL among the constraints, 16 words views otherwise: neither is used).
 */
import type { Session } from './database.ts';
import { loadSql } from './sql.ts';

const schemaTables = loadSql(import.meta.url, './schema-tables.sql');
const schemaObjects = loadSql(import.meta.url, './schema-objects.sql');

interface TableRow {
  readonly table_name: string;
  readonly columns: string[];
  readonly constraints: string[];
  readonly after: string[];
}

/** Every table, view, type, function and policy of the schemas app, etl and crm, in the order of their names. */
export async function dumpSchema(session: Session): Promise<string> {
  const tables = await session.rows<TableRow>(schemaTables);
  const objects = await session.rows<{ definition: string }>(schemaObjects);
  const parts = [
    '-- What the migrations add up to. Written by: node --import tsx src/db/write-schema.ts',
    ...tables.map(tableText),
    ...objects.map((object) => `${object.definition.trimEnd()};`),
  ];
  return `${parts.join('\n\n')}\n`;
}

function tableText(table: TableRow): string {
  const lines = [...table.columns, ...table.constraints].map((line) => `  ${line}`);
  const after = table.after.map((line) => `\n${line};`);
  return `create table ${table.table_name} (\n${lines.join(',\n')}\n);${after.join('')}`;
}
