/** The files an estate gave us, as a list and one by one. */
import { readFileSync } from 'node:fs';
import type { Session } from '../../../db/database.ts';
import type { Dataset } from '../../../values/dataset.ts';
import type { ReceivedFile } from '../../contract/files.ts';
import { type Condition, type ListAsked, type ListPage, type ListShape, readList } from '../lists/list.ts';

const shape: ListShape = {
  name: 'files',
  base: readFileSync(new URL('./list.sql', import.meta.url), 'utf8'),
  key: `("fileHash" || ' ' || dataset || ' ' || source)`,
  sorts: {
    receivedAt: { by: '"receivedAt"', type: 'timestamptz' },
    exportedAt: { by: '"exportedAt"', type: 'timestamptz' },
  },
  usual: '-exportedAt',
};

/** A file with where its forms lie, relative to the estate's root. */
export interface KnownFile extends Omit<ReceivedFile, 'exportedAt' | 'receivedAt'> {
  readonly exportedAt: Date;
  readonly receivedAt: Date;
  readonly archivedPath: string;
  readonly stagingPath: string | null;
  readonly encoding: string | null;
  readonly curatedPath: string | null;
}

export function readFiles(session: Session, asked: ListAsked): Promise<ListPage<KnownFile>> {
  return readList<KnownFile>(session, shape, asked);
}

/** The file whose hash begins so; of several (the same bytes in two folders) the one of the dataset and source asked for, else the first. */
export async function findFile(
  session: Session,
  estate: string,
  wanted: {
    readonly hash?: string;
    readonly dataset?: Dataset;
    readonly source?: string;
    readonly stoppedFirst?: boolean;
  },
): Promise<KnownFile | undefined> {
  const where: Condition[] = [
    ...(wanted.hash ? [{ sql: `starts_with("fileHash", :'hash')`, values: { hash: wanted.hash } }] : []),
    ...(wanted.dataset ? [{ sql: `dataset = :'dataset'`, values: { dataset: wanted.dataset } }] : []),
    ...(wanted.source ? [{ sql: `source = :'source'`, values: { source: wanted.source } }] : []),
  ];
  const { items } = await readFiles(session, { estate, where, limit: 20 });
  return (wanted.stoppedFirst ? items.find(({ needsMapping }) => needsMapping) : undefined) ?? items[0];
}

/** A file as it goes over the wire. */
export function fileAnswer(file: KnownFile): ReceivedFile {
  const { archivedPath: _archived, stagingPath: _staging, encoding: _encoding, curatedPath: _curated, ...rest } = file;
  return { ...rest, exportedAt: file.exportedAt.toISOString(), receivedAt: file.receivedAt.toISOString() };
}
