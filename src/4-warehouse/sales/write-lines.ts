/**
 * The lines of a sales file straight into the ledger, no table between: those of the documents that are new, changed or back, each
 * with its id and the product it names. Of changed documents the lines held before are gone already.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { World } from '../../world.ts';
import { ledgerBroken } from '../curated-file.ts';
import type { Export } from '../load-plan.ts';
import { DocumentStarts } from './document-starts.ts';
import { copyLines, LedgerLines } from './ledger-lines.ts';
import type { SaidNames } from './said-names.ts';
import type { SalesRecord } from './sales-record.ts';
import { asWritten, walkRecords, walkSales } from './sales-blocks.ts';

const productsOfNames = loadSql(import.meta.url, './name-products.sql');
const documentsToWrite = loadSql(import.meta.url, './documents-to-write.sql');
const documentsApart = loadSql(import.meta.url, './documents-apart.sql');
const writtenLines = loadSql(import.meta.url, './written-lines.sql');

/** What lines are made from. */
export interface LineSource {
  readonly names: SaidNames;
  /** The records of the documents to be written, and perhaps of others, in blocks; undefined: the file itself. */
  readonly records?: readonly Buffer[] | undefined;
}

/**
 * Writes the lines of the documents in the temporary table that are to be written, and gives their number. Throws LEDGER_BROKEN
 * unless the ledger then holds the lines and the net HT that those documents say.
 */
export async function writeLines(
  world: World,
  session: Session,
  file: Export,
  { names, records }: LineSource,
): Promise<number> {
  const where = { estate: world.estate, source: file.source };
  const lines = new LedgerLines({
    ...where,
    fileHash: file.fileHash,
    names,
    produitKeys: await produitKeysOf(session, where),
    picked: idsOf(await session.rows<DocumentRow>(documentsToWrite)),
    apart: idsOf(await session.rows<DocumentRow>(documentsApart)),
  });
  const starts = new DocumentStarts();
  const steps = {
    take: (record: SalesRecord) => lines.take(record, starts.isBeginning(record)),
    told: () => lines.told(),
  };
  const walk = records === undefined ? walkSales(world, file, steps) : walkRecords(file, records, steps);
  const rows = await session.copyIn(copyLines, walk);
  const held = await session.one<{ isWhole: boolean }>(writtenLines, where);
  if (!held?.isWhole) throw ledgerBroken(file, { ...held, rows });
  return rows;
}

/** The product each name means, by the number of the name in the temporary table; none for what is no wine. */
export async function produitKeysOf(
  session: Session,
  where: { readonly estate: string; readonly source: string },
): Promise<(string | undefined)[]> {
  const produitKeys: (string | undefined)[] = [];
  const products = await session.rows<{ nameNo: number; produitKey: string }>(productsOfNames, where);
  for (const { nameNo, produitKey } of products) produitKeys[nameNo] = produitKey;
  return produitKeys;
}

interface DocumentRow {
  readonly documentId: string;
}

function idsOf(rows: readonly DocumentRow[]): ReadonlySet<string> {
  return new Set(rows.map(({ documentId }) => asWritten(documentId)));
}
