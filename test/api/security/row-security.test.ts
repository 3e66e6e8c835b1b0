/** What the web's database role can reach, asked of PostgreSQL itself: whatever a route forgot, it sees one estate. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { sql } from '../../../src/db/sql.ts';
import { openWebDatabase, type WebDatabase } from '../../../src/db/web-database.ts';
import { createEstate } from '../../../src/estate/estates.ts';
import { writeSettings } from '../../../src/estate/settings-store.ts';
import { createToken } from '../../../src/people/tokens.ts';
import { inviteUser } from '../../../src/people/users.ts';
import { testDatabase } from '../../support/database.ts';

const now = new Date('2026-11-23T07:00:00Z');
let database: Database;
let web: WebDatabase;

beforeAll(async () => {
  database = await testDatabase();
  web = await openWebDatabase(database, 2);
  for (const estate of ['petit-domaine', 'autre-domaine']) {
    await createEstate(database, { slug: estate, name: estate, isDemo: false });
    await writeSettings(database, { estate, actor: 'test', changes: { name: estate } });
    const invitation = {
      estate,
      name: 'Anne',
      email: 'anne@example.org',
      role: 'lecteur',
      language: 'fr',
      by: 'test',
      now,
    } as const;
    await inviteUser(database, invitation);
    await createToken(database, { estate, name: 'caisse', scopes: ['read'], expiresAt: null, by: 'test', now });
  }
});
afterAll(async () => {
  await web.close();
  await database.close();
});

interface EstateTable {
  readonly name: string;
  readonly hasRowSecurity: boolean;
  /** The policies that hold for the web, each `permissive command qualification`. */
  readonly policies: string[];
}

const estateTables = sql(`
  select tables.schemaname || '.' || tables.tablename as name, tables.rowsecurity as "hasRowSecurity",
    array(
      select policies.permissive || ' ' || policies.cmd || ' ' || policies.qual
      from pg_policies as policies
      where policies.schemaname = tables.schemaname and policies.tablename = tables.tablename
        and (policies.roles && '{cuvee_web,public}'::name[])
    ) as policies
  from pg_tables as tables
  inner join information_schema.columns
    on columns.table_schema = tables.schemaname and columns.table_name = tables.tablename
  where tables.schemaname in ('app', 'etl', 'crm') and columns.column_name = 'estate_id'
  order by 1`);

describe('every table of an estate', () => {
  it('shows the web the one estate that signed in: one policy, and no other beside it', async () => {
    const tables = await database.rows<EstateTable>(estateTables);
    const policy = "PERMISSIVE ALL (estate_id = current_setting('cuvee.estate'::text, true))";
    const wrong = tables.filter(
      ({ hasRowSecurity, policies }) => !hasRowSecurity || policies.length !== 1 || policies[0] !== policy,
    );
    expect(wrong).toEqual([]);
    expect(tables.length).toBeGreaterThan(50);
  });

  it('read without a where under the web’s role holds rows of that estate only', async () => {
    const tables = await database.rows<EstateTable>(estateTables);
    const seen = async (from: Database): Promise<string[]> => {
      const estates = new Set<string>();
      for (const { name } of tables) {
        const rows = await from.rows<{ estate: string }>(sql(`select distinct estate_id as estate from ${name}`));
        for (const { estate } of rows) estates.add(estate);
      }
      return [...estates].sort();
    };
    expect(await seen(database)).toEqual(['autre-domaine', 'petit-domaine']);
    expect(await seen(web.of('petit-domaine'))).toEqual(['petit-domaine']);
    expect(await seen(web.of('autre-domaine'))).toEqual(['autre-domaine']);
    expect(await seen(web.of(''))).toEqual([]);
  });

  it('keeps estates apart on connections that serve one after the other, and many at once', async () => {
    const names = Array.from({ length: 60 }, (_, index) => (index % 3 === 0 ? 'autre-domaine' : 'petit-domaine'));
    const users = sql('select estate_id as estate from app.users');
    const answers = await Promise.all(
      names.map((name) =>
        web.of(name).transaction(async (session) => {
          await session.rows(sql('select pg_sleep(0.002)'));
          return session.rows<{ estate: string }>(users);
        }),
      ),
    );
    expect(answers.map((rows) => rows.map(({ estate }) => estate))).toEqual(names.map((name) => [name]));
  });
});

describe('a statement that names another estate', () => {
  it.each([
    "insert into app.sign_in_attempts values ('autre-domaine', 'key', 1, now())",
    "update app.users set estate_id = 'autre-domaine'",
  ])('such as %s is refused by the database', async (statement) => {
    await expect(web.of('petit-domaine').execute(sql(statement))).rejects.toThrow(/row-level security/);
  });

  it.each([
    'update app.users set role = $x$administrateur$x$ where estate_id = $x$autre-domaine$x$',
    'delete from app.users',
  ])('such as %s touches none of its rows', async (statement) => {
    await expect(
      web.of('petit-domaine').transaction(async (session) => {
        await session.execute(sql(statement));
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    const before = sql("select role from app.users where estate_id = 'autre-domaine'");
    expect(await database.rows(before)).toEqual([{ role: 'lecteur' }]);
    const touched = web
      .of('petit-domaine')
      .execute(sql("update app.users set name = name where estate_id = 'autre-domaine'"));
    expect(await touched).toBe(0);
  });
});

describe('the web’s role', () => {
  it.each([
    'create table app.mine (estate_id text)',
    'alter table app.users disable row level security',
    'drop policy estate_of_the_web on app.users',
    "update app.journal set actor = 'nobody'",
    'delete from app.journal',
    'update etl.files set original_name = $x$another$x$',
    'truncate app.users',
    "insert into app.estates (estate_id, name, is_demo) values ('petit-domaine', 'x', true)",
    "copy (select 1) to program 'id'",
    "select pg_read_file('/etc/passwd')",
  ])('may not: %s', async (statement) => {
    await expect(web.of('petit-domaine').execute(sql(statement))).rejects.toThrow(/permission denied|must be owner/);
  });
});
