/**
 * Brings a database to the schema this version of Cuvée works with: the numbered files of `migrations/`, only forward,
 * all that are missing in one transaction together with the lines that record them: an upgrade happens whole or not at all.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import type { Database, Session } from './database.ts';
import { sql } from './sql.ts';

export interface Migration {
  /** 1, 2, 3 …, without a gap. */
  readonly version: number;
  /** The file's name without its number and ending. */
  readonly name: string;
  /** May hold many statements. */
  readonly text: string;
  /** SHA-256 of the text, the same whether the file has Windows or Unix line ends. */
  readonly checksum: string;
}

interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

const ourMigrations = new URL('./migrations/', import.meta.url);

export interface MigrateOptions {
  /** The last version to apply: a backup of an older Cuvée is first opened in the schema it was made in. */
  readonly upTo?: number;
  /** Asked once, before a database that was in use is changed; when it throws, nothing is. */
  readonly beforeUpgrade?: (appliedVersion: number) => Promise<void>;
}

/**
 * Applies what is missing and gives its names, in order. Several processes may do so at once: one works, the others
 * wait. Throws a Failure when an applied file was changed since, or when the database is newer than this Cuvée.
 */
export async function migrate(
  database: Database,
  folder: URL = ourMigrations,
  { upTo, beforeUpgrade }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = (await readMigrations(folder)).slice(0, upTo);
  if (missingFrom(await appliedMigrations(database), migrations).length === 0) return [];
  return database.onOwnConnection(async (session) => {
    await session.execute(waitForOurTurn);
    await session.execute(prepare);
    const known = await appliedMigrations(database);
    const missing = missingFrom(known, migrations);
    if (missing.length > 0 && known.length > 0) await beforeUpgrade?.(known.length);
    await database.transaction(async (transaction) => {
      for (const migration of missing) await apply(transaction, migration);
      // Tables made since are shown to the web's role like the others: one estate at a time.
      if (await transaction.one(guardFunction)) await transaction.execute(guardTables);
    });
    return missing.map((migration) => migration.name);
  });
}

/** The migrations of a folder in order; a name that does not fit, a gap or a number used twice is a bug and throws. */
export async function readMigrations(folder: URL): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(files.map((file, index) => readMigration(folder, file, index + 1)));
}

async function readMigration(folder: URL, file: string, expectedVersion: number): Promise<Migration> {
  const [, number, name] = /^(\d{4})_([a-z0-9_]+)\.sql$/.exec(file) ?? [];
  if (number === undefined || name === undefined) throw new Error(`migration ${file} is not named NNNN_name.sql`);
  if (Number(number) !== expectedVersion) throw new Error(`migration ${file} should be number ${expectedVersion}`);
  const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll('\r\n', '\n');
  return { version: expectedVersion, name, text, checksum: createHash('sha256').update(text).digest('hex') };
}

function missingFrom(applied: readonly AppliedMigration[], migrations: readonly Migration[]): readonly Migration[] {
  for (const done of applied) {
    const migration = migrations[done.version - 1];
    if (!migration) throw newerThanCode(done);
    if (migration.checksum !== done.checksum) throw changedSince(done);
  }
  return migrations.slice(applied.length);
}

async function apply(transaction: Session, migration: Migration): Promise<void> {
  // Not through sql(): a migration holds many statements and no parameter.
  await transaction.execute({ name: `migration ${migration.name}`, text: migration.text, parameterNames: [] });
  const { version, name, checksum } = migration;
  await transaction.execute(record, { version, name, checksum });
}

async function appliedMigrations(session: Session): Promise<AppliedMigration[]> {
  const table = await session.one<{ exists: boolean }>(migrationsTable);
  return table?.exists ? session.rows<AppliedMigration>(applied) : [];
}

const waitForOurTurn = sql(`select pg_advisory_lock(hashtextextended('cuvee migrations', 0))`);
const guardFunction = sql(`select 1 from pg_proc where oid = to_regprocedure('app.guard_estate_tables()')`);
const guardTables = sql('select app.guard_estate_tables()');
const migrationsTable = sql(`select to_regclass('app.migrations') is not null as exists`);
const applied = sql('select version, name, checksum from app.migrations order by version');
const record = sql(`
  insert into app.migrations (version, name, checksum, applied_at)
  values (:'version', :'name', :'checksum', now())`);
const prepare = {
  name: 'app.migrations',
  text: `
    create schema if not exists app;
    create table if not exists app.migrations (
      version    integer     not null,
      name       text        not null,
      checksum   text        not null,
      applied_at timestamptz not null,
      constraint migrations_pkey primary key (version)
    );`,
  parameterNames: [],
};

function newerThanCode(done: AppliedMigration): Failure {
  return new Failure(
    'DATABASE_NEWER',
    sentence(
      `Cette version de Cuvée est plus ancienne que sa base de données (étape ${done.version}, ${done.name}). Installez la dernière version de Cuvée ; la base n'a pas été touchée.`,
      `This Cuvée is older than its database (step ${done.version}, ${done.name}). Install the latest Cuvée; the database was not touched.`,
    ),
    { facts: { version: done.version, name: done.name } },
  );
}

function changedSince(done: AppliedMigration): Failure {
  return new Failure(
    'MIGRATION_CHANGED',
    sentence(
      `L'étape ${done.version} (${done.name}) de la base n'est plus celle qui a été appliquée. Réinstallez Cuvée ; la base n'a pas été touchée.`,
      `Step ${done.version} (${done.name}) of the database is no longer the one that was applied. Install Cuvée again; the database was not touched.`,
    ),
    { facts: { version: done.version, name: done.name } },
  );
}
