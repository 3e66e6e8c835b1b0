import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { readJournal, writeJournal } from '../../src/journal/journal.ts';
import { verifyJournal } from '../../src/journal/verify-journal.ts';
import { testDatabase } from '../support/database.ts';

describe('the journal', () => {
  let database: Database;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.close());

  async function journalOf(estate: string, acts: number): Promise<void> {
    for (let act = 1; act <= acts; act++) {
      await writeJournal(database, {
        estate,
        actor: 'Élise',
        action: 'settings.changed',
        subject: `essai ${act}`,
        reason: 'parce que',
        before: { b: 1, a: [0.1, null, 'é'] },
        after: { a: 1e-7, nested: { z: undefined, y: 'œ' } },
      });
    }
  }

  it('is whole as long as only Cuvée writes it, two estates and parallel acts included', async () => {
    await journalOf('whole', 3);
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        database.transaction((session) =>
          writeJournal(session, { estate: 'whole', actor: 'b', action: 'x.y', subject: String(at) }),
        ),
      ),
    );
    await journalOf('other', 2);
    expect(await verifyJournal(database, 'whole')).toEqual({ isWhole: true, entryCount: 23, firstFault: null });
    expect(await verifyJournal(database, 'nobody')).toEqual({ isWhole: true, entryCount: 0, firstFault: null });
    expect((await readJournal(database, 'other', 10)).map(({ subject }) => subject)).toEqual(['essai 2', 'essai 1']);
  });

  it.each([
    [
      'a word changed',
      `update app.journal set reason = 'autre' where estate_id = :'estate' and position = 2`,
      'changed',
    ],
    [
      'an author changed',
      `update app.journal set actor = 'Marc' where estate_id = :'estate' and position = 2`,
      'changed',
    ],
    ['an entry deleted', `delete from app.journal where estate_id = :'estate' and position = 2`, 'missing'],
  ])('shows %s by SQL, and where', async (name, statement, kind) => {
    await journalOf(name, 4);
    await database.execute(sql(statement), { estate: name });
    expect(await verifyJournal(database, name)).toMatchObject({ isWhole: false, firstFault: { position: 2, kind } });
  });

  it('shows that its end was cut off', async () => {
    await journalOf('cut', 3);
    await database.execute(sql(`delete from app.journal where estate_id = 'cut' and position = 3`));
    expect(await verifyJournal(database, 'cut')).toMatchObject({ firstFault: { position: 3, kind: 'missing' } });
  });

  it('holds no entry of an act that was rolled back', async () => {
    await journalOf('rolled', 1);
    const broken = database.transaction(async (session) => {
      await writeJournal(session, { estate: 'rolled', actor: 'a', action: 'b.c', subject: 'd' });
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(await verifyJournal(database, 'rolled')).toMatchObject({ isWhole: true, entryCount: 1 });
  });
});
