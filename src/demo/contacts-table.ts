import { dayNumberOf, nextMonthStart, yearOf } from './calendar.ts';
import { type DemoClient, isPrivate } from './clients.ts';
import type { Dialect } from './dialect.ts';
import { randomOf } from './random.ts';
import type { TableRow } from './table-file.ts';

type Channel = 'email' | 'courrier' | 'salon';
type Status = 'sent' | 'opened' | 'clicked' | 'bounced' | 'unsubscribed';

interface Campaign {
  readonly id: string;
  readonly channel: Channel;
  readonly day: number;
}

interface Contact {
  readonly client: DemoClient;
  readonly campaign: Campaign;
  readonly day: number;
  readonly status: Status;
}

/** Which contacts an export holds: those from `fromDay` up to, not including, its own day. */
export interface ContactsExport {
  readonly seed: number;
  readonly flaws: boolean;
  readonly firstDay: number;
  readonly fromDay: number;
  readonly exportDay: number;
  readonly firstExportDay: number;
  /** The day of the last export. */
  readonly lastDay: number;
}

/** The next letter is Cuvée's to propose: on the last day, whatever the season, the last one lies further back than the silence. */
const quietDays = 150;

const headers = {
  estate: ['client_code', 'email', 'contact_date', 'channel', 'status', 'campaign_id'],
  aliases: ['N° client', 'Courriel', 'contact_date', 'channel', 'status', 'campaign_id'],
};

export function contactHeaders(dialect: Dialect): readonly string[] {
  return headers[dialect.headers];
}

/** One row per event of a letter or a meeting, in the order of the days. */
export function* contactRows(options: ContactsExport, clients: readonly DemoClient[]): Generator<TableRow> {
  for (const campaign of campaignsOf(options.firstDay, options.exportDay, options.lastDay)) {
    if (campaign.day < options.fromDay - 14) continue;
    const contacts = clients.flatMap((client) => contactsOf(options, campaign, client));
    contacts.sort((one, other) => one.day - other.day || one.client.index - other.client.index);
    for (const contact of contacts) {
      if (contact.day >= options.fromDay && contact.day < options.exportDay) yield rowOf(options, contact);
    }
  }
}

/** The day a client unsubscribed by clicking in a letter, always before the first export; null for everybody else. */
export function unsubscribeDay(
  { firstExportDay, lastDay }: { readonly firstExportDay: number; readonly lastDay: number },
  client: DemoClient,
): number | null {
  const letter = lastLetterBefore(firstExportDay - 7, lastDay);
  return client.unsubscribes && client.joinedOn < letter.day ? letter.day + 1 + (client.index % 4) : null;
}

/** The day the mail of a client first came back; null when it never did. */
export function bounceDay(
  { firstDay, exportDay, lastDay }: { readonly firstDay: number; readonly exportDay: number; readonly lastDay: number },
  client: DemoClient,
): number | null {
  if (!client.bounces) return null;
  const first = campaignsOf(firstDay, exportDay, lastDay).find(
    ({ channel, day }) => channel === 'email' && day > client.joinedOn,
  );
  return first?.day ?? null;
}

// Two letters a year, as wine.md's season priors have it: the spring list, and Christmas before the cut-off of mid-December.
function campaignsOf(firstDay: number, endDay: number, lastDay: number): readonly Campaign[] {
  const campaigns: Campaign[] = [];
  for (let year = yearOf(firstDay); year <= yearOf(endDay); year++) {
    campaigns.push({ id: `PRINTEMPS-${year}`, channel: 'email', day: dayNumberOf(year, 3, 20) });
    campaigns.push({ id: `CATALOGUE-${year}`, channel: 'courrier', day: dayNumberOf(year, 10, 1) });
    campaigns.push({ id: `NOEL-${year}`, channel: 'email', day: dayNumberOf(year, 11, 20) });
  }
  for (let day = nextMonthStart(firstDay); day < endDay; day = nextMonthStart(day)) {
    campaigns.push({ id: `SALON-${yearOf(day)}`, channel: 'salon', day: day + 5 });
  }
  return campaigns
    .filter(({ day }) => day >= firstDay && day < endDay)
    .filter(({ channel, day }) => channel !== 'email' || day < lastDay - quietDays)
    .sort((one, other) => one.day - other.day || (one.id < other.id ? -1 : 1));
}

function lastLetterBefore(day: number, lastDay: number): Campaign {
  const letters = campaignsOf(day - 600, day, lastDay).filter(({ channel }) => channel === 'email');
  const last = letters.at(-1);
  if (last === undefined)
    throw new RangeError('two letters a year leave one in every 600 days, the last 150 of them aside');
  return last;
}

function contactsOf(options: ContactsExport, campaign: Campaign, client: DemoClient): readonly Contact[] {
  if (!isPrivate(client) || client.optsOut || client.joinedOn >= campaign.day) return [];
  const random = randomOf(options.seed, 71, client.index, campaign.day);
  const contact = (status: Status, daysLater: number): Contact => ({
    client,
    campaign,
    status,
    day: campaign.day + daysLater,
  });
  if (campaign.channel === 'salon') return random.chance(0.012) ? [contact('sent', 0)] : [];
  if (campaign.channel === 'courrier') return client.person.email === null ? [contact('sent', 0)] : [];
  return client.person.email === null
    ? []
    : letterEvents(options, client, campaign, contact, [random.unit(), random.unit()]);
}

function letterEvents(
  options: ContactsExport,
  client: DemoClient,
  campaign: Campaign,
  contact: (status: Status, daysLater: number) => Contact,
  [opening, clicking]: readonly [number, number],
): readonly Contact[] {
  const bouncedOn = bounceDay(options, client);
  if (bouncedOn !== null) return bouncedOn === campaign.day ? [contact('sent', 0), contact('bounced', 0)] : [];
  const leftOn = unsubscribeDay(options, client);
  if (leftOn !== null && leftOn < campaign.day) return [];
  const leaves = leftOn !== null && leftOn - campaign.day < 6;
  const events = [contact('sent', 0)];
  if (opening < 0.4 || leaves) events.push(contact('opened', leaves ? 0 : Math.floor(opening * 12)));
  if (opening < 0.4 && clicking < 0.25 && !leaves) events.push(contact('clicked', Math.floor(opening * 12)));
  if (leaves && leftOn !== null) events.push(contact('unsubscribed', leftOn - campaign.day));
  return events;
}

// One row in twenty knows the address only: the letter software has no client codes.
function rowOf(options: ContactsExport, { client, campaign, day, status }: Contact): TableRow {
  const { email } = client.person;
  const isAddressOnly = options.flaws && email !== null && (client.index + campaign.day) % 20 === 0;
  const cells = [isAddressOnly ? '' : client.sourceCode, email ?? '', { day }, campaign.channel, status, campaign.id];
  return { cells, marks: [] };
}
