/**
 * Which clients the models are fitted on. A hundred thousand are gone through once, and none but the sample is kept: the rest
 * of them would move no parameter by more than its own error.
 */
import type { Day } from '../../values/day.ts';
import type { ValueFacts } from './client-value.ts';

const mostSampled = 2_000;

interface CountedClients {
  readonly clients: number;
  readonly returningClients: number;
  readonly firstOn: Day;
  /** In the order of their codes. */
  readonly sample: readonly ValueFacts[];
}

/** Goes through the clients once and keeps none but the sample: those whose codes draw the lowest numbers, so that a run repeats. */
export function countClients(clients: Iterable<ValueFacts>, asOf: Day): CountedClients {
  let [count, returningClients, firstOn] = [0, 0, asOf];
  let drawn: Drawn[] = [];
  for (const client of clients) {
    const orders = ordersUpTo(client.orderDays, asOf);
    if (orders === 0) continue;
    count++;
    if (orders > 1) returningClients++;
    const first = client.orderDays[0] ?? asOf;
    if (first < firstOn) firstOn = first;
    drawn.push({ client, lot: lotOf(client.clientCode) });
    if (drawn.length >= 2 * mostSampled) drawn = lowest(drawn);
  }
  const sample = lowest(drawn).map(({ client }) => client);
  sample.sort((left, right) => (left.clientCode < right.clientCode ? -1 : left.clientCode > right.clientCode ? 1 : 0));
  return { clients: count, returningClients, firstOn, sample };
}

interface Drawn {
  readonly client: ValueFacts;
  readonly lot: number;
}

function lowest(drawn: readonly Drawn[]): Drawn[] {
  if (drawn.length <= mostSampled) return [...drawn];
  const ascending = drawn.toSorted(
    (left, right) => left.lot - right.lot || (left.client.clientCode < right.client.clientCode ? -1 : 1),
  );
  return ascending.slice(0, mostSampled);
}

/** How many of ascending order days lie on a day or before it. */
export function ordersUpTo(orderDays: readonly Day[], asOf: Day): number {
  let orders = orderDays.length;
  while (orders > 0 && (orderDays[orders - 1] ?? '') > asOf) orders--;
  return orders;
}

/** A number that only the code decides: FNV-1a, stirred so that codes which differ in a figure lie apart. */
function lotOf(clientCode: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < clientCode.length; index++) {
    hash = Math.imul(hash ^ clientCode.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
