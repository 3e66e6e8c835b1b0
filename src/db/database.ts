/**
 * The database as verbs receive it: a `Session` (the pool, or one transaction) that takes statements with named
 * parameters. Every session runs in UTC, with `search_path = pg_catalog, public`: a table is always named with its
 * schema (creating one without is refused by PostgreSQL), and nobody can slip a function of theirs before a built-in.
 * Values come back as: int8 → number (an Error beyond 2^53), numeric → text, date → 'YYYY-MM-DD', timestamptz → Date.
 */
import type { Readable } from 'node:stream';
import { Client, type ClientBase, type ClientConfig, Pool, type QueryResult } from 'pg';
import { copyFromSource, copyToReadable, type CopySource } from './copy.ts';
import { asFailure, tooOld, wrongEncoding } from './database-failures.ts';
import { startEmbedded } from './embedded.ts';
import { bind, type Parameters, sql, type Statement } from './sql.ts';
import { typeParsers } from './type-parsers.ts';

/** A pool or a transaction: what verbs receive. A row is typed by who wrote the statement, columns as they are in SQL. */
export interface Session {
  /** All rows of a statement. */
  rows<Row>(statement: Statement, parameters?: Parameters): Promise<Row[]>;
  /** The row of a statement that gives one or none; a second row is a bug and throws. */
  one<Row>(statement: Statement, parameters?: Parameters): Promise<Row | undefined>;
  /** Runs a statement and gives the number of rows it touched. */
  execute(statement: Statement, parameters?: Parameters): Promise<number>;
  /** `copy … from stdin`: sends what the source yields, in flat memory; gives the rows copied. All or nothing. */
  copyIn(copyStatement: string, source: CopySource): Promise<number>;
  /** `copy … to stdout` as a stream of bytes. */
  copyOut(copyStatement: string): Readable;
}

export interface Database extends Session {
  /** The connection string, password included: never log it. */
  readonly url: string;
  /** Runs `work` in one transaction: committed when it returns, undone when it throws. Retries nothing by itself. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Runs `work` on a connection of its own, outside the pool and without a transaction (session locks, LISTEN). */
  onOwnConnection<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Closes every connection, and leaves the embedded server if it was used. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A real PostgreSQL, 15 or newer. Without it the embedded one is used. */
  readonly url?: string | undefined;
  /** Where the embedded server lives, for instance `data/postgres`. */
  readonly embeddedFolder: string;
  /** Whether the embedded server outlives this process. */
  readonly keep?: boolean;
}

const oldestVersion = 150_000;

/** Connects to the PostgreSQL of `url`, or to the embedded one. Throws a Failure with a sentence when it cannot. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url) return connect(options.url, async () => {});
  const embedded = await startEmbedded({ folder: options.embeddedFolder, keep: options.keep ?? false });
  return connect(embedded.url, embedded.release);
}

async function connect(url: string, release: () => Promise<void>): Promise<Database> {
  const pool = new Pool({ ...connectionSettings(url), max: 10, idleTimeoutMillis: 30_000 });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const database = databaseOf(url, pool, release);
  try {
    await checkServer(database);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function databaseOf(url: string, pool: Pool, release: () => Promise<void>): Database {
  let closed: Promise<void> | undefined;
  return {
    url,
    ...sessionOf((work) => onPooledConnection(pool, work)),
    transaction: (work) => onPooledConnection(pool, (client) => inTransaction(client, work)),
    onOwnConnection: (work) => onOwnConnection(url, work),
    close: () => (closed ??= pool.end().then(release)),
  };
}

const serverSettings = sql(`
  select current_setting('server_version_num')::int as version_number,
         current_setting('server_version') as version,
         current_setting('server_encoding') as encoding`);

async function checkServer(session: Session): Promise<void> {
  const server = await session.one<{ version_number: number; version: string; encoding: string }>(serverSettings);
  if (!server) throw new Error('PostgreSQL does not say its version');
  if (server.version_number < oldestVersion) throw tooOld(server.version);
  if (server.encoding !== 'UTF8') throw wrongEncoding(server.encoding);
}

/** How every connection of ours is set; `role` makes it act as another role from its first statement on. */
export function connectionSettings(url: string, role?: string): ClientConfig {
  // A worker that vanished must free its locks within two minutes, hence the keepalives on the server's side.
  const settings = {
    ...(role === undefined ? {} : { role }),
    timezone: 'UTC',
    datestyle: 'iso,ymd',
    search_path: 'pg_catalog,public',
    client_min_messages: 'warning',
    // Our statements are short or wide sums: compiling their plans costs more than it gains.
    jit: 'off',
    tcp_keepalives_idle: '60',
    tcp_keepalives_interval: '15',
    tcp_keepalives_count: '4',
  };
  return {
    connectionString: url,
    application_name: 'cuvee',
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    types: typeParsers,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}

/** Lends a connection for one piece of work. */
export type Lend = <T>(work: (client: ClientBase) => Promise<T>) => Promise<T>;

/** The statements of a session, on whatever connection is lent for each. */
export function sessionOf(lend: Lend): Session {
  const query = async (statement: Statement, parameters: Parameters | undefined): Promise<QueryResult> => {
    const values = bind(statement, parameters);
    const { text, preparedAs: name } = statement;
    const asked = name === undefined ? { text, values } : { name, text, values };
    return lend((client) => client.query(asked)).catch((error: unknown) => rethrow(error, statement));
  };
  return {
    async rows<Row>(statement: Statement, parameters?: Parameters): Promise<Row[]> {
      // The border where a row takes the type its statement promises: here PostgreSQL is taken at its word.
      const { rows }: { rows: Row[] } = await query(statement, parameters);
      return rows;
    },
    async one<Row>(statement: Statement, parameters?: Parameters): Promise<Row | undefined> {
      const { rows }: { rows: Row[] } = await query(statement, parameters);
      if (rows.length > 1) throw new Error(`${statement.name} gave ${rows.length} rows where one was expected`);
      return rows[0];
    },
    async execute(statement, parameters) {
      return (await query(statement, parameters)).rowCount ?? 0;
    },
    copyIn: (copyStatement, source) =>
      lend((client) => copyFromSource(client, copyStatement, source)).catch((error: unknown) => {
        throw asFailure(error) ?? error;
      }),
    copyOut: (copyStatement) => copyToReadable(lend, copyStatement),
  };
}

// A wrong statement is our bug: its name is added to what PostgreSQL says, its code and fields stay.
function rethrow(error: unknown, statement: Statement): never {
  if (error instanceof Error) error.message = `${error.message} (${statement.name})`;
  throw asFailure(error) ?? error;
}

/** Begins, works, commits; undoes everything when the work throws. */
export async function inTransaction<T>(client: ClientBase, work: (session: Session) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work(sessionOf(oneAtATime(client)));
    await client.query('commit');
    return result;
  } catch (error) {
    // Where even this fails the connection is gone, and the transaction with it.
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Lends a connection of the pool, and throws it away when it broke meanwhile. */
export async function onPooledConnection<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asFailure(error) ?? error;
  });
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  client.on('error', noteBroken);
  try {
    return await work(client);
  } catch (error) {
    throw asFailure(error) ?? error;
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}

async function onOwnConnection<T>(url: string, work: (session: Session) => Promise<T>): Promise<T> {
  const client = new Client(connectionSettings(url));
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(sessionOf(oneAtATime(client)));
  } catch (error) {
    throw asFailure(error) ?? error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Lends the same connection to one piece of work after the other, in the order they were asked for. */
function oneAtATime(client: ClientBase): Lend {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(() => work(client));
    last = next.catch(() => {});
    return next;
  };
}
