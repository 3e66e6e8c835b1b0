/**
 * The value models on the demo estate, whose truth is known: on its last day, P(alive) of those who left for good against the
 * others; a year earlier, what was foretold of the year against what came.
 */
import { clientRhythm } from '../../src/5-customer360/rhythm.ts';
import { type ClientValue, fitClientValue, type ValueFacts } from '../../src/5-customer360/value/client-value.ts';
import type { DemoClient } from '../../src/demo/clients.ts';
import { openEstate, simulate } from '../../src/demo/simulation.ts';
import { addDays, type Day, daysBetween, fromDayNumber, toDayNumber } from '../../src/values/day.ts';

export interface DemoOptions {
  readonly clients: number;
  readonly years: number;
  readonly seed: number;
}

interface Buyer {
  readonly client: DemoClient;
  readonly days: readonly Day[];
  readonly net: readonly number[];
}

interface Told {
  readonly buyer: Buyer;
  readonly facts: ValueFacts;
  readonly value: ClientValue;
}

/** A Monday, so that a figure does not change with the day of the measurement. */
const until = '2026-11-16';
const silentDays = 730;
const deciles = 10;

/** All figures, ready to be printed. */
export function measureDemo(options: DemoOptions) {
  const buyers = buyersOf(options);
  const yearBefore = addDays(until, -365);
  const [last, before] = [told(buyers, until), told(buyers, yearBefore)];
  return {
    ...options,
    lastDay: { asOf: until, fitCpuMs: last.fitCpuMs, valuesCpuMs: last.valuesCpuMs, ...aliveOf(last.told) },
    yearBefore: {
      asOf: yearBefore,
      fitCpuMs: before.fitCpuMs,
      kinds: kindsOf(before.told, yearBefore),
      reliability: reliabilityOf(before.told, yearBefore),
    },
  };
}

function buyersOf({ clients, years, seed }: DemoOptions): readonly Buyer[] {
  const endDay = toDayNumber(until);
  const firstDay = endDay - Math.round(years * 365.25);
  const simulation = openEstate({ seed, clients, flaws: false, firstDay, endDay });
  const ledgers = new Map<DemoClient, Map<number, number>>();
  for (const { documents } of simulate(simulation)) {
    for (const { type, client, day, lines } of documents) {
      if (type !== 'VENTE' && type !== 'FACTURE') continue;
      if (client === null || client.trade !== null || client.habit === 'till') continue;
      const ledger = ledgers.get(client) ?? new Map<number, number>();
      const euros = lines.reduce((sum, { quantity, puHtCents }) => sum + (quantity * puHtCents) / 100, 0);
      ledgers.set(client, ledger.set(day, (ledger.get(day) ?? 0) + euros));
    }
  }
  return [...ledgers].map(([client, ledger]) => {
    const entries = [...ledger].toSorted(([left], [right]) => left - right);
    return { client, days: entries.map(([day]) => fromDayNumber(day)), net: entries.map(([, euros]) => euros) };
  });
}

function told(buyers: readonly Buyer[], asOf: Day) {
  const known = buyers.flatMap((buyer) => {
    const orderDays = buyer.days.filter((day) => day <= asOf);
    return orderDays.length === 0 ? [] : [{ buyer, facts: factsOf(buyer, orderDays) }];
  });
  const begun = process.cpuUsage();
  const model = fitClientValue(
    known.map(({ facts }) => facts),
    asOf,
  );
  const fitted = process.cpuUsage(begun);
  const asked = process.cpuUsage();
  const values = known.map((one) => ({ ...one, value: model.valueOf(one.facts) }));
  return {
    told: values.filter(({ value }) => value.status === 'estimated'),
    fitCpuMs: Math.round(fitted.user / 1000),
    valuesCpuMs: Math.round(process.cpuUsage(asked).user / 1000),
  };
}

function factsOf({ client, net }: Buyer, orderDays: readonly Day[]): ValueFacts {
  const { usualMonth, gapDays, name } = clientRhythm({ orderDays, estateGapDays: 180, gapShrinkage: 3 });
  return {
    clientCode: client.clientCode,
    orderDays,
    netHt: net.slice(0, orderDays.length),
    usualMonth,
    gapDays,
    rhythm: name,
  };
}

function aliveOf(all: readonly Told[]) {
  const once = all.filter(({ buyer }) => buyer.client.archetype === 'one_order');
  const lapsed = all.filter(({ buyer }) => (buyer.client.lapsesOn ?? Infinity) <= toDayNumber(until));
  const active = all.filter((one) => !once.includes(one) && !lapsed.includes(one));
  const silent = all.filter(({ facts }) => daysBetween(facts.orderDays.at(-1) ?? until, until) > silentDays);
  return {
    pAlive: {
      active: meanAlive(active),
      lapsed: meanAlive(lapsed),
      orderedOnce: meanAlive(once),
      silentTwoYears: meanAlive(silent),
    },
    aucLapsed: areaUnder(active, lapsed),
    aucGone: areaUnder(active, [...lapsed, ...once]),
  };
}

type Kind = 'one order' | 'more, no clock' | 'regular' | 'seasonal';

function kindOf({ usualMonth, rhythm, orderDays }: ValueFacts): Kind {
  if (usualMonth !== null) return 'seasonal';
  if (orderDays.length === 1) return 'one order';
  return orderDays.length >= 5 && rhythm !== 'irregular' && rhythm !== 'unknown' ? 'regular' : 'more, no clock';
}

function kindsOf(all: readonly Told[], asOf: Day) {
  const kinds: readonly Kind[] = ['one order', 'more, no clock', 'regular', 'seasonal'];
  return [...kinds, 'all' as const].map((kind) => {
    const own = all.filter(({ facts }) => kind === 'all' || kindOf(facts) === kind);
    const came = own.map((one) => yearAfter(one, asOf));
    const within = own.filter(({ value }, index) => {
      const spent = came[index]?.net ?? 0;
      return spent >= (value.low12mHt ?? 0) && spent <= (value.high12mHt ?? 0);
    });
    return {
      kind,
      clients: own.length,
      ordersRatio: sum(own.map(({ value }) => value.expectedOrders12m ?? 0)) / sum(came.map(({ orders }) => orders)),
      netRatio: sum(own.map(({ value }) => value.value12mHt ?? 0)) / sum(came.map(({ net }) => net)),
      pAlive: meanAlive(own),
      returned: sum(came.map(({ orders }) => Math.min(1, orders))) / own.length,
      within80: within.length / own.length,
    };
  });
}

/** Tenths of the clients by P(alive): its mean, and the share that ordered within the year. */
function reliabilityOf(all: readonly Told[], asOf: Day) {
  const byOrders = (isOnce: boolean) => {
    const own = all
      .filter(({ facts }) => (facts.orderDays.length === 1) === isOnce)
      .toSorted((left, right) => (left.value.pAlive ?? 0) - (right.value.pAlive ?? 0));
    return Array.from({ length: deciles }, (_, index) => {
      const tenth = own.slice((index * own.length) / deciles, ((index + 1) * own.length) / deciles);
      const returned = sum(tenth.map((one) => Math.min(1, yearAfter(one, asOf).orders))) / tenth.length;
      return { pAlive: meanAlive(tenth), returned };
    });
  };
  return { once: byOrders(true), again: byOrders(false) };
}

function yearAfter({ buyer }: Told, asOf: Day): { readonly orders: number; readonly net: number } {
  const end = addDays(asOf, 365);
  const coming = buyer.days.flatMap((day, index) => (day > asOf && day <= end ? [buyer.net[index] ?? 0] : []));
  return { orders: coming.length, net: sum(coming) };
}

/** The chance that of two clients, one of each group, the first has the higher P(alive). */
function areaUnder(higher: readonly Told[], lower: readonly Told[]): number {
  let won = 0;
  for (const { value: one } of higher) {
    for (const { value: other } of lower) {
      const [left, right] = [one.pAlive ?? 0, other.pAlive ?? 0];
      won += left > right ? 1 : left === right ? 0.5 : 0;
    }
  }
  return won / (higher.length * lower.length);
}

function meanAlive(some: readonly Told[]): number {
  return sum(some.map(({ value }) => value.pAlive ?? 0)) / some.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
