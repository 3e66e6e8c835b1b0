/** One name for all that the warehouse holds. */
import { createHash } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';

const loadedFiles = loadSql(import.meta.url, './dataset-version.sql');

/** SHA-256 in hexadecimal over the files loaded, sorted: the same files in any order of arrival, the same version. */
export async function datasetVersion(session: Session, estate: string): Promise<string> {
  const files = await session.rows<{ source: string; dataset: string; fileHash: string }>(loadedFiles, { estate });
  const hash = createHash('sha256');
  for (const { source, dataset, fileHash } of files) hash.update(`${source}\n${dataset}\n${fileHash}\n`);
  return hash.digest('hex');
}
