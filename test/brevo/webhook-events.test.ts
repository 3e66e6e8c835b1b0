import { describe, expect, it } from 'vitest';
import type { BrevoEvent, ReadEvent } from '../../src/brevo/event.ts';
import { readStatisticsRow } from '../../src/brevo/statistics-row.ts';
import { readWebhook, readWebhookBody } from '../../src/brevo/webhook-events.ts';

const delivered = {
  id: 814119,
  email: 'Anne@Client.test',
  'message-id': '<202305311328.81899448177@smtp-relay.mailin.fr>',
  date: '2023-05-31 15:28:33',
  tags: ['noel', 'vip'],
  tag: '["noel","vip"]',
  event: 'delivered',
  subject: 'Un Riesling',
  sending_ip: '198.51.100.9',
  ts_event: 1685539713,
  ts: 1685539713,
  reason: 'sent',
  ts_epoch: 1685539713018,
  'X-Mailin-custom': '018f7c1e-6b5a-7c00-8000-000000000001',
  template_id: 22,
  contact_id: 8,
};

function readOne(payload: unknown): ReadEvent | undefined {
  return readWebhook(payload)[0];
}

function eventOf(payload: unknown): BrevoEvent {
  const event = readOne(payload);
  if (!event || event.kind === 'unreadable') throw new Error(`unreadable: ${JSON.stringify(event)}`);
  return event;
}

describe('an event about a letter', () => {
  it('is read whole', () => {
    expect(eventOf(delivered)).toEqual({
      kind: 'delivered',
      source: 'transactional',
      email: 'anne@client.test',
      messageId: '<202305311328.81899448177@smtp-relay.mailin.fr>',
      customId: '018f7c1e-6b5a-7c00-8000-000000000001',
      listIds: [],
      tags: ['noel', 'vip'],
      at: new Date(1685539713018),
      reason: 'sent',
      dedupeKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      factKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it.each([
    ['request', 'request'],
    ['deferred', 'deferred'],
    ['soft_bounce', 'soft_bounce'],
    ['hard_bounce', 'hard_bounce'],
    ['blocked', 'blocked'],
    ['invalid_email', 'invalid'],
    ['error', 'error'],
    ['spam', 'complaint'],
    ['complaint', 'complaint'],
    ['opened', 'opened'],
    ['unique_opened', 'opened'],
    ['proxy_open', 'proxy_opened'],
    ['unique_proxy_open', 'proxy_opened'],
    ['click', 'click'],
    ['unsubscribed', 'unsubscribed'],
    ['unsubscribe', 'unsubscribed'],
    ['list_addition', 'list_addition'],
    ['hardBounce', 'hard_bounce'],
  ])('named %s is a %s', (event, kind) => {
    expect(eventOf({ ...delivered, event }).kind).toBe(kind);
  });

  it.each([
    ['in milliseconds', { ts_epoch: 1685539713018 }, 1685539713018],
    ['in seconds', { ts_epoch: 1685539713 }, 1685539713000],
    ['as digits', { ts_epoch: '1685539713018' }, 1685539713018],
    ['misspelt', { s_epoch: 1685539713 }, 1685539713000],
    ['in ts_event alone', { ts_event: 1685539713 }, 1685539713000],
    ['as a text with its zone', { date: '2023-05-31T15:28:33+02:00' }, 1685539713000],
    ['absurd first and good second', { ts_epoch: 99_999_999_999_999, ts_event: 1685539713 }, 1685539713000],
  ])('with its time %s is dated', (_, time, ms) => {
    const undated = { event: 'delivered', email: 'anne@client.test', 'message-id': '<1@smtp-relay.mailin.fr>' };
    expect(eventOf({ ...undated, ...time }).at.getTime()).toBe(ms);
  });

  it('with tags as JSON in `tag`, or one word, or none, has those tags', () => {
    const rest = { ...delivered, tags: undefined };
    expect(eventOf(rest).tags).toEqual(['noel', 'vip']);
    expect(eventOf({ ...rest, tag: 'Modèle de Noël' }).tags).toEqual(['Modèle de Noël']);
    expect(eventOf({ ...rest, tag: '[broken' }).tags).toEqual(['[broken']);
    expect(eventOf({ ...rest, tag: '' }).tags).toEqual([]);
  });

  it('posted twice has one key; another event, link or second has another', () => {
    const { dedupeKey } = eventOf(delivered);
    expect(eventOf({ ...delivered, sending_ip: 'x' }).dedupeKey).toBe(dedupeKey);
    const others = [
      { event: 'opened' },
      { link: 'https://domaine.test' },
      { ts_event: 1685539714 },
      { email: 'b@client.test' },
    ];
    const keys = others.map((other) => eventOf({ ...delivered, ...other }).dedupeKey);
    expect(new Set([dedupeKey, ...keys]).size).toBe(5);
  });
});

describe('an event of a campaign', () => {
  const opened = {
    id: 123,
    camp_id: 42,
    email: 'anne@client.test',
    'campaign name': 'Noël 2026',
    date_sent: '2020-10-09 00:00:00',
    date_event: '2020-10-09 00:00:00',
    event: 'click',
    URL: 'https://domaine.test/riesling',
    tag: '',
    segment_ids: [1],
    ts_sent: 1604933619,
    ts_event: 1604933737,
    ts: 1604937337,
  };

  it('is read with its upper-case URL and its key with a space, and dated in UTC', () => {
    expect(eventOf(opened)).toMatchObject({
      kind: 'click',
      source: 'marketing',
      campaignId: 42,
      link: 'https://domaine.test/riesling',
      at: new Date(1604933737000),
    });
  });

  it('tells which lists were left, whichever name the departure has', () => {
    for (const event of ['unsubscribe', 'unsubscribed']) {
      expect(eventOf({ ...opened, event, list_id: [3, 7] })).toMatchObject({ kind: 'unsubscribed', listIds: [3, 7] });
    }
  });
});

describe('what comes to the webhook', () => {
  it('may be one event or an array of them, good and bad together', () => {
    expect(readWebhookBody(JSON.stringify([delivered, { event: 'delivered' }, 3])).map(({ kind }) => kind)).toEqual([
      'delivered',
      'unreadable',
      'unreadable',
    ]);
    expect(readWebhookBody(Buffer.from(JSON.stringify(delivered)))).toHaveLength(1);
    expect(readWebhookBody('[]')).toEqual([]);
  });

  it.each([
    ['NOT_JSON', '{"event":'],
    ['NOT_JSON', '<html>'],
    ['NOT_AN_EVENT', 'null'],
    ['NOT_AN_EVENT', '{"event":{}}'],
    ['UNKNOWN_EVENT', JSON.stringify({ ...delivered, event: 'constructor' })],
    ['NO_ADDRESS', JSON.stringify({ ...delivered, email: 'anne' })],
    ['NO_DATE', JSON.stringify({ event: 'delivered', email: 'anne@client.test' })],
    ['ABSURD_DATE', JSON.stringify({ event: 'delivered', email: 'anne@client.test', ts_epoch: 9e15 })],
    ['ABSURD_DATE', JSON.stringify({ event: 'delivered', email: 'anne@client.test', ts: 0, ts_event: -5 })],
  ])('is %s, never an error', (code, body) => {
    expect(readWebhookBody(body)).toMatchObject([{ kind: 'unreadable', code }]);
  });
});

describe('a date that cannot be read', () => {
  const came = new Date('2026-11-17T10:00:00Z');
  const kindsOf = (event: string, more: Record<string, unknown> = {}) =>
    readWebhookBody(JSON.stringify({ event, email: 'anne@client.test', ...more }), came).map(({ kind }) => kind);

  it('loses no refusal: it counts from when it came', () => {
    expect(kindsOf('unsubscribed')).toEqual(['unsubscribed']);
    expect(kindsOf('spam', { ts_event: -5 })).toEqual(['complaint']);
    expect(kindsOf('hard_bounce', { date: 'hier' })).toEqual(['hard_bounce']);
    expect(kindsOf('click')).toEqual(['unreadable']);
    const [unsubscribed] = readWebhookBody('{"event":"unsubscribed","email":"anne@client.test"}', came);
    expect(unsubscribed).toMatchObject({ at: came });
  });
});

describe('a row of Brevo’s own report', () => {
  it('is the same fact as the webhook it replaces', () => {
    const row = {
      email: 'anne@client.test',
      date: '2023-05-31T13:28:33.000Z',
      messageId: '202305311328.81899448177@smtp-relay.mailin.fr',
      event: 'hardBounces',
      tag: '["noel","vip"]',
      from: 'offres@domaine.test',
    };
    expect(readStatisticsRow(row)).toMatchObject({
      kind: 'hard_bounce',
      source: 'statistics',
      tags: ['noel', 'vip'],
      sender: 'offres@domaine.test',
      factKey: eventOf({ ...delivered, event: 'hard_bounce' }).factKey,
    });
  });

  it.each([
    ['requests', 'request'],
    ['softBounces', 'soft_bounce'],
    ['clicks', 'click'],
    ['loadedByProxy', 'proxy_opened'],
    ['spam', 'complaint'],
    ['bounces', 'unreadable'],
    ['toString', 'unreadable'],
  ])('named %s is a %s', (event, kind) => {
    expect(
      readStatisticsRow({ email: 'a@client.test', date: '2023-05-31T13:28:33Z', messageId: 'x', event }).kind,
    ).toBe(kind);
  });
});
