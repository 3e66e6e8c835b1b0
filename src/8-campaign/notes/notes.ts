/** What people of the estate write down about a client: kept with its author, changed without anybody losing text. */
import { unknownClient } from '../../4-warehouse/clients/unknown-client.ts';
import { loadSql, prepared } from '../../db/sql.ts';
import type { Session } from '../../db/database.ts';
import { Failure } from '../../errors.ts';
import { writeJournal } from '../../journal/journal.ts';
import { sentence } from '../../values/sentence.ts';
import { uuidV7 } from '../../values/uuid.ts';
import type { World } from '../../world.ts';

const selectNotes = prepared(loadSql(import.meta.url, './notes-of-client.sql'));
const selectNote = loadSql(import.meta.url, './select-note.sql');
const insertNote = loadSql(import.meta.url, './insert-note.sql');
const updateNote = loadSql(import.meta.url, './update-note.sql');
const deleteNote = loadSql(import.meta.url, './delete-note.sql');

export interface Note {
  readonly noteId: string;
  readonly clientCode: string;
  readonly words: string;
  readonly author: string;
  readonly writtenAt: Date;
  readonly changedAt: Date | null;
  readonly version: number;
}

export interface NoteKey {
  readonly clientCode: string;
  readonly noteId: string;
}

/** The notes about a client, the latest first. */
export async function notesOf(
  session: Session,
  { estate, clientCode }: { readonly estate: string; readonly clientCode: string },
): Promise<readonly Note[]> {
  return session.rows<Note>(selectNotes, { estate_id: estate, client_code: clientCode });
}

/** One note. Throws Failure('UNKNOWN_NOTE'). */
export async function readNote(session: Session, estate: string, { clientCode, noteId }: NoteKey): Promise<Note> {
  const key = { estate_id: estate, client_code: clientCode, note_id: noteId };
  const note = await session.one<Note>(selectNote, key);
  if (note) return note;
  throw new Failure('UNKNOWN_NOTE', sentence('Cette note n’existe plus.', 'This note does not exist any more.'));
}

/** Writes a note down, in the name of `world.actor`. Throws Failure('UNKNOWN_CLIENT'). */
export async function addNote(
  world: World,
  note: { readonly clientCode: string; readonly words: string },
): Promise<Note> {
  const { estate, actor } = world;
  const now = world.clock();
  const noteId = uuidV7(now);
  return world.database.transaction(async (session) => {
    const row = { estate_id: estate, note_id: noteId, client_code: note.clientCode, words: note.words, author: actor };
    const added = await session.execute(insertNote, { ...row, written_at: now.toISOString() });
    if (added === 0) throw unknownClient(note.clientCode);
    await writeJournal(session, {
      estate,
      actor,
      action: 'note.written',
      subject: `client ${note.clientCode}, note ${noteId}`,
      after: note.words,
    });
    return readNote(session, estate, { clientCode: note.clientCode, noteId });
  });
}

/** Rewrites a note that was read as `version`; undefined, and nothing changed, when it has another by now. Throws Failure('UNKNOWN_NOTE'). */
export async function changeNote(
  world: World,
  key: NoteKey,
  change: { readonly words: string; readonly version: number },
): Promise<Note | undefined> {
  const { estate, actor } = world;
  return world.database.transaction(async (session) => {
    const before = await readNote(session, estate, key);
    const changed = await session.execute(updateNote, {
      estate_id: estate,
      note_id: key.noteId,
      words: change.words,
      version: change.version,
      changed_at: world.clock().toISOString(),
    });
    if (changed === 0) return undefined;
    await writeJournal(session, {
      estate,
      actor,
      action: 'note.changed',
      subject: `client ${key.clientCode}, note ${key.noteId}`,
      before: before.words,
      after: change.words,
    });
    return readNote(session, estate, key);
  });
}

/** Takes a note away; its words stay in the journal. False when it has another version by now. Throws Failure('UNKNOWN_NOTE'). */
export async function removeNote(world: World, key: NoteKey, version: number): Promise<boolean> {
  const { estate, actor } = world;
  return world.database.transaction(async (session) => {
    const before = await readNote(session, estate, key);
    const removed = await session.execute(deleteNote, { estate_id: estate, note_id: key.noteId, version });
    if (removed === 0) return false;
    await writeJournal(session, {
      estate,
      actor,
      action: 'note.removed',
      subject: `client ${key.clientCode}, note ${key.noteId}`,
      before: before.words,
    });
    return true;
  });
}
