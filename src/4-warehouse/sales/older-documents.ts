/**
 * Documents whose content an earlier version of Cuvée hashed in PostgreSQL, line by line. Once, when they come back after an
 * upgrade, they are compared in that way, so that nothing counts as changed because the program did.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { copyCuratedRows } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { asWritten, walkSales } from './sales-blocks.ts';
import { columns, salesHeader } from './sales-record.ts';

const olderDocuments = loadSql(import.meta.url, './older-documents.sql');
const createOlderLines = loadSql(import.meta.url, './create-older-lines.sql');
const recogniseOlder = loadSql(import.meta.url, './recognise-older-documents.sql');
const dropOlderLines = loadSql(import.meta.url, './drop-older-lines.sql');

/** Gives the verdict `unchanged` to documents that only seem changed because an earlier version hashed them. */
export async function recogniseOlderDocuments(world: World, session: Session, file: Export): Promise<void> {
  const older = await session.rows<{ documentId: string }>(olderDocuments);
  if (older.length === 0) return;
  await session.execute(createOlderLines);
  const ids = new Set(older.map(({ documentId }) => asWritten(documentId)));
  await copyCuratedRows(session, 'older_lines', recordsOf(world, file, ids));
  await session.execute(recogniseOlder);
  await session.execute(dropOlderLines);
}

async function* recordsOf(world: World, file: Export, ids: ReadonlySet<string>): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  yield Buffer.from(salesHeader);
  yield* walkSales(world, file, {
    take: (record) => {
      if (ids.has(record.text(columns.documentId))) kept.push(record.block.subarray(record.start, record.next));
    },
    told: () => {
      const told = Buffer.concat(kept);
      kept = [];
      return told;
    },
  });
}
