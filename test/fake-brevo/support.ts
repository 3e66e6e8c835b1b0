/** A fake Brevo and a client that live on the same clock, so that an hour of waiting takes no time. */
import { createServer, request, type Server } from 'node:http';
import { afterEach } from 'vitest';
import type { BrevoOptions } from '../../src/brevo/call.ts';
import { type Brevo, createBrevo } from '../../src/brevo/client.ts';
import type { EmailBatch } from '../../src/brevo/send-emails.ts';
import { type BehaviourChange, quietRecipients } from '../../src/fake-brevo/behaviour.ts';
import { type FakeBrevo, startFakeBrevo } from '../../src/fake-brevo/start.ts';

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Recipients only receive, unless the behaviour says otherwise. */
export async function openFake(behaviour: BehaviourChange = {}, seed = 1): Promise<FakeBrevo> {
  const fake = await startFakeBrevo({ seed, behaviour: { recipients: quietRecipients, ...behaviour } });
  closing.push(() => fake.close());
  return fake;
}

export function clientOf(fake: FakeBrevo, options: Partial<BrevoOptions> = {}): Brevo {
  return createBrevo({
    baseUrl: fake.apiUrl,
    apiKey: 'xkeysib-secret-of-the-estate',
    clock: () => fake.control.now(),
    sleep: (ms) => fake.control.advance(ms),
    timeoutMs: 1500,
    ...options,
  });
}

let lastKey = 0;

export function batchTo(emails: readonly string[], more: Partial<EmailBatch> = {}): EmailBatch {
  return {
    idempotencyKey: `3f1c9a52-0000-4000-8000-${String(++lastKey).padStart(12, '0')}`,
    sender: { email: 'offres@domaine.test', name: 'Domaine fictif' },
    letters: emails.map((email) => ({
      to: { email },
      subject: `Un Riesling pour ${email}`,
      html: `<p>Bonjour</p><a href="https://domaine.test/c/${email}">Voir</a>`,
      text: 'Bonjour',
    })),
    customId: '018f7c1e-6b5a-7c00-8000-000000000001',
    tags: ['noel', 'envoi-1'],
    ...more,
  };
}

export interface Receiver {
  readonly url: string;
  readonly bodies: string[];
  readonly authorizations: (string | undefined)[];
  /** The status of the next answers; `hang` never answers. */
  answer: number | 'hang';
}

/** A small server that keeps what a webhook posts. */
export async function openReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: '', bodies: [], authorizations: [], answer: 200 };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      receiver.bodies.push(body);
      receiver.authorizations.push(request.headers.authorization);
      if (receiver.answer !== 'hang') response.writeHead(receiver.answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => stop(server));
  return Object.assign(receiver, { url: `http://127.0.0.1:${portOf(server)}/webhooks/brevo/long-secret` });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return address.port;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** One address for several accounts, as Brevo's is: the key of a call says whose it is. */
export async function openAccounts(fakes: Readonly<Record<string, FakeBrevo>>): Promise<{ readonly apiUrl: string }> {
  const server = createServer((call, answer) => {
    const fake = fakes[String(call.headers['api-key'])];
    if (!fake) {
      answer.writeHead(401, json).end('{"code":"unauthorized","message":"Key not found"}');
      return;
    }
    const { method, headers, url } = call;
    const passed = request(new URL(url ?? '/', fake.url), { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(answer);
    });
    call.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => stop(server));
  return { apiUrl: `http://127.0.0.1:${portOf(server)}/v3` };
}

const json = { 'content-type': 'application/json' };
