/** Reads the purchases of clients by day. Needs `sumLedger` in the same transaction. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { type ClientRange, clientRanges } from './client-ranges.ts';
import { type HistoryShelf, historyShelf, type ReadHistory } from './purchase-history.ts';

const clientHistories = loadSql(import.meta.url, './client-histories.sql');

interface HistoryRow {
  readonly client_code: string;
  readonly order_count: number;
  readonly net_ht: number;
  readonly kept_share: number;
  readonly day_numbers: readonly number[];
  readonly ordered_ht: readonly number[];
}

/** Those of all clients but the till, packed for the fit. */
export async function readHistories(session: Session, estate: string): Promise<HistoryShelf> {
  const shelf = historyShelf();
  for await (const range of clientRanges(session, estate)) shelf.add(await historiesIn(session, range));
  return shelf;
}

/** Those of the clients of a range who ever ordered. */
export async function historiesIn(
  session: Session,
  { clients, parameters }: ClientRange,
): Promise<readonly ReadHistory[]> {
  const rows = await session.rows<HistoryRow>(clientHistories, parameters);
  const isTrade = new Map(clients.map((client) => [client.client_code, client.is_trade]));
  return rows.flatMap((row) => {
    const trade = isTrade.get(row.client_code);
    // The till's code may lie between those of the range.
    return trade === undefined ? [] : [historyFrom(row, trade)];
  });
}

function historyFrom(row: HistoryRow, isTrade: boolean): ReadHistory {
  return {
    clientCode: row.client_code,
    isTrade,
    orderCount: row.order_count,
    netHt: row.net_ht,
    keptShare: row.kept_share,
    dayNumbers: row.day_numbers,
    orderedHt: row.ordered_ht,
  };
}
