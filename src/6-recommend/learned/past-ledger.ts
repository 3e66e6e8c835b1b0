/** The ledger as it stood on an earlier day, of some of the clients: what a choice may be judged on. */
import type { EstateProduit } from '../estate-view.ts';
import { passingClients, type SalesLedger } from '../sales-ledger.ts';

export interface Cut {
  /** Rows of the ledger to keep, ascending; those of passing clients stay in any case. */
  readonly rows: readonly number[];
  /** The first day that is not known. */
  readonly beforeDay: number;
  readonly produits: readonly EstateProduit[];
}

/**
 * The lines before a day. Rows are numbered anew in the order given. What a line cost is told by today's list: the ledger
 * keeps the money of a client's whole life only.
 */
export function cutLedger(ledger: SalesLedger, { rows, beforeDay, produits }: Cut): SalesLedger {
  const kept = [passingClients, ...rows];
  const starts = new Uint32Array(kept.length + 1);
  for (const [place, row] of kept.entries()) {
    starts[place + 1] = (starts[place] ?? 0) + linesBefore(ledger, row, beforeDay);
  }
  const lineCount = starts[kept.length] ?? 0;
  const past = {
    produit: new Int32Array(lineCount),
    day: new Int32Array(lineCount),
    document: new Int32Array(lineCount),
    isSale: new Uint8Array(lineCount),
    milliBottles: new Int32Array(lineCount),
  };
  const milliUnits = new Float64Array(kept.length);
  const ttcTenThousandths = new Float64Array(kept.length);
  for (const [place, row] of kept.entries()) {
    const [from, to] = [ledger.starts[row] ?? 0, (ledger.starts[row] ?? 0) + linesBefore(ledger, row, beforeDay)];
    for (const name of ['produit', 'day', 'document', 'isSale', 'milliBottles'] as const)
      past[name].set(ledger[name].subarray(from, to), starts[place] ?? 0);
    for (let at = from; at < to; at++) {
      const milliBottles = ledger.milliBottles[at] ?? 0;
      const { units, ttc } = worthOf(produits[ledger.produit[at] ?? 0]);
      milliUnits[place] = (milliUnits[place] ?? 0) + milliBottles * units;
      ttcTenThousandths[place] = (ttcTenThousandths[place] ?? 0) + milliBottles * ttc * 10;
    }
  }
  const placeOfRow = new Map(kept.map((row, place) => [row, place]));
  const rowOfClient = new Map<string, number>();
  for (const [clientCode, row] of ledger.rowOfClient) {
    const place = placeOfRow.get(row);
    if (place !== undefined) rowOfClient.set(clientCode, place);
  }
  return { lineCount, starts, rowOfClient, milliUnits, ttcTenThousandths, ...past };
}

// Lines of a row are in the order of days.
function linesBefore(ledger: SalesLedger, row: number, beforeDay: number): number {
  const start = ledger.starts[row] ?? 0;
  let [low, high] = [start, ledger.starts[row + 1] ?? start];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ledger.day[middle] ?? 0) < beforeDay) low = middle + 1;
    else high = middle;
  }
  return low - start;
}

/** One bottle of a product: how many 75-cl equivalents it holds, and its price TTC by the list; 10 € where it has none. */
export function worthOf(produit: EstateProduit | undefined): { readonly units: number; readonly ttc: number } {
  const price75cl = produit?.price75clTtc ?? null;
  const ttc = produit?.prixTtc ?? price75cl ?? 10;
  return { ttc, units: price75cl !== null && price75cl > 0 ? ttc / price75cl : 1 };
}
