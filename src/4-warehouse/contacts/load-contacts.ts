/** Contacts the exports tell of: each happened, so each is added once and none is ever replaced. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { RunWorld, World } from '../../world.ts';
import { copyCurated } from '../curated-file.ts';
import type { PlannedExport } from '../load-plan.ts';
import { type Loaded, loadedRows, recordLoad } from '../loaded.ts';

const createIncoming = loadSql(import.meta.url, './create-incoming-contacts.sql');
const emptyIncoming = loadSql(import.meta.url, './empty-incoming-contacts.sql');
const insertContacts = loadSql(import.meta.url, './insert-contacts.sql');
const contactsFoundLater = loadSql(import.meta.url, './contacts-found-later.sql');
const countUnfound = loadSql(import.meta.url, './count-unfound.sql');

/** Loads the contact exports in order. */
export async function loadContacts(
  world: RunWorld,
  session: Session,
  exports: readonly PlannedExport[],
): Promise<Loaded[]> {
  await session.execute(createIncoming);
  const loaded: Loaded[] = [];
  for (const { file } of exports) {
    await session.execute(emptyIncoming);
    const rows = await copyCurated(world, session, 'incoming_contacts', file);
    const told = { estate: world.estate, source: file.source, file_hash: file.fileHash };
    const result = loadedRows(file, rows, await session.execute(insertContacts, told));
    await recordLoad(world, session, result);
    loaded.push(result);
  }
  return loaded;
}

/** Gives contacts known by e-mail alone to the client who has that address since; says how many still have none. */
export async function settleContacts(world: World, session: Session): Promise<{ unfound: number }> {
  const estate = { estate: world.estate };
  await session.execute(contactsFoundLater, estate);
  const row = await session.one<{ contacts: number }>(countUnfound, estate);
  return { unfound: row?.contacts ?? 0 };
}
