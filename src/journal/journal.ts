/** Who did what, when, and why: one row per act that someone may ask about later. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { uuidV7 } from '../values/uuid.ts';
import { entryText } from './entry-text.ts';

const insertEntry = loadSql(import.meta.url, './insert-entry.sql');
const latestEntries = loadSql(import.meta.url, './latest-entries.sql');

export interface JournalEntry {
  readonly estate: string;
  readonly actor: string;
  /** What was done, as `subject.verb`: `settings.changed`, `drift.accepted`. */
  readonly action: string;
  readonly subject: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface JournalRow extends JournalEntry {
  readonly at: Date;
}

/**
 * Adds one entry, inside the transaction of the act it tells of: no act without its entry, no entry without its act. Each
 * entry's hash covers the one before it (verify-journal.ts); writers of one estate wait for each other until they commit.
 */
export async function writeJournal(session: Session, entry: JournalEntry): Promise<void> {
  const at = new Date();
  const { estate, action, subject, actor, reason = null, before, after } = entry;
  const entryId = uuidV7(at);
  await session.execute(insertEntry, {
    estate,
    entry_id: entryId,
    action,
    subject,
    actor,
    reason,
    before: toJson(before),
    after: toJson(after),
    at: at.toISOString(),
    entry_text: entryText({ entryId, action, subject, actor, reason, before, after, at }),
  });
}

/** The last acts of an estate, newest first. */
export async function readJournal(session: Session, estate: string, limit: number): Promise<JournalRow[]> {
  return session.rows<JournalRow>(latestEntries, { estate, limit });
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
