/** Which tables an estate is made of, read from the database itself: a table added tomorrow is in tomorrow's backup. */
import type { Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import { checkSlug } from '../estate/estates.ts';

const estateTablesSql = loadSql(import.meta.url, './estate-tables.sql');

export interface EstateTable {
  /** `schema.table` */
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * What belongs to an installation and not to the estate's memory: who is signed in, what waits to be done, which backups lie
 * here. It is neither archived nor replaced by a restore.
 */
const ofTheInstallation = new Set([
  'app.backups',
  'app.restore_drills',
  'app.sessions',
  'app.sign_in_links',
  'app.sign_in_attempts',
  'app.idempotency_keys',
  'app.jobs',
  'app.alarms',
]);

/** Every table with rows of estates that a backup takes, in the order of their names. */
export async function estateTables(session: Session): Promise<EstateTable[]> {
  return (await allTables(session)).filter(({ name }) => !ofTheInstallation.has(name));
}

/** Every table with rows of estates. */
export async function allTables(session: Session): Promise<EstateTable[]> {
  return session.rows<EstateTable>(estateTablesSql);
}

/** `copy (…) to stdout` of an estate's rows; `as` writes them under another estate's name. */
export function copyOutOf({ name, columns }: EstateTable, estate: string, as: string = estate): string {
  const list = columns.map((column) => (column === 'estate_id' ? `'${checkSlug(as)}'::text` : quoted(column)));
  return `copy (select ${list.join(', ')} from ${name} where estate_id = '${checkSlug(estate)}') to stdout`;
}

/** `copy … from stdin` into the columns given by name. */
export function copyInto({ name, columns }: EstateTable): string {
  return `copy ${name} (${columns.map(quoted).join(', ')}) from stdin`;
}

/** Removes an estate's rows from a table. */
export async function emptyTable(session: Session, { name }: EstateTable, estate: string): Promise<number> {
  return session.execute(sql(`delete from ${name} where estate_id = :'estate'`, `empty ${name}`), { estate });
}

/** A column's name as SQL takes it, whatever it is. */
export function quoted(column: string): string {
  return `"${column.replaceAll('"', '""')}"`;
}
