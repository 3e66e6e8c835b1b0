/** Reads the current list as the audit sees it, some clients at a time, from the warehouse and the ledger of today. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Day } from '../values/day.ts';
import type { AuditedClient, AuditedItem } from './audited-list.ts';

const selectClients = loadSql(import.meta.url, './audited-clients.sql');
const selectItems = loadSql(import.meta.url, './audited-items.sql');

const clientsAtOnce = 5000;

/** The clients of the current list in the order of their codes, each with their items. */
export async function* auditedClients(
  session: Session,
  estate: string,
  asOf: Day,
): AsyncGenerator<readonly AuditedClient[]> {
  const key = { estate_id: estate, as_of: asOf };
  let afterCode = '';
  for (;;) {
    const clients = await session.rows<Omit<AuditedClient, 'items'>>(selectClients, {
      ...key,
      after_code: afterCode,
      limit: clientsAtOnce,
    });
    const [first, last] = [clients[0], clients.at(-1)];
    if (!first || !last) return;
    const items = await session.rows<AuditedItem & { clientCode: string }>(selectItems, {
      ...key,
      first_code: first.clientCode,
      last_code: last.clientCode,
    });
    const itemsOf = byClient(items);
    yield clients.map((client) => ({ ...client, items: itemsOf.get(client.clientCode) ?? [] }));
    afterCode = last.clientCode;
  }
}

function byClient<Item extends { readonly clientCode: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.clientCode);
    if (group) group.push(item);
    else groups.set(item.clientCode, [item]);
  }
  return groups;
}
