/** The refused lines as a person looks them up: by run or by file, on screen or in a spreadsheet. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { spreadsheetCsv } from '../values/csv-safety.ts';
import type { World } from '../world.ts';

const listRejectsSql = loadSql(import.meta.url, './list-rejects.sql');

/** One reason a line was refused. A line with several has several rows; its euros stand on one of them. */
export interface ListedReject {
  readonly source: string;
  readonly dataset: string;
  readonly originalName: string;
  readonly fileHash: string;
  readonly fileLine: number;
  readonly columnName: string;
  readonly code: string;
  readonly rawValue: string;
  readonly sentenceFr: string;
  /** As text, exact; null on the second and later reasons of a line. */
  readonly mtHt: string | null;
}

export interface RejectsQuery {
  /** Only files that this run curated. */
  readonly runId?: string | undefined;
  /** Only this file: its hash, or the beginning of it. */
  readonly fileHash?: string | undefined;
  readonly limit?: number | undefined;
}

/** The refused lines of an estate, in the order of export and line. Without `limit` all of them. */
export async function listRejects(
  world: Pick<World, 'estate'> & { readonly database: Session },
  { runId, fileHash, limit }: RejectsQuery = {},
): Promise<readonly ListedReject[]> {
  return world.database.rows<ListedReject>(listRejectsSql, {
    estate: world.estate,
    run_id: runId ?? null,
    file_hash: fileHash ?? null,
    limit: limit ?? null,
  });
}

/** The same as a CSV for French spreadsheets, in which no cell can run a formula. */
export function rejectsCsv(rejects: readonly ListedReject[]): string {
  const header = ['fichier', 'jeu', 'source', 'ligne', 'colonne', 'code', 'valeur', 'explication', 'montant_ht'];
  const rows = rejects.map((reject) => [
    reject.originalName,
    reject.dataset,
    reject.source,
    String(reject.fileLine),
    reject.columnName,
    reject.code,
    reject.rawValue,
    reject.sentenceFr,
    (reject.mtHt ?? '').replace('.', ','),
  ]);
  return spreadsheetCsv(header, rows);
}
