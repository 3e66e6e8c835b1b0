/** One person reading: signs in, then opens lists, searches and client pages one after the other over one connection. */
import { Agent, request } from 'node:http';

export interface Answered {
  readonly kind: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface Reading {
  readonly port: number;
  readonly estate: string;
  /** The secret of a sign-in link. */
  readonly link: string;
  readonly number: number;
  readonly clients: number;
  readonly seconds: number;
  /** Before the clock counts. */
  readonly warmUpSeconds: number;
}

type Ask = (method: 'GET' | 'POST', path: string, body?: unknown) => Promise<Reply>;

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly cookie: string | undefined;
}

const words = [
  'mull',
  'jean muller',
  'strasb',
  'elise',
  'lefevre noel',
  'client12@ex',
  'C00001',
  'selestat 4',
  'be',
  '67012',
];
const filters = ['segment=VIP', 'tier=Churn', 'isTrade=yes', 'segment=At%20Risk&hasEmail=yes', 'recency=5&frequency=4'];
const sorts = ['-turnover', '-lastPurchase', '-value', 'name'];

/** What each answer took, after the warm-up. Throws when the person cannot sign in. */
export async function readAsPerson(reading: Reading): Promise<Answered[]> {
  const { port, estate, link, number, clients, seconds, warmUpSeconds } = reading;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = asker(port, agent);
  const came = await ask('POST', '/sign-in/link', {
    link: `${estate}.${link}`,
    password: 'quatre chevaux sous la neige',
  });
  if (came.status !== 200) throw new Error(`could not sign in: ${came.body}`);
  const answered: Answered[] = [];
  const startedAt = performance.now();
  const timed = async (kind: string, path: string): Promise<Reply> => {
    const before = performance.now();
    const reply = await ask('GET', path);
    const now = performance.now();
    if (now - startedAt > warmUpSeconds * 1000)
      answered.push({ kind, status: reply.status, milliseconds: now - before });
    // Nobody reads a page in no time; so much, and 20 people ask some 150 times a second.
    await new Promise((resolve) => setTimeout(resolve, 80 + ((number * 7919 + answered.length * 104729) % 80)));
    return reply;
  };
  for (let turn = number; performance.now() - startedAt < (warmUpSeconds + seconds) * 1000; turn++) {
    const first = await timed('list', `/clients?sort=${pick(sorts, turn)}`);
    const next = /"next":"([^"]+)"/.exec(first.body)?.[1];
    if (next) await timed('list, next page', `/clients?sort=${pick(sorts, turn)}&after=${next}`);
    await timed('filtered list', `/clients?${pick(filters, turn)}&sort=${pick(sorts, turn + 1)}`);
    await timed('search', `/clients?q=${encodeURIComponent(pick(words, turn))}`);
    const code = `C${String(1 + ((turn * 48271 + number * 7919) % clients)).padStart(7, '0')}`;
    await timed('client page', `/clients/${code}`);
    await timed('timeline', `/clients/${code}/timeline?limit=50`);
    // Opened less often.
    if (turn % 5 === 0) {
      for (const page of ['/home', '/wines', '/segments', '/compliance/retention']) await timed(page, page);
    }
  }
  agent.destroy();
  return answered;
}

function asker(port: number, agent: Agent): Ask {
  let cookie = '';
  return async (method, path, body) => {
    const reply = await call({ port, agent, cookie, method, path }, body);
    if (reply.cookie !== undefined) cookie = reply.cookie;
    return reply;
  };
}

function call(
  to: {
    readonly port: number;
    readonly agent: Agent;
    readonly cookie: string;
    readonly method: string;
    readonly path: string;
  },
  body: unknown,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { port, agent, cookie, method, path } = to;
    const headers = {
      cookie,
      'sec-fetch-site': 'same-origin',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const asked = request({ host: '127.0.0.1', port, agent, method, path: `/api/v1${path}`, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function pick(from: readonly string[], turn: number): string {
  return from[turn % from.length] ?? '';
}
