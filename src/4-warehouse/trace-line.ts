/** The way back from a figure: a line of the ledger, the files it passed through, and the line in the estate's own file. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';

const lineOrigin = loadSql(import.meta.url, './trace-line.sql');

export interface LineKey {
  readonly estate: string;
  readonly source: string;
  readonly documentId: string;
  readonly lineId: string;
}

/** Paths are relative to the estate's root. */
export interface LineOrigin {
  /** The line of the exported file (of a workbook: its row), 1 for the first. The staging and curated rows bear it too. */
  readonly fileLine: number;
  readonly fileHash: string;
  readonly originalName: string;
  readonly archivedPath: string;
  readonly stagingPath: string | null;
  readonly curatedPath: string | null;
  readonly exportedAt: Date;
}

/** Where a line came from, or undefined when the ledger holds no such line. */
export async function traceLine(session: Session, key: LineKey): Promise<LineOrigin | undefined> {
  return session.one<LineOrigin>(lineOrigin, {
    estate: key.estate,
    source: key.source,
    document_id: key.documentId,
    line_id: key.lineId,
  });
}
