/** Documents an export tells, and no line of them could be read: they have not vanished, and what was known of them stays. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { readOwnCsv } from '../../values/own-csv.ts';
import type { World } from '../../world.ts';
import type { Export } from '../load-plan.ts';

const deleteRefused = loadSql(import.meta.url, './delete-refused.sql');

/** Takes them out of `absent_documents` and gives their number. Without the file of rejects nothing is known of them. */
export async function keepRefused(world: World, session: Session, file: Export): Promise<number> {
  if (file.rejectsPath === null) return 0;
  const path = join(world.folders.root, file.rejectsPath);
  if (!existsSync(path)) return 0;
  const documentIds = new Set<string>();
  for await (const { header, rows } of readOwnCsv(path)) {
    const place = header.indexOf('document_id');
    for (const row of rows) documentIds.add(row[place] ?? '');
  }
  documentIds.delete('');
  return documentIds.size === 0 ? 0 : session.execute(deleteRefused, { document_ids: [...documentIds] });
}
