/**
 * A body that comes drop by drop keeps a connection open for as long as it likes. Only exports may be that slow: two gigabytes over a
 * country line take their time (`requestTimeout` of the server holds for them).
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Closes the connection of a request whose body is not all there within `withinMs`, but where it may be slow. */
export function closeSlowBodies(
  app: FastifyInstance,
  { withinMs, mayBeSlow }: { readonly withinMs: number; readonly mayBeSlow: (request: FastifyRequest) => boolean },
): void {
  app.addHook('onRequest', async (request) => {
    if (request.raw.complete || mayBeSlow(request)) return;
    const timer = setTimeout(() => {
      if (!request.raw.complete) request.raw.destroy();
    }, withinMs);
    request.raw.once('close', () => clearTimeout(timer));
  });
}
