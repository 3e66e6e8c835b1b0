/**
 * Whether the journal is as it was written: every entry's hash covers its words and the entry before it. Where a person was
 * forgotten the words are others than were hashed: an entry of the chain vouches for them (redact-journal.ts).
 */
import { createHash } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { entryText } from './entry-text.ts';
import { textHashOf } from './redact-journal.ts';

const chainEntries = loadSql(import.meta.url, './chain-entries.sql');
const chainHead = loadSql(import.meta.url, './chain-head.sql');
const redactions = loadSql(import.meta.url, './redactions.sql');

export interface JournalVerdict {
  readonly isWhole: boolean;
  readonly entryCount: number;
  /** The first entry that does not hold: its place in the chain, and what is wrong. */
  readonly firstFault: { readonly position: number; readonly kind: 'changed' | 'missing' } | null;
}

interface ChainRow {
  readonly entry_id: string;
  readonly action: string;
  readonly subject: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
  readonly position: number;
  readonly entry_hash: string;
}

const entriesAtOnce = 1000;

/** Walks the whole chain of an estate. The last entry is held by the head, so that an end cut off shows too. */
export async function verifyJournal(session: Session, estate: string): Promise<JournalVerdict> {
  const redacted = await redactedWords(session, estate);
  let hash = '';
  let position = 0;
  for (;;) {
    const rows = await session.rows<ChainRow>(chainEntries, { estate, after_position: position, limit: entriesAtOnce });
    for (const row of rows) {
      if (row.position !== position + 1) return fault(position, position + 1, 'missing');
      const isAsWritten = hashOf(hash, row) === row.entry_hash;
      const isVouchedFor = redacted.has(row.position) && redacted.get(row.position) === textHashOf(row);
      if (!isAsWritten && !isVouchedFor) return fault(position, row.position, 'changed');
      hash = row.entry_hash;
      position = row.position;
    }
    if (rows.length < entriesAtOnce) break;
  }
  const head = await session.one<{ entry_count: number; head_hash: string }>(chainHead, { estate });
  const expected = head?.entry_count ?? 0;
  if (expected > position) return fault(position, position + 1, 'missing');
  if (expected < position || (head && head.head_hash !== hash)) return fault(position, position, 'changed');
  return { isWhole: true, entryCount: position, firstFault: null };
}

/** What redacted entries should read, by their place; an entry redacted twice as the last time. */
async function redactedWords(session: Session, estate: string): Promise<ReadonlyMap<number, string>> {
  const rows = await session.rows<{ entries: Readonly<Record<string, string>> }>(redactions, { estate });
  return new Map(rows.flatMap(({ entries }) => Object.entries(entries)).map(([place, hash]) => [Number(place), hash]));
}

function fault(entryCount: number, position: number, kind: 'changed' | 'missing'): JournalVerdict {
  return { isWhole: false, entryCount, firstFault: { position, kind } };
}

function hashOf(before: string, row: ChainRow): string {
  return createHash('sha256')
    .update(before + entryText({ ...row, entryId: row.entry_id }))
    .digest('hex');
}
