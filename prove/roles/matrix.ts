/**
 * Every route × everybody who may knock: what the guard must answer follows from the route's own rule, said here a second time and
 * in other words. Each call comes under a session of its own, so that no call can spoil the next one.
 */
import type { FastifyInstance, InjectOptions } from 'fastify';
import { guardedRoutes } from '../../src/api/v1/guard.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { createSession, csrfOf } from '../../src/people/sessions.ts';

/** A route with the rule it gives of itself. */
export interface RouteRule {
  readonly method: string;
  readonly url: string;
  readonly access: string;
  readonly scope: string | undefined;
  readonly isFresh: boolean;
  /** The schemas of its body and query, where it has them. */
  readonly body: unknown;
  readonly querystring: unknown;
}

/** Somebody at the door. */
export type Caller =
  | { readonly kind: 'nobody'; readonly label: string }
  | {
      readonly kind: 'user';
      readonly label: string;
      readonly estate: string;
      readonly userId: string;
      readonly role: string;
      readonly isComplete: boolean;
      /** Shows no token of its session with writes. */
      readonly isForged?: boolean;
      /** Proved who they are long ago. */
      readonly isStale?: boolean;
    }
  | { readonly kind: 'token'; readonly label: string; readonly token: string; readonly scopes: readonly string[] };

export interface Answer {
  readonly status: number;
  /** The problem's code; empty when the answer is no problem. */
  readonly code: string;
  /** Its content type. */
  readonly type: string;
  readonly body: string;
}

export interface WrongAnswer {
  readonly route: string;
  readonly caller: string;
  readonly expected: string;
  readonly got: string;
}

/** What the guard says, and nothing behind it. */
const guardCodes = ['SIGN_IN', 'SECOND_FACTOR', 'FORBIDDEN', 'FORGED', 'CONFIRM_PASSWORD'];
const ladder = ['lecteur', 'operateur', 'approbateur', 'administrateur'];
const statusOf: Record<string, number> = {
  SIGN_IN: 401,
  SECOND_FACTOR: 401,
  FORBIDDEN: 403,
  FORGED: 403,
  CONFIRM_PASSWORD: 403,
};

/** The rules of every route behind the guard, as the router was given them. */
export function rulesOf(app: FastifyInstance): RouteRule[] {
  return guardedRoutes(app).flatMap(({ method, url, config, schema }) => {
    const { access = '', scope, fresh } = config ?? {};
    const { body, querystring } = schema ?? {};
    return [method]
      .flat()
      .map((one) => ({ method: one, url, access, scope, isFresh: fresh === true, body, querystring }));
  });
}

/** What the guard must say to a caller: one of its codes, or `let in`. */
export function expectedOf(rule: RouteRule, caller: Caller): string {
  if (rule.access === 'anyone') return 'let in';
  if (caller.kind === 'nobody') return 'SIGN_IN';
  if (caller.kind === 'token')
    return rule.scope !== undefined && caller.scopes.includes(rule.scope) ? 'let in' : 'FORBIDDEN';
  if (rule.access !== 'signing_in' && !caller.isComplete) return 'SECOND_FACTOR';
  const needed = ladder.indexOf(rule.access);
  if (needed >= 0 && ladder.indexOf(caller.role) < needed) return 'FORBIDDEN';
  if (caller.isForged === true && !['GET', 'HEAD'].includes(rule.method)) return 'FORGED';
  return rule.isFresh && caller.isStale === true ? 'CONFIRM_PASSWORD' : 'let in';
}

/** What is wrong with an answer, if anything: not the one expected, or a breakdown. */
export function judge(rule: RouteRule, caller: Caller, answer: Answer): WrongAnswer | undefined {
  const expected = expectedOf(rule, caller);
  const said = guardCodes.includes(answer.code) ? answer.code : 'let in';
  const isRight =
    said === expected && answer.status < 500 && (expected === 'let in' || answer.status === statusOf[expected]);
  if (isRight || isBodiless(rule, expected, answer)) return undefined;
  return {
    route: `${rule.method} ${rule.url}`,
    caller: caller.label,
    expected,
    got: `${answer.status} ${answer.code}`.trim(),
  };
}

// The answer to HEAD has no body to name the code in.
function isBodiless({ method }: RouteRule, expected: string, { status }: Answer): boolean {
  return (
    method === 'HEAD' &&
    (expected === 'let in' ? status < 500 && ![401, 403].includes(status) : status === statusOf[expected])
  );
}

/** Knocks once: `address` is the route with its parameters filled in. */
export async function knock(
  house: { readonly app: FastifyInstance; readonly database: Database; readonly now: Date },
  call: { readonly rule: RouteRule; readonly caller: Caller; readonly address: string; readonly body?: unknown },
): Promise<Answer> {
  const { rule, caller, address } = call;
  const stop = new AbortController();
  const isWrite = !['GET', 'HEAD'].includes(rule.method);
  const body = isWrite && rule.body !== undefined ? JSON.stringify(call.body ?? {}) : undefined;
  const answer = await house.app.inject({
    method: methodOf(rule.method),
    url: address,
    headers: {
      'sec-fetch-site': 'same-origin',
      'if-match': '"1"',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(await credentials(house, caller)),
    },
    ...(body === undefined ? {} : { payload: body }),
    // A stream of events never ends: it is read as far as its head.
    payloadAsStream: true,
    signal: stop.signal,
  });
  const type = String(answer.headers['content-type'] ?? '');
  const text = type.includes('event-stream') ? '' : await readText(answer.stream());
  // Hangs up: a stream of events would beat on for ever.
  if (type.includes('event-stream')) stop.abort();
  const code = type.includes('problem+json') ? /"code":"(\w+)"/.exec(text)?.[1] : undefined;
  return { status: answer.statusCode, code: code ?? '', type, body: text };
}

const pastConfirmation = sql(`
  update app.sessions set confirmed_at = confirmed_at - interval '1 hour'
  where estate_id = :'estate' and user_id = :'user_id'::uuid`);

async function credentials(
  { database, now }: { readonly database: Database; readonly now: Date },
  caller: Caller,
): Promise<Record<string, string>> {
  if (caller.kind === 'nobody') return {};
  if (caller.kind === 'token') return { authorization: `Bearer ${caller.token}` };
  const { estate, userId, isComplete } = caller;
  const secret = await createSession(database, { estate, userId, isComplete, now });
  if (caller.isStale === true) await database.execute(pastConfirmation, { estate, user_id: userId });
  const cookie = { cookie: `cuvee_session=${estate}.${secret}` };
  return caller.isForged === true ? cookie : { ...cookie, 'x-csrf-token': csrfOf(secret) };
}

async function readText(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stream) if (text.length < 1_000_000) text += String(chunk);
  return text;
}

function methodOf(method: string): NonNullable<InjectOptions['method']> {
  const known = (['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const).find((name) => name === method);
  if (known === undefined) throw new Error(`no method ${method}`);
  return known;
}
