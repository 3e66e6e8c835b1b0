/**
 * What happens outside while time passes: Brevo tells of its letters, readers follow our links and leave on our own page, the
 * house takes all of it in, and asks Brevo each night what it may have missed.
 */
import { z } from 'zod';
import { readInbox } from '../../src/8-campaign/events/read-inbox.ts';
import { reconcile } from '../../src/8-campaign/events/reconcile.ts';
import { randomOf } from '../../src/demo/random.ts';
import type { FakeEvent } from '../../src/fake-brevo/house.ts';
import { localTime } from './local-time.ts';
import type { YearStage } from './stage.ts';
import type { Witness } from './witness.ts';

const postedEvent = z.object({ event: z.string(), email: z.string() });
const dayMs = 86_400_000;
/** Of those who got a letter, so many leave on our own page. */
const leavingShare = 0.015;
const refusals = new Set(['unsubscribed', 'spam', 'hard_bounce', 'invalid_email']);
const refusalWords = new Set([...refusals, 'unsubscribe', 'complaint']);

export interface Outside {
  /** Lets time pass up to an instant; everything told in it has been taken in when the promise resolves. */
  passUntil(at: Date): Promise<void>;
  /** What the house does each night: asks Brevo, and tells Brevo. */
  night(): Promise<void>;
  readonly leftOnOurPage: number;
  readonly clicksFollowed: number;
}

export function createOutside(stage: YearStage, witness: Witness): Outside {
  const { control } = stage.fake;
  let [eventsSeen, deliveriesSeen, left, clicks] = [0, 0, 0, 0];

  const leave = async ({ letter, order }: FakeEvent): Promise<void> => {
    if (!randomOf(stage.options.seed, 77, order).chance(leavingShare)) return;
    const path = pathIn(letter.html, /\/u\/[^"]+/);
    const answer = await stage.server.inject({ method: 'POST', url: path, payload: 'List-Unsubscribe=One-Click' });
    if (answer.statusCode !== 200) witness.accuse('refusal not registered', `page answered ${answer.statusCode}`);
    witness.refused(letter.email, stage.now());
    left += 1;
  };
  const follow = async (link: string): Promise<void> => {
    const answer = await stage.server.inject({ method: 'GET', url: new URL(link).pathname });
    if (answer.statusCode === 302) clicks += 1;
  };
  const readersAct = async (): Promise<void> => {
    const events = control.events().slice(eventsSeen);
    eventsSeen += events.length;
    for (const event of events) {
      if (event.event === 'delivered') await leave(event);
      if (event.event === 'click' && event.link?.includes('/c/') === true) await follow(event.link);
    }
  };
  const noteTold = (): void => {
    const deliveries = control.deliveries();
    // One that was not taken at once may be taken later: those are looked at again.
    for (const { state, body, attempts } of deliveries.slice(deliveriesSeen)) {
      if (state !== 'delivered') continue;
      const { event, email } = postedEvent.parse(JSON.parse(body));
      const atMs = attempts.at(-1)?.atMs;
      if (refusalWords.has(event) && atMs !== undefined) witness.refused(email, new Date(atMs));
    }
    const pending = deliveries.findIndex(({ state }, index) => index >= deliveriesSeen && state === 'pending');
    deliveriesSeen = pending === -1 ? deliveries.length : pending;
  };

  return {
    get leftOnOurPage() {
      return left;
    },
    get clicksFollowed() {
      return clicks;
    },
    async passUntil(at) {
      await control.advance(Math.max(0, at.getTime() - stage.now().getTime()));
      await readersAct();
      noteTold();
      await readInbox(stage.world, { now: stage.now() });
    },
    async night() {
      const at = stage.now();
      await reconcile(stage.world, stage.brevo, { since: new Date(at.getTime() - 3 * dayMs), now: at });
      for (const { event, letter, atMs } of control.events()) {
        if (refusals.has(event) && localTime(new Date(atMs)).day < localTime(at).day) witness.refused(letter.email, at);
      }
    },
  };
}

/** The first address of a kind in a letter, without its origin. */
export function pathIn(html: string, pattern: RegExp): string {
  const found = pattern.exec(html)?.[0];
  if (found === undefined) throw new Error('a letter has no such link');
  return found;
}
