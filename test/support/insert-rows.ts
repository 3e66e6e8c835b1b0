/** Rows straight into tables, for tests that arrange what an earlier room would have written. */
import type { Session } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Inserts rows under the columns the first of them names; a column left out keeps its default. Gives their number. */
export async function insertRows(session: Session, table: string, rows: readonly Row[]): Promise<number> {
  const first = rows[0];
  if (first === undefined) return 0;
  const columns = Object.keys(first).join(', ');
  return session.execute(
    sql(
      `insert into ${table} (${columns})
       select ${columns} from jsonb_populate_recordset(null::${table}, :'rows'::jsonb)`,
      `insert into ${table}`,
    ),
    { rows: JSON.stringify(rows) },
  );
}
