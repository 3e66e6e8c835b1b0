/** What every call to the fake passes through: key, address, limits, and whatever is to go wrong. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomOf } from '../demo/random.ts';
import { type Fault, faults } from './behaviour.ts';
import { createCallCounter } from './call-limits.ts';
import { count, type House } from './house.ts';
import { type FakeProblem, ipRefused, Refusal, standing } from './problems.ts';

/** Guards the routes under `/v3`; the control API and the page are not counted. */
export function guard(app: FastifyInstance, house: House): void {
  const counter = createCallCounter();
  const after = new WeakMap<FastifyRequest, Fault>();

  app.addHook('preHandler', async (request, reply) => {
    if (!isApi(request)) return;
    const route = routeOf(request);
    house.calls += 1;
    count(house.callCounts, route);
    const limits = counter(limitedRoute(route, request.body), house.agenda.now());
    reply.headers({
      'x-sib-ratelimit-limit': limits.limit,
      'x-sib-ratelimit-remaining': house.behaviour.areCallsLimited ? limits.remaining : limits.limit,
      'x-sib-ratelimit-reset': limits.resetSeconds,
    });
    refuseStranger(house, request);
    if (house.behaviour.areCallsLimited && limits.isOver) throw new Refusal(standing.tooMany);
    const fault = faultOf(house, route);
    if (fault === undefined) return;
    count(house.faultCounts, fault);
    if (fault === 'lost_request') return hangUp(request, reply);
    const refused = refusedBefore(house, fault);
    if (refused) throw new Refusal(refused);
    after.set(request, fault);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = after.get(request);
    if (fault === 'lost_reply') request.raw.socket.destroy();
    if (fault === 'slow') await pause(house.behaviour.slowMs, undefined, { ref: false });
    if (fault === 'unreadable') {
      reply.type('text/html');
      return '<html>Bad gateway</html>';
    }
    if (fault === 'error_after') {
      reply.code(500).type('application/json');
      return JSON.stringify(standing.fault.body);
    }
    return payload;
  });
}

function isApi(request: FastifyRequest): boolean {
  return request.url.startsWith('/v3/');
}

function routeOf({ method, routeOptions, url }: FastifyRequest): string {
  return `${method} ${(routeOptions.url ?? url).replace(/^\/v3/, '')}`;
}

function limitedRoute(route: string, body: unknown): string {
  const isVersions = typeof body === 'object' && body !== null && 'messageVersions' in body;
  return route === 'POST /smtp/email' && isVersions ? `${route} (versions)` : route;
}

function refuseStranger({ behaviour }: House, request: FastifyRequest): void {
  const key = request.headers['api-key'];
  if (typeof key !== 'string' || key === '') throw new Refusal(standing.keyMissing);
  if (behaviour.apiKey !== null && key !== behaviour.apiKey) throw new Refusal(standing.keyRefused);
  if (behaviour.isIpRefused) throw new Refusal(ipRefused(401, behaviour.callerIp));
}

/** Faults that a test planned come first, then the draw. */
function faultOf(house: House, route: string): Fault | undefined {
  const planned = house.plannedFaults.find((one) => one.left > 0 && (one.route === route || one.route === '*'));
  if (planned) {
    planned.left -= 1;
    return planned.fault;
  }
  if (route !== 'POST /smtp/email') return undefined;
  let left = randomOf(house.seed, 6, house.calls).unit();
  return faults.find((fault) => {
    left -= house.behaviour.sendFaults[fault] ?? 0;
    return left < 0;
  });
}

function refusedBefore({ behaviour }: House, fault: Fault): FakeProblem | undefined {
  const refusals: Partial<Record<Fault, FakeProblem>> = {
    error_before: standing.fault,
    key_refused: standing.keyRefused,
    ip_refused: ipRefused(401, behaviour.callerIp),
    ip_refused_403: ipRefused(403, behaviour.callerIp),
    forbidden: standing.forbidden,
    suspended: standing.suspended,
    no_credit: standing.noCredit,
    too_many: standing.tooMany,
  };
  return refusals[fault];
}

function hangUp(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}
