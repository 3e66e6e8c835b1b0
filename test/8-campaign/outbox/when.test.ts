import { expect, it } from 'vitest';
import { instantOf, localTimeOf } from '../../../src/8-campaign/outbox/estate-clock.ts';
import { type GateFacts, gateOf } from '../../../src/8-campaign/outbox/gate.ts';
import { allowanceAt } from '../../../src/8-campaign/outbox/pace.ts';
import { automaticStop } from '../../../src/8-campaign/outbox/automatic-stop.ts';
import { windowAt, type WindowRules } from '../../../src/8-campaign/outbox/window.ts';
import { parseSettings } from '../../../src/estate/settings.ts';
import { sentence } from '../../../src/values/sentence.ts';

const rules: WindowRules = {
  days: ['tuesday', 'wednesday', 'thursday'],
  from: '10:00',
  until: '18:00',
  timezone: 'Europe/Paris',
};
const always = { sendAfter: null, sendBefore: null };
const at = (instant: string) => new Date(instant);

it.each([
  ['a Tuesday at ten', '2026-11-17T09:00:00Z', { state: 'open' }],
  ['a Tuesday before ten', '2026-11-17T08:59:00Z', { state: 'closed', until: at('2026-11-17T09:00:00Z') }],
  ['a Tuesday at six', '2026-11-17T17:00:00Z', { state: 'closed', until: at('2026-11-18T09:00:00Z') }],
  ['a Friday', '2026-11-20T12:00:00Z', { state: 'closed', until: at('2026-11-24T09:00:00Z') }],
  ['the week the clocks go back', '2026-10-23T12:00:00Z', { state: 'closed', until: at('2026-10-27T09:00:00Z') }],
  ['the week the clocks go forward', '2026-03-27T12:00:00Z', { state: 'closed', until: at('2026-03-31T08:00:00Z') }],
])('%s', (_, instant, expected) => {
  expect(windowAt(at(instant), always, rules)).toEqual(expected);
});

const openGate: GateFacts = {
  campaign: {
    campaignId: '01900000-0000-7000-8000-000000000001',
    name: 'Noël',
    state: 'approved',
    kind: 'rebuy',
    language: 'fr',
    templateVersion: 0,
    templateHash: '',
    contentHash: '',
    audienceHash: '',
    channel: 'brevo',
    isDryRun: false,
    isStopAsked: false,
    stopReason: null,
    sendAfter: null,
    sendBefore: null,
    pace: {},
  },
  approval: 'effective',
  instance: { state: 'confirmed', hash: '' },
  window: { state: 'open' },
  automaticStop: undefined,
};

it.each<[string, Partial<GateFacts>]>([
  ['NOT_SENDING', { campaign: { ...openGate.campaign, state: 'draft' } }],
  ['NOT_SENDING', { campaign: { ...openGate.campaign, isStopAsked: true } }],
  ['DRY_RUN', { campaign: { ...openGate.campaign, isDryRun: true } }],
  ['INSTANCE_NOT_CONFIRMED', { instance: { state: 'other', hash: '', sentence: sentence('…', '…') } }],
  ['APPROVAL_WAITING', { approval: 'waiting' }],
  ['APPROVAL_VOID', { approval: 'void' }],
  ['WINDOW_OVER', { window: { state: 'over' } }],
])('the claim itself asks: %s closes it', (code, change) => {
  expect(gateOf(openGate)).toEqual({ verdict: 'open' });
  expect(gateOf({ ...openGate, ...change })).toMatchObject({ code });
});

it('a campaign waits for its own beginning, and is over when no hour is left before its end', () => {
  const window = { sendAfter: at('2026-11-18T11:30:00Z'), sendBefore: at('2026-11-18T12:00:00Z') };
  expect(windowAt(at('2026-11-17T12:00:00Z'), window, rules)).toEqual({ state: 'closed', until: window.sendAfter });
  expect(windowAt(at('2026-11-18T11:45:00Z'), window, rules)).toEqual({ state: 'open' });
  expect(windowAt(at('2026-11-18T12:00:00Z'), window, rules)).toEqual({ state: 'over' });
  const weekend = { sendAfter: null, sendBefore: at('2026-11-23T00:00:00Z') };
  expect(windowAt(at('2026-11-20T12:00:00Z'), weekend, rules)).toEqual({ state: 'over' });
});

it('the wall clock and the instant agree on both sides of a change of the clocks', () => {
  for (const [day, minutes, instant] of [
    ['2026-03-29', 90, '2026-03-29T00:30:00.000Z'],
    ['2026-03-29', 240, '2026-03-29T02:00:00.000Z'],
    ['2026-10-25', 240, '2026-10-25T03:00:00.000Z'],
  ] as const) {
    expect(instantOf(day, minutes, 'Europe/Paris').toISOString()).toBe(instant);
    expect(localTimeOf(at(instant), 'Europe/Paris')).toMatchObject({ day, minutes, weekday: 'sunday' });
  }
});

const pace = { canarySize: 20, canaryWaitMinutes: 60, dailyLimit: 300, warmUp: [50, 100] };
const facts = {
  goneToday: 0,
  lettersOnEarlierDays: [50, 100, 300],
  goneInCampaign: 40,
  canaryDoneAt: at('2026-11-17T08:00:00Z'),
  creditsLeft: undefined,
};
const now = at('2026-11-17T10:00:00Z');
const tomorrow = at('2026-11-17T23:00:00Z');

it.each([
  ['the first letters go alone', { goneInCampaign: 0 }, { letters: 20 }],
  ['on its first day a sender writes to fifty', { lettersOnEarlierDays: [] }, { letters: 50 }],
  ['three thank-yous on a day are no step of the warm-up', { lettersOnEarlierDays: [3, 1, 24] }, { letters: 50 }],
  ['half of a step is the step', { lettersOnEarlierDays: [3, 25, 2] }, { letters: 100 }],
  ['each step asks for half of its own letters', { lettersOnEarlierDays: [25, 40, 49, 50] }, { letters: 300 }],
  ['later as many as the limit leaves', { goneToday: 290 }, { letters: 10 }],
  ['a full day waits for the next', { goneToday: 300 }, { letters: 0, code: 'DAY_FULL', until: tomorrow }],
  ['credits are planned over days', { creditsLeft: 7 }, { letters: 7 }],
  ['no credits wait for the next day', { creditsLeft: 0 }, { letters: 0, code: 'NO_CREDIT_LEFT', until: tomorrow }],
  [
    'the others wait until the first were watched',
    { canaryDoneAt: at('2026-11-17T09:30:00Z') },
    { letters: 0, code: 'CANARY_WATCHED', until: at('2026-11-17T10:30:00Z') },
  ],
  ['and longer while one of the first is unknown', { canaryDoneAt: null }, { letters: 0, code: 'CANARY_WATCHED' }],
])('%s', (_, change, expected) => {
  expect(allowanceAt(now, pace, { ...facts, ...change }, tomorrow)).toMatchObject(expected);
});

it('a campaign stops itself at the shares of the settings, and not before enough letters are gone', () => {
  const { campaigns } = parseSettings({});
  const counts = { accepted: 1000, bounced: 0, unsubscribed: 0, complained: 0 };
  expect(automaticStop({ ...counts, bounced: 14, unsubscribed: 6 }, campaigns)).toBeUndefined();
  expect(automaticStop({ ...counts, bounced: 15 }, campaigns)).toMatchObject({ code: 'TOO_MANY_BOUNCES' });
  expect(automaticStop({ ...counts, unsubscribed: 7 }, campaigns)).toMatchObject({ code: 'TOO_MANY_UNSUBSCRIBES' });
  expect(automaticStop({ ...counts, complained: 1 }, campaigns)).toMatchObject({ code: 'TOO_MANY_COMPLAINTS' });
  expect(automaticStop({ ...counts, accepted: 49, bounced: 10 }, campaigns)).toBeUndefined();
});
