/** What our records must say, taken from what the fake knows to have happened, and where they say something else. */
import type { FactKind } from '../src/8-campaign/events/letter-fact.ts';
import { emailHashOf } from '../src/4-warehouse/consent/register-refusal.ts';
import { sql } from '../src/db/sql.ts';
import type { FakeEventName } from '../src/fake-brevo/behaviour.ts';
import type { FakeEvent } from '../src/fake-brevo/house.ts';
import type { FakeBrevo } from '../src/fake-brevo/start.ts';
import type { World } from '../src/world.ts';

export interface Difference {
  readonly what: string;
  readonly ours: string;
  readonly truth: string;
}

interface TruthLetter {
  readonly letterId: string;
  readonly clientCode: string;
  readonly email: string;
}

export interface Truth {
  readonly fake: FakeBrevo;
  readonly sender: string;
  readonly campaignId: string;
  readonly letters: readonly TruthLetter[];
  /** Left on our own page. */
  readonly left: readonly TruthLetter[];
  /** Left the newsletter, and Brevo told us. */
  readonly newsletter: readonly TruthLetter[];
  /** Addresses nobody bears, that strangers claimed to refuse: believed, since it only suppresses. */
  readonly strangers: readonly string[];
}

const factKinds: Partial<Record<FakeEventName, FactKind>> = {
  request: 'request',
  delivered: 'delivered',
  deferred: 'deferred',
  soft_bounce: 'soft_bounce',
  hard_bounce: 'hard_bounce',
  blocked: 'blocked',
  invalid_email: 'invalid',
  error: 'error',
  spam: 'complaint',
  click: 'click',
  unsubscribed: 'unsubscribed',
};

/** What happened to letters that we are to know one by one: all but opens. */
export function factsAnswered(fake: FakeBrevo): readonly FakeEvent[] {
  return fake.control.events().filter(({ event }) => factKinds[event] !== undefined);
}

/** Every difference between our tables and the truth, both ways; and how many addresses are refused. */
export async function differencesFrom(
  world: World,
  truth: Truth,
): Promise<{ differences: readonly Difference[]; refusals: number }> {
  const facts = trueFacts(truth);
  const refusals = trueRefusals(truth);
  const differences = [
    ...factDifferences(await ourFacts(world), new Map(facts.map(({ line, atMs }) => [line, atMs]))),
    ...setDifferences('refusal', await ourRefusals(world), refusals),
    ...mapDifferences('contact', await ourContacts(world), trueContacts(truth, facts)),
    ...mapDifferences('opens', await ourOpens(world), trueOpens(truth)),
    ...unblockedAtBrevo(truth),
    ...(truth.fake.control.resubscriptions().length === 0
      ? []
      : [{ what: 'Brevo', ours: 'somebody was let in again', truth: 'nobody' }]),
  ];
  return { differences, refusals: new Set([...refusals].map((line) => line.split(' ')[1])).size };
}

interface TrueFact {
  readonly letterId: string;
  readonly kind: FactKind;
  readonly line: string;
  /** Null: on our own page, whose clock is ours. */
  readonly atMs: number | null;
}

function trueFacts({ fake, letters, left }: Truth): readonly TrueFact[] {
  const letterIds = new Map(letters.map(({ email, letterId }) => [email, letterId]));
  const told = factsAnswered(fake).flatMap(({ event, letter, link, atMs }) => {
    const kind = factKinds[event];
    const letterId = letterIds.get(letter.email) ?? 'none';
    return kind === undefined
      ? []
      : [{ letterId, kind, line: lineOf(letterId, kind, kind === 'click' ? link : ''), atMs }];
  });
  const acted = left.map(({ letterId }) => ({
    letterId,
    kind: 'unsubscribed' as const,
    line: lineOf(letterId, 'unsubscribed', ''),
    atMs: null,
  }));
  return [...told, ...acted];
}

function lineOf(letterId: string, kind: string, link: string | null | undefined): string {
  return `${letterId} ${kind} ${link ?? ''}`;
}

async function ourFacts(world: World): Promise<ReadonlyMap<string, number>> {
  const rows = await world.database.rows<{ letterId: string; kind: string; link: string | null; at: Date }>(
    sql(`
      select letter_id as "letterId", kind, link, happened_at as at
      from crm.letter_events
      where estate_id = :'estate'`),
    { estate: world.estate },
  );
  return new Map(
    rows.map(({ letterId, kind, link, at }) => [lineOf(letterId, kind, kind === 'click' ? link : ''), at.getTime()]),
  );
}

/** The same facts, each at its instant: Brevo writes some of them in whole seconds. */
function factDifferences(
  ours: ReadonlyMap<string, number>,
  truth: ReadonlyMap<string, number | null>,
): readonly Difference[] {
  const late = [...ours].filter(([line, atMs]) => Math.abs(atMs - (truth.get(line) ?? atMs)) > 1000);
  return [
    ...setDifferences('fact', new Set(ours.keys()), new Set(truth.keys())),
    ...late.map(([line, atMs]) => ({ what: `instant of ${line}`, ours: String(atMs), truth: String(truth.get(line)) })),
  ];
}

/** `reason hash`: of addresses, and of clients who left rather than bounced. */
function trueRefusals({ fake, letters, left, newsletter, strangers }: Truth): ReadonlySet<string> {
  const byEmail = new Map(letters.map((letter) => [letter.email, letter]));
  const refusals = new Set<string>();
  const leave = (email: string, reason: string, isOfLetter: boolean): void => {
    refusals.add(`${reason} ${emailHashOf(email)}`);
    const bearer = byEmail.get(email);
    if (bearer && (isOfLetter || reason !== 'bounce')) refusals.add(`${reason} ${hashOfClient(bearer.clientCode)}`);
  };
  for (const { email, happened, bounce, isComplaint, isUnsubscribed } of fake.control.truth()) {
    if (isUnsubscribed) leave(email, 'unsubscribe', true);
    if (isComplaint) leave(email, 'complaint', true);
    if (bounce === 'hard' || happened.includes('invalid_email')) leave(email, 'bounce', false);
  }
  for (const { email } of left) leave(email, 'unsubscribe', true);
  for (const { email } of newsletter) leave(email, 'unsubscribe', true);
  for (const email of strangers) {
    refusals.add(`unsubscribe ${emailHashOf(email)}`);
    refusals.add(`bounce ${emailHashOf(email)}`);
  }
  return refusals;
}

function hashOfClient(clientCode: string): string {
  // The same hash as an address: emailHashOf would fold its case.
  return `client:${clientCode}`;
}

async function ourRefusals(world: World): Promise<ReadonlySet<string>> {
  const rows = await world.database.rows<{ reason: string; subject: string }>(
    sql(`
      select suppressions.reason, coalesce('client:' || clients.client_code, suppressions.subject_hash) as subject
      from etl.suppressions as suppressions
      left join etl.clients as clients
        on clients.estate_id = suppressions.estate_id
        and encode(sha256(convert_to('client:' || clients.client_code, 'UTF8')), 'hex') = suppressions.subject_hash
      where suppressions.estate_id = :'estate'`),
    { estate: world.estate },
  );
  return new Set(rows.map(({ reason, subject }) => `${reason} ${subject}`));
}

/** From the gravest on: what a letter's line in the contact log must say. */
const gravity: readonly (readonly [readonly FactKind[], string])[] = [
  [['complaint'], 'complained'],
  [['unsubscribed'], 'unsubscribed'],
  [['hard_bounce', 'invalid'], 'bounced'],
  [['blocked'], 'blocked'],
  [['click'], 'clicked'],
  [['delivered'], 'delivered'],
  [['soft_bounce', 'error'], 'soft_bounce'],
];

function trueContacts({ letters }: Truth, facts: readonly TrueFact[]): ReadonlyMap<string, string> {
  const kinds = new Map<string, Set<FactKind>>();
  for (const { letterId, kind } of facts) kinds.set(letterId, (kinds.get(letterId) ?? new Set()).add(kind));
  return new Map(
    letters.map(({ letterId }) => {
      const happened = kinds.get(letterId);
      const gravest = gravity.find(([some]) => some.some((kind) => happened?.has(kind)));
      return [letterId, gravest?.[1] ?? 'sent'];
    }),
  );
}

async function ourContacts(world: World): Promise<ReadonlyMap<string, string>> {
  const rows = await world.database.rows<{ letterId: string; status: string }>(
    sql(`select letter_id as "letterId", status from crm.contact_log where estate_id = :'estate'`),
    { estate: world.estate },
  );
  return new Map(rows.map(({ letterId, status }) => [letterId, status]));
}

function trueOpens({ fake, campaignId }: Truth): ReadonlyMap<string, string> {
  const opened = (names: readonly FakeEventName[]): string =>
    String(fake.control.truth().filter(({ happened }) => names.some((name) => happened.includes(name))).length);
  return new Map([
    [`opened ${campaignId}`, opened(['opened', 'unique_opened'])],
    [`proxy_opened ${campaignId}`, opened(['unique_proxy_open'])],
  ]);
}

async function ourOpens(world: World): Promise<ReadonlyMap<string, string>> {
  const rows = await world.database.rows<{ kind: string; campaignId: string; count: number }>(
    sql(`
      select kind, campaign_id as "campaignId", event_count as count
      from crm.anonymous_events
      where estate_id = :'estate'`),
    { estate: world.estate },
  );
  return new Map(rows.map(({ kind, campaignId, count }) => [`${kind} ${campaignId}`, String(count)]));
}

/** Whoever refused in one place must be blocked in both channels of Brevo. */
function unblockedAtBrevo(truth: Truth): readonly Difference[] {
  const refused = trueRefusals(truth);
  const addresses = truth.letters.filter(({ email }) =>
    ['unsubscribe', 'complaint', 'bounce'].some((reason) => refused.has(`${reason} ${emailHashOf(email)}`)),
  );
  const { control } = truth.fake;
  return addresses.flatMap(({ email, letterId }) =>
    control.isBlacklisted(email) && control.isBlocked(email, truth.sender)
      ? []
      : [{ what: `Brevo ${letterId}`, ours: 'not blocked in both channels', truth: 'refused' }],
  );
}

function setDifferences(what: string, ours: ReadonlySet<string>, truth: ReadonlySet<string>): readonly Difference[] {
  return [
    ...[...ours].filter((line) => !truth.has(line)).map((line) => ({ what, ours: line, truth: 'nothing' })),
    ...[...truth].filter((line) => !ours.has(line)).map((line) => ({ what, ours: 'nothing', truth: line })),
  ];
}

function mapDifferences(
  what: string,
  ours: ReadonlyMap<string, string>,
  truth: ReadonlyMap<string, string>,
): readonly Difference[] {
  return [...new Set([...ours.keys(), ...truth.keys()])].flatMap((key) => {
    const [mine = 'nothing', real = 'nothing'] = [ours.get(key), truth.get(key)];
    return mine === real ? [] : [{ what: `${what} ${key}`, ours: mine, truth: real }];
  });
}
