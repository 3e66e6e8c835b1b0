import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpCaller } from '../../../src/8-campaign/calls/http-caller.ts';
import { callHeaders, callKey } from '../../../src/8-campaign/calls/sign-call.ts';

const key = callKey('a-secret-of-tests-that-is-long-enough', 'domaine');
const at = new Date('2026-11-17T10:00:00Z');
const call = { callId: '019a8f00-0000-7000-8000-000000000001', body: '{"clientCode":"C1"}', at };

const quiet = (response: ServerResponse): void => {
  response.end();
};

describe('the caller of servers outside', () => {
  let server: Server;
  let host = '';
  const heard: { readonly headers: IncomingMessage['headers']; readonly body: string; readonly method?: string }[] = [];
  let answer = quiet;
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        heard.push({ headers: request.headers, body, ...(request.method ? { method: request.method } : {}) });
        answer(response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const post = (path = '/', more: Partial<Parameters<typeof createHttpCaller>[0]> = {}) =>
    createHttpCaller({ allowedHosts: [host], ...more }).call({
      url: `http://${host}${path}`,
      headers: callHeaders(key, call),
      body: call.body,
    });

  it('posts what was signed, so that the server can check who told and when', async () => {
    expect(await post()).toEqual({ outcome: 'answered', status: 200 });
    const [{ headers, body, method } = { headers: {}, body: '' }] = heard.splice(0);
    expect({ method, body, type: headers['content-type'] }).toEqual({
      method: 'POST',
      body: call.body,
      type: 'application/json',
    });
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const expected = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
      .update(signed)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
    expect(headers['webhook-timestamp']).toBe('1794909600');
    expect(callKey('a-secret-of-tests-that-is-long-enough', 'autre')).not.toBe(key);
  });

  it('follows no redirection and heeds how long it is asked to wait', async () => {
    answer = (response) => response.writeHead(307, { location: 'http://169.254.169.254/' }).end();
    expect(await post()).toEqual({ outcome: 'answered', status: 307 });
    answer = (response) => response.writeHead(503, { 'retry-after': '120' }).end('x'.repeat(100_000));
    expect(await post()).toEqual({ outcome: 'answered', status: 503, retryAfterSeconds: 120 });
    expect(heard.splice(0)).toHaveLength(2);
  });

  it('gives up on a server that does not answer', async () => {
    answer = () => {};
    expect(await post('/', { answerWithinMs: 100 })).toEqual({ outcome: 'away', code: 'TIMEOUT' });
    expect(
      await createHttpCaller({ allowedHosts: ['127.0.0.1'] }).call({
        url: 'http://127.0.0.1:1/',
        headers: {},
        body: '',
      }),
    ).toEqual({
      outcome: 'away',
      code: 'UNREACHABLE',
    });
  });

  it('opens no connection to its own network, even behind a name of the world that leads there', async () => {
    heard.length = 0;
    answer = quiet;
    const forbidden = { outcome: 'forbidden', code: 'CALL_ADDRESS_PRIVATE' };
    expect(
      await createHttpCaller({ allowedHosts: [] }).call({ url: 'https://127.0.0.1/', headers: {}, body: '' }),
    ).toMatchObject(forbidden);
    const rebinding = createHttpCaller({
      allowedHosts: [],
      resolve: () =>
        Promise.resolve([
          { address: '93.184.215.14', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]),
    });
    const port = host.split(':')[1] ?? '';
    expect(await rebinding.call({ url: `https://crm.exemple.fr:${port}/`, headers: {}, body: '' })).toMatchObject(
      forbidden,
    );
    expect(heard).toEqual([]);
  });
});
