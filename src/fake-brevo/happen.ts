/** Makes events happen: they enter the report, change the blocklists, and are posted to who subscribed. */
import type { FakeEventName } from './behaviour.ts';
import { post } from './deliver.ts';
import { blockKey } from './blocks.ts';
import { type FakeEvent, type FakeLetter, type House } from './house.ts';
import { marketingPayload, transactionalPayload } from './payloads.ts';

/** How the webhooks name what one subscribes to. */
const subscribed: Record<FakeEventName, readonly string[]> = {
  request: ['request', 'sent'],
  delivered: ['delivered'],
  deferred: ['deferred'],
  soft_bounce: ['softBounce'],
  hard_bounce: ['hardBounce'],
  blocked: ['blocked'],
  invalid_email: ['invalid'],
  error: ['error', 'invalid'],
  spam: ['spam'],
  unique_opened: ['uniqueOpened', 'opened'],
  opened: ['opened'],
  unique_proxy_open: ['opened'],
  click: ['click'],
  unsubscribed: ['unsubscribed'],
};

interface Happening {
  readonly event: FakeEventName;
  readonly link?: string | undefined;
  readonly reason?: string | undefined;
}

/** One event of one letter, now. */
export function happen(house: House, letter: FakeLetter, { event, link, reason }: Happening): FakeEvent {
  const made: FakeEvent = {
    order: house.events.length,
    atMs: house.agenda.now(),
    event,
    letter,
    link,
    reason,
  };
  house.events.push(made);
  letter.happened.push(event);
  blockBecauseOf(house, made);
  for (const webhook of house.webhooks.values()) {
    if (webhook.type === 'transactional' && subscribed[event].some((name) => webhook.events.includes(name))) {
      post(house, webhook, transactionalPayload(house, made, webhook.id), made.order);
    }
  }
  return made;
}

/** What each channel blocks by itself: a transactional unsubscribe blocks its sender alone, a bounce or a complaint all of them. */
function blockBecauseOf(house: House, { event, letter, atMs }: FakeEvent): void {
  const block = (sender: string, code: string): void => {
    house.blocks.set(blockKey(letter.email, sender), { email: letter.email, sender, code, atMs });
  };
  if (event === 'unsubscribed') block(letter.sender, 'unsubscribedViaEmail');
  if (event === 'hard_bounce') block('', 'hardBounce');
  if (event === 'spam') block('', 'contactFlaggedAsSpam');
}

export interface MarketingHappening {
  readonly event:
    | 'spam'
    | 'opened'
    | 'click'
    | 'hard_bounce'
    | 'soft_bounce'
    | 'delivered'
    | 'unsubscribed'
    | 'contact_deleted';
  readonly email: string;
  readonly campaignId: number;
  readonly campaignName: string;
}

const marketingNames: Record<MarketingHappening['event'], string> = {
  spam: 'spam',
  opened: 'opened',
  click: 'click',
  hard_bounce: 'hardBounce',
  soft_bounce: 'softBounce',
  delivered: 'delivered',
  unsubscribed: 'unsubscribed',
  contact_deleted: 'contactDeleted',
};

/** One event of the campaign channel, now: it blacklists the contact for campaigns and leaves the senders as they are. */
export function happenInMarketing(house: House, happening: MarketingHappening): void {
  const contact = house.contacts.get(happening.email);
  if (contact && ['spam', 'hard_bounce', 'unsubscribed'].includes(happening.event)) contact.isBlacklisted = true;
  for (const webhook of house.webhooks.values()) {
    if (webhook.type === 'marketing' && webhook.events.includes(marketingNames[happening.event])) {
      post(house, webhook, marketingPayload(house, happening, webhook.id), house.agenda.now());
    }
  }
}
