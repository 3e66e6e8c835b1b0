/** What Brevo posts, field by field as it was captured, with its quirks drawn from the seed. */
import { randomOf } from '../demo/random.ts';
import type { MarketingHappening } from './happen.ts';
import type { FakeEvent, House } from './house.ts';

type Payload = Readonly<Record<string, unknown>>;

/** Events without a sending address, and without `ts_epoch` in the documentation. */
const withoutIp = new Set(['blocked', 'unsubscribed']);

export function transactionalPayload(
  house: House,
  { event, atMs, letter, link, reason, order }: FakeEvent,
  id: number,
): Payload {
  const { quirks } = house.behaviour;
  const random = randomOf(house.seed, 2, order, id);
  const isOtherName = random.chance(quirks.otherNames);
  const seconds = Math.floor(atMs / 1000) + (random.chance(quirks.localSeconds) ? parisOffsetSeconds(atMs) : 0);
  const epoch = random.chance(quirks.epochInSeconds) ? Math.floor(atMs / 1000) : atMs;
  const epochName = random.chance(quirks.misspeltEpoch) ? 's_epoch' : 'ts_epoch';
  const isWithoutEpoch = random.chance(quirks.noEpoch);
  const isTagOnly = random.chance(quirks.tagOnly);
  return {
    id,
    email: letter.email,
    'message-id': letter.messageId,
    date: parisDate(atMs),
    ...(letter.tags.length === 0 || isTagOnly ? {} : { tags: letter.tags }),
    ...(letter.tags.length === 0 ? {} : { tag: JSON.stringify(letter.tags) }),
    event: isOtherName ? otherName(event) : event,
    subject: letter.subject,
    ...(withoutIp.has(event) ? {} : { sending_ip: '198.51.100.9' }),
    ts_event: seconds,
    ts: seconds,
    ...(link === undefined ? {} : { link }),
    ...(reason === undefined ? {} : { reason }),
    ...(event === 'unsubscribed' ? { is_returnpath: true } : {}),
    ...(isWithoutEpoch ? {} : { [epochName]: epoch }),
    ...(letter.customId === undefined ? {} : { 'X-Mailin-custom': letter.customId }),
    contact_id: 8,
  };
}

function otherName(event: string): string {
  return event === 'spam' ? 'complaint' : event === 'unsubscribed' ? 'unsubscribe' : event;
}

export function marketingPayload(
  house: House,
  { event, email, campaignId, campaignName }: MarketingHappening,
  id: number,
): Payload {
  const atMs = house.agenda.now();
  const seconds = Math.floor(atMs / 1000);
  const isOtherName = randomOf(house.seed, 3, seconds, id).chance(house.behaviour.quirks.otherNames);
  return {
    id,
    camp_id: campaignId,
    email,
    'campaign name': campaignName,
    date_sent: parisDate(atMs),
    date_event: parisDate(atMs),
    event: isOtherName ? otherName(event) : event,
    tag: '',
    segment_ids: [1],
    ...(event === 'click' ? { URL: 'https://example.test/' } : {}),
    ...(event === 'unsubscribed' || event === 'contact_deleted' ? { list_id: [1] } : {}),
    ...(['spam', 'hard_bounce', 'soft_bounce'].includes(event) ? { reason: 'deferred by recipient' } : {}),
    ts_sent: seconds,
    ts_event: seconds,
    ts: seconds + parisOffsetSeconds(atMs),
  };
}

const parisClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2023-05-31 15:28:33`, in the account's zone. */
function parisDate(ms: number): string {
  return parisClock.format(ms);
}

function parisOffsetSeconds(ms: number): number {
  return Math.round((Date.parse(`${parisDate(ms).replace(' ', 'T')}Z`) - ms) / 1000);
}
