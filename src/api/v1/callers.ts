/** Finds out who is asking: the person of a session's cookie, or the token a script brings. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findSession, isSessionOpen } from '../../people/sessions.ts';
import { findToken } from '../../people/tokens.ts';
import type { ApiTools } from './api-tools.ts';
import type { Person } from './person.ts';
import { readSessionCookie } from './session-cookie.ts';

type CallerTools = Pick<ApiTools, 'databaseOfEstate' | 'clock' | 'publicUrl'>;

/** Every request of the scope knows its caller from here on; to be added before `guardRoutes`. */
export function knowCallers(app: FastifyInstance, tools: CallerTools): void {
  app.decorateRequest('caller', null);
  app.addHook('onRequest', async (request) => {
    request.caller = (await callerOf(request, tools)) ?? null;
  });
}

/** Whether whoever made a request that is still being answered may be answered on: signed out, disabled or revoked since, no. */
export async function isStillKnown(request: FastifyRequest, tools: CallerTools): Promise<boolean> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return (await tokenOf(authorization, tools)) !== undefined;
  const held = readSessionCookie(request, tools.publicUrl);
  return held !== undefined && isSessionOpen(tools.databaseOfEstate(held.estate), { ...held, now: tools.clock() });
}

// Whoever brings a token is that token: a cookie beside it, sent along by a browser, adds nothing.
async function callerOf(request: FastifyRequest, tools: CallerTools): Promise<Person | undefined> {
  const { authorization } = request.headers;
  return authorization === undefined ? userOf(request, tools) : tokenOf(authorization, tools);
}

async function userOf(
  request: FastifyRequest,
  { databaseOfEstate, clock, publicUrl }: CallerTools,
): Promise<Person | undefined> {
  const held = readSessionCookie(request, publicUrl);
  const session = held && (await findSession(databaseOfEstate(held.estate), { ...held, now: clock() }));
  if (!held || !session) return undefined;
  const { userId, name, email, role, language, signedInAt, confirmedAt, csrf } = session;
  return {
    estate: held.estate,
    kind: 'user',
    id: userId,
    name,
    email,
    role,
    scopes: [],
    language,
    isComplete: signedInAt !== null,
    confirmedAt,
    csrf,
  };
}

async function tokenOf(authorization: string, { databaseOfEstate, clock }: CallerTools): Promise<Person | undefined> {
  const [, estate, secret] = /^Bearer cuvee_([a-z0-9][a-z0-9-]{0,62})_([\w-]{43})$/.exec(authorization) ?? [];
  if (estate === undefined || secret === undefined) return undefined;
  const token = await findToken(databaseOfEstate(estate), { estate, secret, now: clock() });
  if (!token) return undefined;
  return {
    estate,
    kind: 'token',
    id: token.tokenId,
    name: token.name,
    email: '',
    role: 'lecteur',
    scopes: token.scopes,
    language: 'fr',
    isComplete: true,
    confirmedAt: null,
    csrf: '',
  };
}
