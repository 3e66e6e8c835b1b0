/** The register of received files, `etl.files`: this room alone writes it. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Dataset } from '../values/dataset.ts';
import type { ReceivedFile } from '../world.ts';

const insertFile = loadSql(import.meta.url, './insert-file.sql');
const selectFile = loadSql(import.meta.url, './select-file.sql');
const selectSpokeSince = loadSql(import.meta.url, './select-spoke-since.sql');
const listFiles = loadSql(import.meta.url, './list-files.sql');

export interface RegisteredFile extends ReceivedFile {
  readonly byteCount: number;
  /** Null when a person handed the file in, outside a run. */
  readonly receivedInRunId: string | null;
  /** Of what lies in the archive: `fileHash`, but where a person was forgotten in it since. */
  readonly lyingHash: string;
}

export interface NewFile extends Omit<RegisteredFile, 'lyingHash'> {
  /** Where `exportedAt` comes from: the file's name, or the time it was last modified. */
  readonly exportedAtOrigin: 'name' | 'modified';
}

/** The file with these bytes, if this source and dataset have received it. */
export async function findReceived(
  session: Session,
  key: { estate: string; source: string; dataset: Dataset; fileHash: string },
): Promise<RegisteredFile | undefined> {
  const { estate, source, dataset, fileHash } = key;
  return session.one<RegisteredFile>(selectFile, { estate, source, dataset, file_hash: fileHash });
}

/** The name of the export that counts, where others were made since a known one and before another with the same bytes. */
export async function nameOfSpokenSince(
  session: Session,
  estate: string,
  known: RegisteredFile,
  offeredAt: Date,
): Promise<string | undefined> {
  const { source, dataset, exportedAt } = known;
  const values = { estate, source, dataset, known_at: exportedAt, offered_at: offeredAt };
  return (await session.one<{ originalName: string }>(selectSpokeSince, values))?.originalName;
}

/** Registers a file that lies in the archive; changes nothing when it is registered already. */
export async function registerFile(session: Session, estate: string, file: NewFile): Promise<void> {
  await session.execute(insertFile, {
    estate,
    source: file.source,
    dataset: file.dataset,
    file_hash: file.fileHash,
    original_name: file.originalName,
    archived_path: file.archivedPath,
    byte_count: file.byteCount,
    exported_at: file.exportedAt,
    exported_at_origin: file.exportedAtOrigin,
    run_id: file.receivedInRunId,
  });
}

/** Every file an estate has received, by source, dataset and time of export. */
export async function listReceived(session: Session, estate: string): Promise<RegisteredFile[]> {
  return session.rows<RegisteredFile>(listFiles, { estate });
}
