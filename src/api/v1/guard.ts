/** The guard at the door of the API: a route without a rule stops the start; a caller without the right is told so. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import { isAtLeast } from '../../people/roles.ts';
import { sentence } from '../../values/sentence.ts';
import type { Log } from '../../world.ts';
import { Problem, statuses } from '../problem.ts';
import type { Access, Person } from './person.ts';

const freshMs = 15 * 60_000;

/**
 * Every route added after this must say who may call it, and answers nobody else. Callers are known by then (callers.ts). Whoever
 * is known and tries what they may not leaves a line in the log (ASVS 16.3.2).
 */
export function guardRoutes(app: FastifyInstance, clock: () => Date, log?: Log): void {
  app.addHook('onRoute', (route) => {
    refuseUnguarded(route);
    guarded.set(app.server, [...guardedRoutes(app), route]);
  });
  app.addHook('onRequest', async (request) => {
    const no = refusalOf(request, clock());
    if (no === undefined) return;
    const { caller, method, routeOptions, id } = request;
    if (caller !== null && no.status === statuses.forbidden) {
      const { estate, kind } = caller;
      log?.warn('refused at the door', {
        estate,
        code: no.code,
        [kind]: caller.id,
        method,
        route: routeOptions.url,
        requestId: id,
      });
    }
    throw no;
  });
  app.addHook('preValidation', async (request) => {
    if (isUnreadable(request.params, request.query, request.body)) throw unreadable();
  });
}

// PostgreSQL keeps no NUL in a text, and half a surrogate pair is no text at all: nobody types either. Not recursive: a body may
// be nested deeper than our stack.
function isUnreadable(...given: unknown[]): boolean {
  for (let value = given.pop(); given.length > 0 || value !== undefined; value = given.pop()) {
    if (typeof value === 'string' && (value.includes('\0') || /\p{Surrogate}/u.test(value))) return true;
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    for (const [name, member] of Object.entries(value)) given.push(name, member);
  }
  return false;
}

// By the server under it, which every part of an application shares.
const guarded = new WeakMap<object, readonly RouteOptions[]>();

/** The routes behind the guard of an application, HEAD included: what the proof of the roles knocks at. */
export function guardedRoutes(app: FastifyInstance): readonly RouteOptions[] {
  return guarded.get(app.server) ?? [];
}

/** Why a request may not go on; undefined when it may. */
function refusalOf(request: FastifyRequest, now: Date): Problem | undefined {
  const { access, scope, fresh } = request.routeOptions.config;
  // No route: the answer is "not found", for anyone.
  if (access === undefined) return undefined;
  // Signing in from another site's form would sign a person in as somebody else: refused on every route.
  if (isWrite(request) && comesFromElsewhere(request)) return forged();
  if (access === 'anyone') return undefined;
  const { caller } = request;
  if (caller === null) return nobody();
  if (caller.kind === 'token') return scope !== undefined && caller.scopes.includes(scope) ? undefined : forbidden();
  if (access !== 'signing_in' && !caller.isComplete) return secondFactorOwed();
  if (!mayCall(caller, access)) return forbidden();
  if (isWrite(request) && !showsToken(request, caller)) return forged();
  return fresh === true && !isFresh(caller, now) ? confirmFirst() : undefined;
}

function refuseUnguarded(route: RouteOptions): void {
  if (route.config?.access === undefined)
    throw new Error(`${String(route.method)} ${route.url} does not say who may call it`);
}

function mayCall({ role }: Person, access: Access): boolean {
  if (access === 'anyone' || access === 'signing_in' || access === 'signed_in') return true;
  return isAtLeast(role, access);
}

/** A write under a cookie shows the session's token (OWASP, cross-site request forgery: signed, bound to the session). */
function showsToken({ headers }: FastifyRequest, { csrf }: Person): boolean {
  const shown = Buffer.from(String(headers['x-csrf-token'] ?? ''));
  const wanted = Buffer.from(csrf);
  return shown.length === wanted.length && timingSafeEqual(shown, wanted);
}

/** Whether a request may change something. */
export function isWrite({ method }: Pick<FastifyRequest, 'method'>): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

/** Whether a browser says that another site's page made the request; a script says neither and shows its token. */
function comesFromElsewhere({ headers, host }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin } = headers;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

function isFresh({ confirmedAt }: Person, now: Date): boolean {
  return confirmedAt !== null && now.getTime() - confirmedAt.getTime() < freshMs;
}

function nobody(): Problem {
  return new Problem('nobody', 'SIGN_IN', sentence('Connectez-vous pour continuer.', 'Sign in to go on.'));
}

function secondFactorOwed(): Problem {
  return new Problem(
    'nobody',
    'SECOND_FACTOR',
    sentence('Il manque encore le code de votre application.', 'The code of your application is still missing.'),
  );
}

function forbidden(): Problem {
  return new Problem(
    'forbidden',
    'FORBIDDEN',
    sentence(
      'Votre rôle ne le permet pas. Demandez à un administrateur du domaine.',
      'Your role does not allow it. Ask an administrator of the estate.',
    ),
  );
}

function forged(): Problem {
  return new Problem(
    'forbidden',
    'FORGED',
    sentence('Rechargez la page, puis recommencez.', 'Reload the page, then try again.'),
  );
}

function unreadable(): Problem {
  return new Problem(
    'wrong',
    'UNREADABLE',
    sentence('La demande contient des caractères illisibles.', 'The request holds characters that cannot be read.'),
  );
}

function confirmFirst(): Problem {
  return new Problem(
    'forbidden',
    'CONFIRM_PASSWORD',
    sentence('Confirmez d’abord votre mot de passe.', 'Confirm your password first.'),
  );
}
