/** Who did what, when, and why: one row per act that someone may ask about later. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { uuidV7 } from '../values/uuid.ts';

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

/** Adds one entry, inside the transaction of the act it tells of: no act without its entry, no entry without its act. */
export async function writeJournal(session: Session, entry: JournalEntry): Promise<void> {
  await session.execute(insertEntry, {
    estate: entry.estate,
    entry_id: uuidV7(new Date()),
    action: entry.action,
    subject: entry.subject,
    actor: entry.actor,
    reason: entry.reason ?? null,
    before: toJson(entry.before),
    after: toJson(entry.after),
  });
}

/** The last acts of an estate, newest first. */
export async function readJournal(session: Session, estate: string, limit: number): Promise<JournalRow[]> {
  return session.rows<JournalRow>(latestEntries, { estate, limit });
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
