/** What each client really bought after an origin: the only thing the lists are judged by. */
import type { EstateProduit } from '../estate-view.ts';
import { linesOf, type SalesLedger } from '../sales-ledger.ts';

export interface Bought {
  /** The wines, whatever their vintage and format, of which something was kept within the horizon. */
  readonly wines: ReadonlySet<number>;
  /** Days from the origin to the first of those purchases. */
  readonly afterDays: number;
}

/** What a client bought on the days after `day`, up to `horizonDays` after it; undefined when nothing was kept. */
export function boughtWithin(
  ledger: SalesLedger,
  produits: readonly EstateProduit[],
  clientCode: string,
  { day, horizonDays }: { readonly day: number; readonly horizonDays: number },
): Bought | undefined {
  const net = new Map<number, number>();
  let first = Number.POSITIVE_INFINITY;
  const { start, end } = linesOf(ledger, clientCode);
  for (let at = start; at < end; at++) {
    const boughtOn = ledger.day[at] ?? 0;
    if (boughtOn <= day || boughtOn > day + horizonDays) continue;
    const wine = produits[ledger.produit[at] ?? 0]?.wine.index ?? -1;
    net.set(wine, (net.get(wine) ?? 0) + (ledger.milliBottles[at] ?? 0));
    if (ledger.isSale[at] === 1) first = Math.min(first, boughtOn);
  }
  const wines = new Set([...net].filter(([, milliBottles]) => milliBottles > 0).map(([wine]) => wine));
  return wines.size === 0 || !Number.isFinite(first) ? undefined : { wines, afterDays: first - day };
}

/** By wine, 1 where somebody bought it within the horizon: proof that it was to be had. */
export function soldWithin(
  ledger: SalesLedger,
  produits: readonly EstateProduit[],
  wineCount: number,
  { day, horizonDays }: { readonly day: number; readonly horizonDays: number },
): Uint8Array {
  const sold = new Uint8Array(wineCount);
  for (let at = 0; at < ledger.lineCount; at++) {
    const soldOn = ledger.day[at] ?? 0;
    if (ledger.isSale[at] !== 1 || soldOn <= day || soldOn > day + horizonDays) continue;
    const wine = produits[ledger.produit[at] ?? 0]?.wine.index;
    if (wine !== undefined) sold[wine] = 1;
  }
  return sold;
}
