/**
 * Takes a person's words out of the journal without breaking its chain. The entries keep their place and the hash they were
 * written with; a new entry, in the chain like any other, says which were redacted and what they read now, by hash.
 * verify-journal.ts accepts an entry that does not match its hash only where such an entry vouches for its present words.
 */
import { createHash } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { entryText } from './entry-text.ts';
import { writeJournal } from './journal.ts';

const redactEntries = loadSql(import.meta.url, './redact-entries.sql');

export const redactedAction = 'journal.redacted';

/** What to take out, as regular expressions of PostgreSQL. */
export interface JournalRedaction {
  readonly estate: string;
  readonly actor: string;
  /** Which entries are about the person. */
  readonly about: string;
  /** What is taken out of them. */
  readonly words: string;
  /** A code after a word that says it is one: the word, the first group, is kept. */
  readonly code: string;
  /** The subject of entries whose values before and after are the person's own: these go altogether. */
  readonly ownSubject: string;
  readonly pseudonym: string;
}

interface RedactedRow {
  readonly entry_id: string;
  readonly action: string;
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
  readonly position: number | null;
}

/** Redacts, inside the transaction of the erasure; gives how many entries. */
export async function redactJournal(session: Session, redaction: JournalRedaction): Promise<number> {
  const { estate, actor, about, words, code, ownSubject, pseudonym } = redaction;
  const rows = await session.rows<RedactedRow>(redactEntries, {
    estate,
    about,
    words,
    code,
    own_subject: ownSubject,
    pseudonym,
  });
  const inChain = rows.flatMap((row) => (row.position === null ? [] : [[row.position, textHashOf(row)] as const]));
  if (inChain.length > 0) {
    const entries = Object.fromEntries(inChain.sort(([one], [other]) => one - other));
    await writeJournal(session, {
      estate,
      actor,
      action: redactedAction,
      subject: `client ${pseudonym}`,
      after: { entries },
    });
  }
  return rows.length;
}

/** SHA-256 of an entry's words as they stand. */
export function textHashOf(row: Omit<RedactedRow, 'position'>): string {
  return createHash('sha256')
    .update(entryText({ ...row, entryId: row.entry_id }))
    .digest('hex');
}
