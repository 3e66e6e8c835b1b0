/** Reads every sale line of wine up to a day into the ledger, in a stream: no line is ever an object of its own for long. */
import type { Session } from '../db/database.ts';
import { loadSql, type Statement } from '../db/sql.ts';
import type { Day } from '../values/day.ts';
import { type SalesLedger, SalesLedgerBuilder } from './sales-ledger.ts';

const salesLines = loadSql(import.meta.url, './sales-lines.sql');

export interface SalesQuestion {
  readonly estate: string;
  readonly asOf: Day;
  /** Product key → its place in the estate's list. */
  readonly produitIndexes: ReadonlyMap<string, number>;
}

/** The ledger as of a day. A line whose product the warehouse does not list is left out: it is no wine to propose. */
export async function readSales(session: Session, question: SalesQuestion): Promise<SalesLedger> {
  const builder = new SalesLedgerBuilder();
  const statement = copyStatement(salesLines, { estate_id: question.estate, as_of: question.asOf });
  let rest = '';
  // Codes and keys are ASCII by construction (values/client-code.ts, values/produit-key.ts), so bytes are characters.
  for await (const bytes of session.copyOut(statement)) {
    const lines = `${rest}${Buffer.isBuffer(bytes) ? bytes.toString('latin1') : String(bytes)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) addLine(builder, line, question.produitIndexes);
  }
  return builder.build();
}

function addLine(builder: SalesLedgerBuilder, line: string, produitIndexes: ReadonlyMap<string, number>): void {
  const [client = '', produitKey = '', day, document, isSale, milliBottles, milliUnits, ttc] = line.split('\t');
  const produit = produitIndexes.get(produitKey);
  if (produit === undefined) return;
  builder.add({
    clientCode: client === '\\N' ? null : client,
    produit,
    day: Number(day),
    document: Number(document),
    isSale: isSale === '1',
    milliBottles: Number(milliBottles),
    milliUnits: Number(milliUnits),
    ttcTenThousandths: Number(ttc),
  });
}

// COPY takes no parameters: the two values, an estate's identifier and a day, are written into the text as quoted literals.
function copyStatement(statement: Statement, values: Readonly<Record<string, string>>): string {
  const text = statement.text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const value = values[statement.parameterNames[Number(number) - 1] ?? ''] ?? '';
    return `'${value.replaceAll("'", "''")}'`;
  });
  return `copy (${text}) to stdout`;
}
