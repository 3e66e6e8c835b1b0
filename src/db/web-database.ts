/**
 * The database as the web sees it: under the role `cuvee_web`, one estate at a time. Row-level security (migration 0011) keeps
 * every other estate out of sight, whatever a statement forgets to say.
 */
import { type ClientBase, Client, Pool } from 'pg';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import {
  connectionSettings,
  type Database,
  inTransaction,
  type Lend,
  onPooledConnection,
  type Session,
  sessionOf,
} from './database.ts';
import { sql } from './sql.ts';

const role = 'cuvee_web';

export interface WebDatabase {
  /** The database of one estate; the others do not exist for it. Its `close` does nothing: the pool is shared. */
  of(estate: string): Database;
  close(): Promise<void>;
}

const mayServe = sql(`
  select exists (
    select 1 from pg_roles where rolname = '${role}' and pg_has_role(current_user, oid, 'member')
  ) as may`);

/** Opens the web's pool beside the pipeline's. Throws a Failure that says how, where the role is missing. */
export async function openWebDatabase(pipeline: Database, connections = 16): Promise<WebDatabase> {
  if (!(await pipeline.one<{ may: boolean }>(mayServe))?.may) throw roleMissing();
  const pool = new Pool({ ...connectionSettings(pipeline.url, role), max: connections, idleTimeoutMillis: 30_000 });
  pool.on('error', () => {});
  /** The estate each connection shows: told to PostgreSQL only when it changes. */
  const shown = new WeakMap<ClientBase, string>();
  return {
    of: (estate) => databaseOf(estate, pipeline.url, pool, shown),
    close: () => pool.end(),
  };
}

function databaseOf(estate: string, url: string, pool: Pool, shown: WeakMap<ClientBase, string>): Database {
  const lend: Lend = (work) =>
    onPooledConnection(pool, async (client) => {
      await show(client, estate, shown);
      return work(client);
    });
  return {
    url,
    ...sessionOf(lend),
    transaction: (work) => lend((client) => inTransaction(client, work)),
    onOwnConnection: (work) => onOwnConnection(url, estate, work),
    close: async () => {},
  };
}

async function show(client: ClientBase, estate: string, shown: WeakMap<ClientBase, string>): Promise<void> {
  if (shown.get(client) === estate) return;
  await client.query(`select set_config('cuvee.estate', $1, false)`, [estate]);
  shown.set(client, estate);
}

async function onOwnConnection<T>(url: string, estate: string, work: (session: Session) => Promise<T>): Promise<T> {
  const client = new Client(connectionSettings(url, role));
  client.on('error', () => {});
  try {
    await client.connect();
    await show(client, estate, new WeakMap());
    return await work(sessionOf((statement) => statement(client)));
  } finally {
    await client.end().catch(() => {});
  }
}

function roleMissing(): Failure {
  return new Failure(
    'WEB_ROLE_MISSING',
    sentence(
      `La page a besoin du rôle ${role} dans PostgreSQL. Un administrateur de la base le crée une fois : create role ${role} nologin; grant ${role} to <utilisateur de DATABASE_URL>; puis select app.guard_estate_tables();`,
      `The page needs the role ${role} in PostgreSQL. An administrator of the database creates it once: create role ${role} nologin; grant ${role} to <user of DATABASE_URL>; then select app.guard_estate_tables();`,
    ),
  );
}
