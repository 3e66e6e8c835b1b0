import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { closeSlowBodies } from '../../src/api/slow-bodies.ts';

it('a body that comes drop by drop is cut off, where it is no export; an answer may take its time', async () => {
  const app = fastify({ logger: false });
  closeSlowBodies(app, { withinMs: 150, mayBeSlow: ({ url }) => url === '/exports' });
  app.post('/words', async () => 'heard');
  app.post('/exports', async () => 'heard');
  app.get('/slow-answer', async () => {
    await sleep(250);
    return 'heard';
  });
  const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
  const heard = await Promise.all([
    dribble(port, 'POST /words', '"a long word"'),
    dribble(port, 'POST /exports', '"a long word"'),
    dribble(port, 'GET /slow-answer', ''),
  ]);
  await app.close();
  expect(heard.map((text) => /^HTTP\/1.1 (\d+)/.exec(text)?.[1] ?? 'cut off')).toEqual(['cut off', '200', '200']);
});

/** Sends a request a letter at a time, over some 300 ms; gives what came back before the line was closed. */
async function dribble(port: number, what: string, body: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1' });
  let heard = '';
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
  socket.on('data', (bytes) => (heard += bytes.toString()));
  socket.on('error', () => {});
  const length = body === '' ? '' : `content-type: application/json\r\ncontent-length: ${body.length}\r\n`;
  socket.write(`${what} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${length}\r\n`);
  for (const letter of body) {
    await sleep(25);
    if (!socket.destroyed) socket.write(letter);
  }
  await Promise.race([closed, sleep(2_000)]);
  socket.destroy();
  return heard;
}
