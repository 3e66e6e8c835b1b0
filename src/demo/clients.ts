import { dayNumberOf, yearOf } from './calendar.ts';
import { guideCommunes, type Person, privatePerson, type Trade, tradePerson } from './people.ts';
import { itemAt, type Random, randomOf } from './random.ts';
import { type Taste, tastes } from './tastes.ts';

/** How a client really buys: the answer a customer page should find. */
export type Archetype =
  | 'yearly'
  | 'twice_a_year'
  | 'seasonal'
  | 'gift'
  | 'regular'
  | 'lapsed'
  | 'one_order'
  | 'prospect'
  | 'chr'
  | 'caviste'
  | 'export'
  | 'till';

/** The rhythm of the orders; a lapsed client has the rhythm it had. */
export type Habit = Exclude<Archetype, 'lapsed'>;

/** A client of the simulated estate; what changes while time passes is at the end. */
export interface DemoClient {
  readonly index: number;
  /** As the estate's software writes it, and as it stands after normalisation. */
  readonly sourceCode: string;
  readonly clientCode: string;
  readonly archetype: Archetype;
  readonly habit: Habit;
  readonly trade: Trade | null;
  readonly person: Person;
  readonly joinedOn: number;
  readonly lapsesOn: number | null;
  /** Days of the year around which yearly, spring, autumn, summer and Christmas orders fall. */
  readonly anchors: readonly number[];
  /** Usual days between two orders of those who have no season. */
  readonly gapDays: number;
  readonly budgetCents: number;
  readonly discount: number;
  readonly optsOut: boolean;
  readonly unsubscribes: boolean;
  readonly bounces: boolean;
  readonly isMinor: boolean;
  /** The client this one is a second file of, and the one whose roof it shares. */
  readonly duplicateOf: number | null;
  readonly householdOf: number | null;
  /** Two source codes, one normalised code: its sales are always written with the exact code. */
  readonly isColliding: boolean;
  taste: Taste;
  /** Positions of the wines it keeps coming back to, dearest habit first. */
  repertoire: number[];
  orderCount: number;
  isExtraOrder: boolean;
  /** The day its next order is due; infinite when there is none. */
  nextOrderOn: number;
}

const shares: readonly (readonly [Habit | 'lapsed', number])[] = [
  ['yearly', 25],
  ['twice_a_year', 16],
  ['seasonal', 10],
  ['gift', 10],
  ['regular', 7],
  ['lapsed', 11],
  ['one_order', 13],
  ['prospect', 2],
  ['chr', 2.2],
  ['caviste', 1.8],
  ['export', 0.8],
];

export const tillNames = ['CLIENT COMPTOIR', 'CAVEAU', 'DIVERS'] as const;
const tillCodes = ['COMPTOIR', 'CAVEAU', 'DIVERS'] as const;

export interface ClientsOptions {
  readonly seed: number;
  readonly count: number;
  /** The history, from its first day to the day after its last. */
  readonly firstDay: number;
  readonly endDay: number;
  /** Whether codes collide and people stand in the file twice. */
  readonly flaws: boolean;
}

/** The clients of the estate: `count` people and houses, CL001 first, then the three codes of the till. */
export function inventClients(options: ClientsOptions): readonly DemoClient[] {
  const clients: DemoClient[] = [];
  for (let index = 0; index < options.count; index++) clients.push(inventClient(options, clients, index));
  for (const [position, code] of tillCodes.entries()) clients.push(tillClient(options, clients.length, code, position));
  return clients;
}

/** Whether a profile or a letter may ever be made of it: no till, no trade. */
export function isPrivate(client: DemoClient): boolean {
  return client.trade === null && client.archetype !== 'till';
}

function inventClient(options: ClientsOptions, others: readonly DemoClient[], index: number): DemoClient {
  const random = randomOf(options.seed, 31, index);
  const archetype = archetypeOf(index, random);
  const habit =
    archetype === 'lapsed' ? random.pick(['yearly', 'twice_a_year', 'regular', 'seasonal'] as const) : archetype;
  const trade = tradeOf(habit);
  const joinedOn = joinDay(options, archetype, index, random);
  const kin = trade === null ? kinOf(options, others, index, random) : { duplicateOf: null, householdOf: null };
  const person = personOf(options.seed, index, trade, others, kin);
  return {
    index,
    archetype,
    habit,
    trade,
    person,
    joinedOn,
    ...kin,
    ...codesOf(options, index),
    lapsesOn:
      archetype === 'lapsed' ? joinedOn + random.int(200, Math.max(201, options.endDay - 240 - joinedOn)) : null,
    anchors: anchorsOf(habit, random),
    gapDays: gapOf(habit, random),
    budgetCents: Math.round(1150 * Math.exp(0.4 * random.bell()) * (trade === null ? 1 : 0.85)),
    discount: discountOf(habit, random),
    optsOut: random.chance(0.07),
    unsubscribes: person.email !== null && trade === null && random.chance(0.04),
    bounces: person.email !== null && trade === null && random.chance(0.02),
    // One minor stands in the file: no letter may ever reach it.
    isMinor: index === minorIndex,
    taste: guideTastes[index] ?? random.pick(tastes),
    repertoire: [],
    orderCount: 0,
    isExtraOrder: false,
    nextOrderOn: Number.POSITIVE_INFINITY,
  };
}

// CL001 to CL003 are the clients of the estate's guide: a crémant, a late harvest and a dry riesling.
const guideTastes: readonly Taste[] = ['cremant', 'moelleux', 'riesling_sec'];
const guideArchetypes = ['gift', 'yearly', 'twice_a_year'] as const;
const minorIndex = 40;

function archetypeOf(index: number, random: Random): Habit | 'lapsed' {
  const drawn = itemAt(shares, random.index(shares.map(([, share]) => share)))[0];
  return index === minorIndex ? 'one_order' : (guideArchetypes[index] ?? drawn);
}

function tradeOf(habit: Habit): Trade | null {
  if (habit === 'chr') return 'CHR';
  if (habit === 'caviste') return 'CAVISTE';
  return habit === 'export' ? 'EXPORT' : null;
}

// Two clients in three were there before the history begins.
function joinDay(options: ClientsOptions, archetype: Archetype, index: number, random: Random): number {
  const span = options.endDay - options.firstDay;
  if (archetype === 'one_order' || archetype === 'prospect') return options.firstDay + random.int(0, span - 1);
  if (archetype === 'lapsed') return options.firstDay + random.int(0, Math.floor(span * 0.3));
  if (index < 3 || random.chance(0.65)) return options.firstDay;
  return options.firstDay + random.int(0, Math.floor(span * 0.9));
}

function kinOf(options: ClientsOptions, others: readonly DemoClient[], index: number, random: Random) {
  const elder = random.int(3, Math.max(3, index - 1));
  const isPossible = options.flaws && index > 20 && isPrivate(itemAt(others, elder));
  const drawn = random.unit();
  return {
    duplicateOf: isPossible && drawn < 0.012 ? elder : null,
    householdOf: isPossible && drawn >= 0.012 && drawn < 0.04 ? elder : null,
  };
}

function personOf(
  seed: number,
  index: number,
  trade: Trade | null,
  others: readonly DemoClient[],
  kin: { duplicateOf: number | null; householdOf: number | null },
): Person {
  if (trade !== null) return tradePerson(seed, index + 1, trade);
  const own = privatePerson(seed, index + 1);
  if (kin.duplicateOf !== null) return { ...itemAt(others, kin.duplicateOf).person, secondEmail: null };
  if (kin.householdOf !== null) {
    const { nom, adresse, codePostal, ville } = itemAt(others, kin.householdOf).person;
    return { ...own, nom, adresse, codePostal, ville };
  }
  const commune = guideCommunes[index];
  return commune === undefined ? own : { ...own, ...commune, email: own.email ?? `client${index + 1}@example.fr` };
}

// Client 61 was typed `CL-045` by hand although CL045 existed, client 62 `cl 046`: after normalisation they fall together.
function codesOf(options: ClientsOptions, index: number) {
  const own = `CL${String(index + 1).padStart(3, '0')}`;
  const collisions = options.flaws && options.count > 62;
  const isFirst = collisions && (index === 44 || index === 45);
  if (collisions && index === 60) return { sourceCode: 'CL-045', clientCode: 'CL045', isColliding: true };
  if (collisions && index === 61) return { sourceCode: 'cl 046', clientCode: 'CL046', isColliding: true };
  return { sourceCode: own, clientCode: own, isColliding: isFirst };
}

// Private habits of an Alsace estate: wine.md, season priors, and evaluation.md, 3.
function anchorsOf(habit: Habit, random: Random): readonly number[] {
  const on = (month: number, dayOfMonth: number, spreadDays: number) =>
    dayNumberOf(2023, month, dayOfMonth) - dayNumberOf(2023, 1, 1) + random.int(0, spreadDays);
  if (habit === 'yearly') return [on(10, 28, 45)];
  if (habit === 'twice_a_year') return [on(3, 8, 70), on(9, 22, 70)];
  if (habit === 'seasonal') return [on(5, 28, 55)];
  return habit === 'gift' ? [on(11, 28, 18)] : [];
}

function gapOf(habit: Habit, random: Random): number {
  if (habit === 'regular') return random.int(21, 46);
  if (habit === 'chr') return random.int(26, 50);
  if (habit === 'caviste') return random.int(45, 80);
  if (habit === 'export') return random.int(90, 150);
  return habit === 'twice_a_year' ? 182 : 365;
}

function discountOf(habit: Habit, random: Random): number {
  if (habit === 'chr') return 0.15;
  if (habit === 'caviste') return 0.22;
  if (habit === 'export') return 0.3;
  return habit === 'regular' && random.chance(0.5) ? 0.05 : 0;
}

function tillClient(options: ClientsOptions, index: number, code: string, position: number): DemoClient {
  const nobody = { civility: '', prenom: '', email: null, secondEmail: null, telephone: null, telephoneE164: null };
  const estate = { adresse: '', codePostal: '68420', ville: 'Eguisheim', pays: 'France', dateNaissance: null };
  return {
    index,
    sourceCode: code,
    clientCode: code,
    archetype: 'till',
    habit: 'till',
    trade: null,
    person: { ...nobody, ...estate, nom: itemAt(tillNames, position) },
    joinedOn: options.firstDay,
    lapsesOn: null,
    anchors: [],
    gapDays: 1,
    budgetCents: 1000,
    discount: 0,
    optsOut: false,
    unsubscribes: false,
    bounces: false,
    isMinor: false,
    duplicateOf: null,
    householdOf: null,
    isColliding: false,
    taste: 'eclectique',
    repertoire: [],
    orderCount: 0,
    isExtraOrder: false,
    nextOrderOn: Number.POSITIVE_INFINITY,
  };
}

/** The day of the order after the one of `after`, or the first one of a client who joined on that day; infinite when none. */
export function nextOrderDay(client: DemoClient, after: number, random: Random): number {
  const day = dueDay(client, after, random);
  return client.lapsesOn !== null && day >= client.lapsesOn ? Number.POSITIVE_INFINITY : day;
}

function dueDay(client: DemoClient, after: number, random: Random): number {
  if (client.habit === 'prospect' || client.habit === 'till') return Number.POSITIVE_INFINITY;
  if (client.habit === 'one_order') return client.orderCount === 0 ? after : Number.POSITIVE_INFINITY;
  if (client.anchors.length > 0) return anchorAfter(client, after, random);
  const gap = client.gapDays * (1 + 0.3 * random.bell());
  return after + Math.max(5, Math.round(client.orderCount === 0 ? gap * random.unit() : gap));
}

// One year in twelve is skipped: people travel, move, have cellars that are still full.
function anchorAfter(client: DemoClient, after: number, random: Random): number {
  const soonest = client.orderCount === 0 ? after : after + 60;
  let skipped = client.orderCount > 0 && random.chance(0.08) ? 1 : 0;
  for (let year = yearOf(after); ; year++) {
    for (const anchor of client.anchors) {
      const day = dayNumberOf(year, 1, 1) + anchor;
      if (day < soonest) continue;
      if (skipped-- > 0) continue;
      return Math.max(after, day + Math.round(8 * random.bell()));
    }
  }
}
