/** One line per request: what was asked, how it ended, how long it took. The route's pattern, never the address: that may name people. */
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { Log } from '../world.ts';

/** Logs and counts every request of the server. */
export function logRequests(app: FastifyInstance, log: Log, metrics: Metrics | undefined): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'page';
    const status = reply.statusCode;
    metrics?.observeHttp({ method, route, status, seconds: reply.elapsedTime / 1000 });
    if (isRefusedSignIn(route, status))
      log.warn('sign-in refused', { requestId: request.id, remoteAddress: request.ip });
    log.info('request', {
      requestId: request.id,
      method,
      route,
      status,
      ms: Math.round(reply.elapsedTime),
      ...(request.caller ? { estate: request.caller.estate } : {}),
    });
  });
}

/** The one line that holds an address: whoever guards the server (fail2ban) must know whom to keep out. */
function isRefusedSignIn(route: string, status: number): boolean {
  return route.startsWith('/api/v1/sign-in') && [400, 401, 403, 429].includes(status);
}
