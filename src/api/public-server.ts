/**
 * What the world reaches of this installation: Brevo's webhooks, the pages behind the links of letters, the estate's own form, and
 * whether it is well.
 * Nothing here needs a login; every path that acts carries a secret or a signature.
 */
import fastify, { type FastifyInstance } from 'fastify';
import type { Database } from '../db/database.ts';
import type { Log } from '../world.ts';
import { clickRoutes } from './click-routes.ts';
import { createEstateCards } from './estate-cards.ts';
import { formRoutes } from './form-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { letterRoutes } from './letter-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

export interface PublicServerParts {
  readonly database: Database;
  /** The installation's secret (src/estate/secret.ts). */
  readonly secret: string;
  /** Where the world reaches this server, without a slash at its end. */
  readonly publicUrl: string;
  readonly clock: () => Date;
  readonly log: Log;
  /** How long the database may take before the caller is told to come again. */
  readonly answerWithinMs?: number;
  /** When the inbox was last taken in, for the health page; undefined when this process does not read it. */
  readonly inboxReadAt?: () => Date | undefined;
  /** How the whole house is, where more than the public routes runs here. */
  readonly health?: () => Promise<{ readonly ready: boolean }>;
}

/** What the routes are given. */
export interface PublicTools extends Required<Omit<PublicServerParts, 'inboxReadAt' | 'health'>> {
  readonly inboxReadAt: () => Date | undefined;
  readonly health?: () => Promise<{ readonly ready: boolean }>;
}

/** The public routes as a server of their own, not yet listening. Closing it leaves the database open. */
export function createPublicServer(parts: PublicServerParts): FastifyInstance {
  // No logger: its lines would hold the tokens of letters.
  const app = fastify({
    logger: false,
    requestTimeout: 30_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: true,
  });
  addPublicRoutes(app, parts);
  return app;
}

/** Adds the public routes to a server, or to a scope of one: its bodies are kept as they came. */
export function addPublicRoutes(app: FastifyInstance, parts: PublicServerParts): void {
  const tools: PublicTools = { answerWithinMs: 3000, inboxReadAt: () => undefined, ...parts };
  takeAnyBody(app);
  app.addHook('onSend', async (_, reply) => {
    reply.headers(safeHeaders);
    if (parts.publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000');
  });
  const estates = createEstateCards(tools);
  webhookRoutes(app, tools);
  letterRoutes(app, tools, estates);
  clickRoutes(app, tools, estates);
  formRoutes(app, tools, estates);
  healthRoutes(app, tools);
}

const safeHeaders = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const;

// Bodies are kept or ignored, never parsed here: a wrong content type must not cost an event or a departure.
function takeAnyBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.addHook('onRequest', async (request) => {
    if (request.headers['content-type'] !== undefined) {
      request.headers['content-type'] = 'application/octet-stream';
    }
  });
}
