/** Whether the journal is as it was written: every entry's hash covers its words and the entry before it. */
import { createHash } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { entryText } from './entry-text.ts';

const chainEntries = loadSql(import.meta.url, './chain-entries.sql');
const chainHead = loadSql(import.meta.url, './chain-head.sql');

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
  let hash = '';
  let position = 0;
  for (;;) {
    const rows = await session.rows<ChainRow>(chainEntries, { estate, after_position: position, limit: entriesAtOnce });
    for (const row of rows) {
      if (row.position !== position + 1) return fault(position, position + 1, 'missing');
      hash = hashOf(hash, row);
      if (hash !== row.entry_hash) return fault(position, row.position, 'changed');
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

function fault(entryCount: number, position: number, kind: 'changed' | 'missing'): JournalVerdict {
  return { isWhole: false, entryCount, firstFault: { position, kind } };
}

function hashOf(before: string, row: ChainRow): string {
  return createHash('sha256')
    .update(before + entryText({ ...row, entryId: row.entry_id }))
    .digest('hex');
}
