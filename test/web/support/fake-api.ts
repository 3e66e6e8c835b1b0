/** The built page behind its strict policy, with a few ready answers: only for the tests of the skeleton itself. */
import { createServer, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface FakeApi {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Serves `folder` and the answers: `{ 'GET /session': { … } }` (path under /api/v1); anything else is 404, or 401 for the session. */
export async function serveFake(folder: string, answers: Readonly<Record<string, unknown>>): Promise<FakeApi> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      return;
    }
    if (url.pathname.startsWith('/api/v1')) {
      const answer = answers[`${request.method} ${url.pathname.slice('/api/v1'.length)}`];
      const isUnknown = answer === undefined;
      response.writeHead(isUnknown ? (url.pathname.endsWith('/session') ? 401 : 404) : 200, {
        'content-type': isUnknown ? 'application/problem+json' : 'application/json',
      });
      response.end(JSON.stringify(isUnknown ? { code: 'NOT_FOUND', detail: 'Introuvable.' } : answer));
      return;
    }
    void sendFile(response, folder, url.pathname);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The file of that name, else the page itself: its router knows the address. Compressed, as the true server does. */
async function sendFile(response: ServerResponse, folder: string, pathname: string): Promise<void> {
  const isFile = types[extname(pathname)] !== undefined;
  const name = isFile ? pathname : 'index.html';
  const body = await readFile(join(folder, name)).catch(() => undefined);
  if (body === undefined) {
    response.writeHead(404).end();
    return;
  }
  const isText = !name.endsWith('.woff2');
  response.writeHead(200, {
    'content-type': types[extname(name)] ?? 'application/octet-stream',
    'content-security-policy': strictPolicy,
    ...(isText ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(isText ? gzipSync(body) : body);
}
