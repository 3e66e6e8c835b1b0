/** Reads what was known on an earlier day: the clients' pages and the estate, as of it. Writes nothing. */
import { clientBatches, readCatalogue, sumLedger } from '../../5-customer360/client-facts.ts';
import { type Customer360, customer360 } from '../../5-customer360/customer360.ts';
import { aromaAxes } from '../../5-customer360/purchases.ts';
import { readYardstick } from '../../5-customer360/refresh.ts';
import { fromDayNumber, toDayNumber } from '../../values/day.ts';
import type { RunWorld } from '../../world.ts';
import type { ClientFacts, Taste } from '../client-view.ts';
import type { EstateView } from '../estate-view.ts';
import { ownBlock } from '../guardrails.ts';
import type { ClientToGuard } from '../read-clients.ts';
import { readEstate } from '../read-estate.ts';
import type { SalesLedger } from '../sales-ledger.ts';
import { estateThen } from './estate-then.ts';

/** A client as their page stood that day. */
export interface ClientThen {
  readonly facts: ClientFacts;
  /** The day the page expected the next order for; null where it expected none. */
  readonly nextOrderDay: number | null;
  /** What that day was read from: the client's season, their own gaps, or what is usual at the estate. */
  readonly rhythm: 'season' | 'own' | 'estate';
}

export interface Origin {
  readonly day: number;
  readonly estate: EstateView;
  readonly ledger: SalesLedger;
  /** Private clients of age with an order by that day, in the order of their codes. */
  readonly clients: readonly ClientThen[];
}

/** What was known at the end of a day. `clients` is today's register: who is a dealer, the till, or under age. */
export async function readOrigin(world: RunWorld, clients: readonly ClientToGuard[], day: number): Promise<Origin> {
  const then = { ...world, asOf: fromDayNumber(day) };
  const pages = await pagesAsOf(then);
  const reading = await readEstate(world.database, {
    estate: world.estate,
    asOf: then.asOf,
    rules: world.settings,
    clients: clients.map((client) => ({ ...client, segment: pages.get(client.clientCode)?.facts.segment ?? null })),
  });
  const countedDay = reading.stockCountedOn === null ? null : toDayNumber(reading.stockCountedOn);
  return {
    day,
    estate: estateThen(reading.estate, reading.ledger, countedDay),
    ledger: reading.ledger,
    clients: clients.flatMap((client) => {
      const page = pages.get(client.clientCode);
      return page && page.facts.orderCount > 0 && mayBeAsked(client, then) ? [page] : [];
    }),
  };
}

// Whoever lacks an e-mail, or refused letters, still buys: their purchases judge the lists all the same.
function mayBeAsked(client: ClientToGuard, { asOf, settings, estate }: RunWorld): boolean {
  const reachable = { ...client, hasEmail: true, isBounced: false, isOptedOut: false, legalBasis: 'consent' } as const;
  const holdout = { estate, year: asOf.slice(0, 4), share: 0 };
  return ownBlock(reachable, { asOf, guardrails: settings.guardrails, holdout }) === undefined;
}

async function pagesAsOf(world: RunWorld): Promise<ReadonlyMap<string, ClientThen>> {
  return world.database.transaction(async (session) => {
    await sumLedger(session, world);
    const yardstick = await readYardstick(session, world, { isGrouped: false });
    const produits = await readCatalogue(session, world.estate);
    const pages = new Map<string, ClientThen>();
    for await (const batch of clientBatches(session, world.estate, produits)) {
      for (const client of batch) pages.set(client.clientCode, clientThen(customer360(client, yardstick)));
    }
    return pages;
  });
}

// The same numbers as the columns of crm.customer_360 would give back.
function clientThen(page: Customer360): ClientThen {
  const { rhythm, totals, favourites, medianPrice75clTtc } = page;
  return {
    facts: {
      clientCode: page.clientCode,
      segment: page.segment,
      tier: page.tier,
      orderCount: totals.orderCount,
      lineCount: totals.lineCount,
      netHt: totals.netHt / 10_000,
      lastOrderDay: totals.lastOrderOn === null ? null : toDayNumber(totals.lastOrderOn),
      ownGapDays: rhythm.ownGapDays,
      gapDays: rhythm.gapDays,
      medianPrice75clTtc: medianPrice75clTtc === null ? null : medianPrice75clTtc / 10_000,
      families: favourites.families,
      grapes: favourites.grapes,
      sweetness: favourites.sweetness,
      taste: tasteThen(page),
    },
    nextOrderDay: page.nextOrder === null ? null : toDayNumber(page.nextOrder.on),
    rhythm: rhythm.usualMonth !== null ? 'season' : rhythm.ownGapDays !== null ? 'own' : 'estate',
  };
}

function tasteThen({ taste }: Customer360): Taste | null {
  return taste && { axes: aromaAxes.map((axis) => taste[axis] ?? null), confidence: taste.confidence };
}
