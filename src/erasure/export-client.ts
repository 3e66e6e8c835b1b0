/** Everything that is known of a client, for the client (art. 15 and 20 RGPD): as one document, and as a table. */
import { unknownClient } from '../4-warehouse/clients/unknown-client.ts';
import type { Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import { parseClientCode } from '../values/client-code.ts';
import { spreadsheetCsv } from '../values/csv-safety.ts';
import type { World } from '../world.ts';

const textColumns = loadSql(import.meta.url, './text-columns.sql');
const ownJournal = loadSql(import.meta.url, './own-journal.sql');
const ownFiles = loadSql(import.meta.url, './own-files.sql');
const ownEvents = loadSql(import.meta.url, './own-letter-events.sql');
const ownOverrides = loadSql(import.meta.url, './own-overrides.sql');

type Row = Readonly<Record<string, unknown>>;

export interface ClientExport {
  readonly client: string;
  readonly estate: string;
  readonly exportedAt: string;
  /** Place → rows, each as it is kept. `files`: the exports the person stands in, with their lines. */
  readonly places: Readonly<Record<string, readonly Row[]>>;
}

/** Gathers it all. Throws Failure('UNKNOWN_CLIENT'). */
export async function exportClient(world: World, client: string): Promise<ClientExport> {
  const code = parseClientCode(client);
  const key = { estate: world.estate, client_code: typeof code === 'string' ? code : '' };
  const places: Record<string, readonly Row[]> = {};
  for (const table of await tablesOfClients(world.database)) {
    const rows = await world.database.rows<Row>(
      sql(`select * from ${table} where estate_id = :'estate' and client_code = :'client_code'`, `rows of ${table}`),
      key,
    );
    if (rows.length > 0) places[table] = rows.map(withoutEstate);
  }
  if (!places['etl.clients']) throw unknownClient(client);
  for (const [place, statement] of [
    ['etl.overrides', ownOverrides],
    ['crm.letter_events', ownEvents],
    ['app.journal', ownJournal],
    ['files', ownFiles],
  ] as const) {
    const rows = await world.database.rows<Row>(statement, key);
    if (rows.length > 0) places[place] = rows.map(withoutEstate);
  }
  return { client: key.client_code, estate: world.estate, exportedAt: world.clock().toISOString(), places };
}

/** The export as a table a spreadsheet opens: one line per value, with where it is kept. */
export function clientExportCsv({ places }: ClientExport): string {
  const lines: string[][] = [];
  for (const [place, rows] of Object.entries(places)) {
    for (const [index, row] of rows.entries()) {
      for (const [column, value] of Object.entries(row)) {
        if (value !== null) lines.push([place, String(index + 1), column, textOf(value)]);
      }
    }
  }
  return spreadsheetCsv(['lieu', 'ligne', 'champ', 'valeur'], lines);
}

async function tablesOfClients(session: Session): Promise<string[]> {
  const columns = await session.rows<{ table: string; column: string }>(textColumns);
  return columns.filter(({ column }) => column === 'client_code').map(({ table }) => table);
}

function withoutEstate({ estate_id: _estate, ...row }: Row): Row {
  return row;
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}
