/** Reads every sale line of wine up to a day into the ledger, in a stream: no line is ever a text or an object for long. */
import { type BinaryRow, binaryCopyOf, readBinaryRows } from '../db/binary-copy.ts';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Day } from '../values/day.ts';
import { KeyIndex } from './key-index.ts';
import { passingClients, type SalesLedger, SalesLedgerBuilder } from './sales-ledger.ts';

const salesLines = loadSql(import.meta.url, './sales-lines.sql');

/** The columns of `sales-lines.sql`, in their order. */
const column = { client: 0, produit: 1, day: 2, document: 3, isSale: 4, bottles: 5, units: 6, ttc: 7 } as const;
const columnCount = 8;

export interface SalesQuestion {
  readonly estate: string;
  readonly asOf: Day;
  /** Product keys, in the order of the estate's list. */
  readonly produitKeys: readonly string[];
}

/** The ledger as of a day. A line whose product the warehouse does not list is left out: it is no wine to propose. */
export async function readSales(session: Session, question: SalesQuestion): Promise<SalesLedger> {
  const builder = new SalesLedgerBuilder();
  const produits = new KeyIndex(question.produitKeys);
  const statement = binaryCopyOf(salesLines, { estate_id: question.estate, as_of: question.asOf });
  await readBinaryRows(session.copyOut(statement), columnCount, (row) => addLine(builder, row, produits));
  return builder.build();
}

function addLine(builder: SalesLedgerBuilder, row: BinaryRow, produits: KeyIndex): void {
  const produit = produits.find(row.bytes, row.start(column.produit), row.end(column.produit));
  if (produit < 0) return;
  const client = row.start(column.client);
  builder.add({
    row: client < 0 ? passingClients : builder.rowOf(row.bytes, client, row.end(column.client)),
    produit,
    day: row.int32(column.day),
    document: row.int32(column.document),
    isSale: row.boolean(column.isSale),
    milliBottles: row.tenThousandths(column.bottles) / 10,
    milliUnits: row.tenThousandths(column.units) / 10,
    ttcTenThousandths: row.tenThousandths(column.ttc),
  });
}
