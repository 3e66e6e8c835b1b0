/** Audiences a person saved under a name, to be used again. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { writeJournal } from '../../journal/journal.ts';
import type { World } from '../../world.ts';
import type { AudienceFilter } from './filter.ts';

const upsertAudience = loadSql(import.meta.url, './upsert-saved-audience.sql');
const selectAudiences = loadSql(import.meta.url, './saved-audiences.sql');

export interface SavedAudience {
  readonly name: string;
  readonly filter: AudienceFilter;
  readonly author: string;
  readonly savedAt: Date;
}

/** Keeps a filter under a name; the same name again replaces it, and campaigns already made stay as they are. */
export async function saveAudience(
  world: World,
  audience: {
    readonly name: string;
    readonly filter: AudienceFilter;
    readonly author: string;
    readonly now: Date;
  },
): Promise<void> {
  const { name, filter, author, now } = audience;
  await world.database.transaction(async (session) => {
    const before = await readSavedAudience(session, world.estate, name);
    await session.execute(upsertAudience, {
      estate_id: world.estate,
      name,
      filter: JSON.stringify(filter),
      author,
      saved_at: now.toISOString(),
    });
    await writeJournal(session, {
      estate: world.estate,
      actor: author,
      action: 'audience.saved',
      subject: `audience:${name}`,
      ...(before ? { before: before.filter } : {}),
      after: filter,
    });
  });
}

/** Every saved audience, by name. */
export async function listAudiences(session: Session, estate: string): Promise<readonly SavedAudience[]> {
  return session.rows<SavedAudience>(selectAudiences, { estate_id: estate, name: null });
}

/** The audience of a name; undefined when none was saved under it. */
export async function readSavedAudience(
  session: Session,
  estate: string,
  name: string,
): Promise<SavedAudience | undefined> {
  return session.one<SavedAudience>(selectAudiences, { estate_id: estate, name });
}
