/**
 * Posts events as Brevo does: not always, not once, not in order; and tries again only after a timeout, a lost connection or a
 * 429. Any other 4xx and any 5xx make it throw the event away (docs/retry-mechanism).
 */
import { randomOf } from '../demo/random.ts';
import type { FakeDelivery, FakeWebhook, House } from './house.ts';

const minuteMs = 60_000;
/** Counted from the first try. */
const retriesAfterMs = [10 * minuteMs, 60 * minuteMs, 120 * minuteMs, 480 * minuteMs];
const batchWindowMs = 5 * minuteMs;
const eventsPerBatch = 500;

type Payload = Readonly<Record<string, unknown>>;

const waiting = new WeakMap<FakeWebhook, Payload[]>();

/** Plans the delivery of one payload; `name` tells its draws from those of other events. */
export function post(house: House, webhook: FakeWebhook, payload: Payload, name: number): void {
  const { webhooks } = house.behaviour;
  const random = randomOf(house.seed, 4, webhook.id, name % 2 ** 31);
  if (random.chance(webhooks.dropped)) {
    record(house, webhook, [payload]).state = 'dropped';
    return;
  }
  const times = random.chance(webhooks.twice) ? 2 : 1;
  for (let time = 0; time < times; time++) {
    const late = random.chance(webhooks.delayed) ? random.int(0, webhooks.delayMinutes * minuteMs) : 0;
    const disorder = random.chance(webhooks.reordered) ? random.int(0, 2 * minuteMs) : 0;
    house.agenda.plan(house.agenda.now() + late + disorder, () =>
      webhook.isBatched ? gather(house, webhook, payload) : send(house, webhook, [payload]),
    );
  }
}

function gather(house: House, webhook: FakeWebhook, payload: Payload): void {
  const gathered = waiting.get(webhook);
  if (gathered) {
    gathered.push(payload);
    return;
  }
  waiting.set(webhook, [payload]);
  house.agenda.plan(house.agenda.now() + batchWindowMs, async () => {
    const all = waiting.get(webhook) ?? [];
    waiting.delete(webhook);
    for (let from = 0; from < all.length; from += eventsPerBatch) {
      await send(house, webhook, all.slice(from, from + eventsPerBatch));
    }
  });
}

function record(house: House, webhook: FakeWebhook, payloads: readonly Payload[]): FakeDelivery {
  const delivery: FakeDelivery = {
    order: house.deliveries.length,
    webhookId: webhook.id,
    url: webhook.url,
    body: JSON.stringify(webhook.isBatched ? payloads : payloads[0]),
    events: payloads.length,
    attempts: [],
    state: 'pending',
  };
  house.deliveries.push(delivery);
  return delivery;
}

async function send(house: House, webhook: FakeWebhook, payloads: readonly Payload[]): Promise<void> {
  await attempt(house, webhook, record(house, webhook, payloads));
}

async function attempt(house: House, webhook: FakeWebhook, delivery: FakeDelivery): Promise<void> {
  const atMs = house.agenda.now();
  const status = await knock(house, webhook, delivery.body);
  delivery.attempts.push({ atMs, status });
  if (typeof status === 'number' && status < 400) {
    delivery.state = 'delivered';
  } else if (typeof status === 'number' && status !== 429) {
    delivery.state = 'discarded';
  } else {
    planRetry(house, webhook, delivery);
  }
}

function planRetry(house: House, webhook: FakeWebhook, delivery: FakeDelivery): void {
  const after = retriesAfterMs[delivery.attempts.length - 1];
  const firstMs = delivery.attempts[0]?.atMs;
  if (after === undefined || firstMs === undefined) {
    delivery.state = 'given_up';
    return;
  }
  house.agenda.plan(firstMs + after, () => attempt(house, webhook, delivery));
}

async function knock(
  house: House,
  webhook: FakeWebhook,
  body: string,
): Promise<FakeDelivery['attempts'][number]['status']> {
  const url = new URL(webhook.url);
  // fetch takes no credentials in an address: they become the header they stand for.
  const basic =
    url.username === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(house.behaviour.webhooks.timeoutMs),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'SendinBlue Webhook',
        ...(basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` }),
        ...(webhook.bearerToken === undefined ? {} : { authorization: `Bearer ${webhook.bearerToken}` }),
        ...Object.fromEntries(webhook.headers.map(({ key, value }) => [key, value])),
      },
      body,
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'connection_lost';
  }
}
