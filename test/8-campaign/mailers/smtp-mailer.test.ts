import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { createSmtpMailer } from '../../../src/8-campaign/mailers/smtp-mailer.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A mail server that keeps what it took. */
async function sink(options: SMTPServerOptions = {}): Promise<{ url: string; taken: string[] }> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, callback) {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      stream.on('end', () => {
        taken.push(text);
        callback(null, 'taken');
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address: AddressInfo | string | null = server.server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no port');
  return { url: `smtp://127.0.0.1:${address.port}`, taken };
}

const batch = {
  batchId: '3f1c9a52-0000-4000-8000-000000000001',
  sender: { email: 'offres@domaine.test', name: 'Domaine fictif' },
  replyTo: { email: 'bonjour@domaine.test' },
  letters: [
    {
      letterId: '018f7c1e-6b5a-7c00-8000-000000000001',
      to: { email: 'anne@client.test' },
      subject: 'Un vin pour Noël',
      html: '<p>Bonjour</p>',
      text: 'Bonjour',
      headers: {
        'List-Unsubscribe': '<https://lettres.test/u/x>',
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    },
  ],
  tags: [],
};
const sendTo = (url: string) => createSmtpMailer({ url, timeoutMs: 400 }).send(batch);
const failing = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode });

it('a letter taken by the server bears our message id and the one-click headers', async () => {
  const { url, taken } = await sink();
  expect(await sendTo(url)).toEqual({
    outcome: 'answered',
    letters: [{ outcome: 'accepted', messageId: '<018f7c1e-6b5a-7c00-8000-000000000001@domaine.test>' }],
  });
  expect(taken[0]).toMatch(/^List-Unsubscribe: <https:\/\/lettres\.test\/u\/x>/m);
  expect(taken[0]).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
  expect(taken[0]).toMatch(/^Reply-To: bonjour@domaine\.test/m);
});

it.each([
  ['a 5xx about the recipient refuses the letter', 550, { letters: [{ outcome: 'refused', code: 'smtp_550' }] }],
  ['a 4xx asks for patience', 451, { letters: [{ outcome: 'not_sent', reason: 'later' }] }],
])('%s', async (_, code, expected) => {
  const { url, taken } = await sink({ onRcptTo: (_address, _session, callback) => callback(failing(code)) });
  expect(await sendTo(url)).toMatchObject(expected);
  expect(taken).toEqual([]);
});

it('a 5xx after the letter refuses it, a 5xx about the sender halts', async () => {
  const late = await sink({
    onData(stream, _session, callback) {
      stream.on('end', () => callback(failing(552))).resume();
    },
  });
  expect(await sendTo(late.url)).toMatchObject({ letters: [{ outcome: 'refused', code: 'smtp_552' }] });
  const strict = await sink({ onMailFrom: (_address, _session, callback) => callback(failing(553)) });
  expect(await sendTo(strict.url)).toMatchObject({ outcome: 'halt', code: 'SENDER_REFUSED' });
});

it('a connection lost once the letter is on its way is unknown, before that it surely was not sent', async () => {
  const cut = await sink({
    onData(stream, session, callback) {
      stream.on('end', () => callback(null)).resume();
      void session;
      stream.on('data', () => sockets.forEach((socket) => socket.destroy()));
    },
  });
  const sockets = await watchSockets(cut.url);
  expect(await createSmtpMailer({ url: sockets.url, timeoutMs: 400 }).send(batch)).toMatchObject({
    letters: [{ outcome: 'unknown', reason: 'connection_lost' }],
  });
  const silent = await sink({ onRcptTo: () => {} });
  expect(await sendTo(silent.url)).toMatchObject({ letters: [{ outcome: 'not_sent', reason: 'unreachable' }] });
  expect(await sendTo('smtp://127.0.0.1:1')).toMatchObject({
    letters: [{ outcome: 'not_sent', reason: 'unreachable' }],
  });
  expect(await createSmtpMailer({ url: cut.url }).lookUp({ ...batch, firstTriedAt: new Date(0) })).toBeUndefined();
});

/** A wire between the sender and the server that can be cut. */
async function watchSockets(
  target: string,
): Promise<{ url: string; forEach(cut: (socket: { destroy(): void }) => void): void }> {
  const { connect, createServer } = await import('node:net');
  const open = new Set<{ destroy(): void }>();
  const { hostname, port } = new URL(target);
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => {});
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('the wire has no port');
  return { url: `smtp://127.0.0.1:${address.port}`, forEach: (cut) => open.forEach((socket) => cut(socket)) };
}
