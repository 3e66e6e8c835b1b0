/** The clients of an estate some at a time, so that memory does not grow with them. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';

const clientsAfter = loadSql(import.meta.url, './clients-after.sql');

/** So many clients are held in memory at a time. */
const rangeSize = 2000;

export interface ClientRow {
  readonly client_code: string;
  readonly has_email: boolean;
  readonly is_trade: boolean;
  readonly is_profiled: boolean;
}

/** Clients that follow each other, and the codes they lie between as parameters of a statement. The till is in none. */
export interface ClientRange {
  readonly clients: readonly ClientRow[];
  readonly parameters: { readonly estate_id: string; readonly first_code: string; readonly last_code: string };
}

/** All clients but the till, in the order of their codes, a range at a time. */
export async function* clientRanges(session: Session, estate: string): AsyncGenerator<ClientRange> {
  let afterCode = '';
  for (;;) {
    const parameters = { estate_id: estate, after_code: afterCode, limit: rangeSize };
    const clients = await session.rows<ClientRow>(clientsAfter, parameters);
    const first = clients[0];
    const last = clients.at(-1);
    if (first === undefined || last === undefined) return;
    yield { clients, parameters: { estate_id: estate, first_code: first.client_code, last_code: last.client_code } };
    afterCode = last.client_code;
  }
}
