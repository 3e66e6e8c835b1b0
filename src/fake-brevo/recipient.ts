/** What a recipient does with a letter: drawn once from the seed, the address and how many letters came before. */
import { type Random, randomOf } from '../demo/random.ts';
import type { Behaviour, FakeEventName } from './behaviour.ts';
import { numberOf } from './house.ts';

/** An event to come, so many milliseconds after the letter was accepted. */
export interface ComingEvent {
  readonly event: FakeEventName;
  readonly afterMs: number;
  readonly link?: string;
  readonly reason?: string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const reasons: Partial<Record<FakeEventName, string>> = {
  request: 'sent',
  delivered: 'sent',
  deferred: '550 5.7.1 Unable to relay, try again later',
  soft_bounce: 'undefined Unable to find MX of domain',
  hard_bounce: '550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 Please check for typos',
  invalid_email: 'invalid email address',
  error: 'unexpected error',
};

/** The events of one letter, in the order they happen; the same names give the same events. */
export function lifeOf(
  { recipients, scripts }: Behaviour,
  letter: { readonly email: string; readonly html: string },
  names: { readonly seed: number; readonly nth: number; readonly blockedBecause: string | undefined },
): readonly ComingEvent[] {
  const random = randomOf(names.seed, 1, numberOf(letter.email), names.nth);
  const script = scripts[letter.email];
  if (names.blockedBecause !== undefined)
    return spaced(random, letter.html, ['request', 'blocked'], names.blockedBecause);
  return spaced(random, letter.html, script ?? drawn(random, recipients));
}

function drawn(random: Random, shares: Behaviour['recipients']): readonly FakeEventName[] {
  const deferred: readonly FakeEventName[] = random.chance(shares.deferred) ? ['deferred'] : [];
  const fate = random.unit();
  if (fate < shares.invalid) return ['request', 'invalid_email'];
  if (fate < shares.invalid + shares.hardBounce) return ['request', ...deferred, 'hard_bounce'];
  if (fate < shares.invalid + shares.hardBounce + shares.softBounce) return ['request', ...deferred, 'soft_bounce'];
  return ['request', ...deferred, 'delivered', ...answers(random, shares)];
}

function answers(random: Random, shares: Behaviour['recipients']): readonly FakeEventName[] {
  const events: FakeEventName[] = [];
  if (random.chance(shares.proxyOpen)) events.push('unique_proxy_open');
  const isClicked = random.chance(shares.click);
  if (isClicked || random.chance(shares.open)) events.push('unique_opened');
  if (events.length > 0 && random.chance(0.3)) events.push('opened');
  if (isClicked) events.push('click');
  if (random.chance(shares.unsubscribe)) events.push('unsubscribed');
  if (random.chance(shares.spam)) events.push('spam');
  return events;
}

function spaced(
  random: Random,
  html: string,
  events: readonly FakeEventName[],
  blockedBecause?: string,
): readonly ComingEvent[] {
  let afterMs = 0;
  return events.map((event) => {
    afterMs += pause(random, event);
    const reason = event === 'blocked' ? (blockedBecause ?? 'blocked : due to blacklist user') : reasons[event];
    const link =
      event === 'click' ? linkIn(random, html) : event === 'opened' || event === 'unique_opened' ? '' : undefined;
    return { event, afterMs, ...(link === undefined ? {} : { link }), ...(reason === undefined ? {} : { reason }) };
  });
}

/** The least and the most time between an event and the one before it. */
const pauses: Partial<Record<FakeEventName, readonly [number, number]>> = {
  request: [0, 2 * second],
  delivered: [second, minute],
  soft_bounce: [second, minute],
  hard_bounce: [second, minute],
  blocked: [second, minute],
  invalid_email: [second, minute],
  error: [second, minute],
  deferred: [minute, 10 * minute],
};
/** A person takes their time. */
const personPause: readonly [number, number] = [minute, 20 * hour];

function pause(random: Random, event: FakeEventName): number {
  const [least, most] = pauses[event] ?? personPause;
  return random.int(least, most);
}

function linkIn(random: Random, html: string): string {
  const links = [...html.matchAll(/href="(https?:\/\/[^"]+)"/g)].map(([, link = '']) => link.replaceAll('&amp;', '&'));
  return links.length === 0 ? 'https://example.test/' : random.pick(links);
}
