/** A database of its own on the same server, for as long as a piece of work lasts: a backup is opened there, never on the live one. */
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';

const prefix = 'cuvee_scratch_';
const abandonedSql = sql(`
  select datname as name
  from pg_database
  where starts_with(datname, '${prefix}')
    and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)
    and (pg_stat_file('base/' || pg_database.oid || '/PG_VERSION', true)).modification < now() - interval '1 day'`);

/** Lends an empty database and drops it afterwards, whatever happens. Throws Failure('SCRATCH_REFUSED') where none may be made. */
export async function withScratchDatabase<Result>(
  database: Database,
  work: (scratch: Database) => Promise<Result>,
): Promise<Result> {
  const name = `${prefix}${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await dropAbandoned(database);
  await database.execute(sql(`create database ${name} template template0 encoding 'UTF8'`)).catch((error: unknown) => {
    throw refused(error);
  });
  try {
    const url = new URL(database.url);
    url.pathname = `/${name}`;
    const scratch = await openDatabase({ url: url.href, embeddedFolder: '' });
    try {
      return await work(scratch);
    } finally {
      await scratch.close();
    }
  } finally {
    await database.execute(sql(`drop database if exists ${name} with (force)`));
  }
}

/** Those of processes that were killed, a day later. Who may not look at the server's files leaves them to the host. */
async function dropAbandoned(database: Database): Promise<void> {
  const abandoned = await database.rows<{ name: string }>(abandonedSql).catch(() => []);
  for (const { name } of abandoned) await database.execute(sql(`drop database if exists ${name}`)).catch(() => 0);
}

function refused(cause: unknown): Failure {
  return new Failure(
    'SCRATCH_REFUSED',
    sentence(
      "PostgreSQL n'a pas voulu créer la base d'essai qui sert à ouvrir une sauvegarde. Donnez ce droit au compte de Cuvée : alter role cuvee createdb.",
      'PostgreSQL did not create the scratch database a backup is opened in. Give the account of Cuvée that right: alter role cuvee createdb.',
    ),
    { cause },
  );
}
