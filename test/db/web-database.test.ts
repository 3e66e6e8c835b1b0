import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { openWebDatabase, type WebDatabase } from '../../src/db/web-database.ts';
import { testDatabase } from '../support/database.ts';

const insertTask = sql(`
  insert into crm.tasks (estate_id, task_id, task_key, kind, title, state, author)
  values (:'estate', gen_random_uuid(), :'key', 'call', :'key', 'open', 'test')`);
const everyTask = sql('select estate_id as estate from crm.tasks order by 1');

describe('the web’s database', () => {
  let pipeline: Database;
  let web: WebDatabase;
  beforeAll(async () => {
    pipeline = await testDatabase();
    web = await openWebDatabase(pipeline, 2);
    for (const estate of ['petit-domaine', 'grand-domaine'])
      await pipeline.execute(insertTask, { estate, key: 'appel' });
  });
  afterAll(async () => {
    await web.close();
    await pipeline.close();
  });

  it('shows one estate, even to a statement that names none', async () => {
    expect(await web.of('petit-domaine').rows(everyTask)).toEqual([{ estate: 'petit-domaine' }]);
    expect(await web.of('grand-domaine').rows(everyTask)).toEqual([{ estate: 'grand-domaine' }]);
    expect(await web.of('petit-domaine').transaction((session) => session.rows(everyTask))).toEqual([
      { estate: 'petit-domaine' },
    ]);
    expect(await web.of('grand-domaine').onOwnConnection((session) => session.rows(everyTask))).toEqual([
      { estate: 'grand-domaine' },
    ]);
  });

  it('lets nobody write into another estate', async () => {
    const foreign = web.of('petit-domaine').execute(insertTask, { estate: 'grand-domaine', key: 'intrus' });
    await expect(foreign).rejects.toThrow(/row-level security/);
  });

  it('never mixes two estates on one connection, however they alternate', async () => {
    const asked = Array.from({ length: 40 }, (_, turn) => (turn % 2 === 0 ? 'petit-domaine' : 'grand-domaine'));
    const seen = await Promise.all(asked.map((estate) => web.of(estate).rows<{ estate: string }>(everyTask)));
    expect(seen.map((rows) => rows.map((row) => row.estate).join())).toEqual(asked);
  });

  it('may change no table’s shape and rewrite no journal', async () => {
    const own = web.of('petit-domaine');
    await expect(own.execute(sql('alter table crm.tasks add column more text'))).rejects.toThrow(/owner/);
    await expect(own.execute(sql('delete from app.journal'))).rejects.toThrow(/permission denied/);
    await expect(own.execute(sql('delete from etl.suppressions'))).rejects.toThrow(/permission denied/);
  });

  it('is guarded on every table that names an estate', async () => {
    const open = await pipeline.rows(
      sql(`
        select columns.table_schema || '.' || columns.table_name as table_name
        from information_schema.columns
        inner join pg_class on pg_class.oid = (columns.table_schema || '.' || columns.table_name)::regclass
        where columns.column_name = 'estate_id' and columns.table_schema in ('app', 'etl', 'crm') and pg_class.relkind = 'r'
          and (not pg_class.relrowsecurity or not exists (select from pg_policy where polrelid = pg_class.oid))`),
    );
    expect(open).toEqual([]);
  });
});
