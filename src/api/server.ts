/**
 * The one server of an installation: the page, its API, the document of the API, what the world reaches (letters, Brevo), and whether
 * all is well. Everything on one origin; nothing is loaded from elsewhere.
 */
import staticFiles from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { openWebDatabase } from '../db/web-database.ts';
import type { Database } from '../db/database.ts';
import { listEstates } from '../estate/estates.ts';
import { createJobQueue } from '../scheduler/jobs.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { uuidV7 } from '../values/uuid.ts';
import type { World } from '../world.ts';
import { addDocument } from './document.ts';
import { addPublicRoutes, type PublicServerParts } from './public-server.ts';
import { logRequests } from './request-log.ts';
import { closeSlowBodies } from './slow-bodies.ts';
import { wordUnreadable } from './v1/answers.ts';
import { addApi } from './v1/api.ts';
import type { ApiTools } from './v1/api-tools.ts';

export interface ServerParts extends PublicServerParts {
  /** Opens the world of an estate over a database: settings, folders, log. */
  readonly openWorld: (database: Database, estate: string) => Promise<World>;
  /** The folder of the built page; without it the server answers the API alone. */
  readonly pageFolder?: string | undefined;
  /** What `/metrics` tells; counts every request. */
  readonly metrics?: Metrics | undefined;
  /** More for the routes: mailers, checks. */
  readonly more?: Partial<ApiTools>;
}

/** What the page may load and do: its own files, its own API, and nothing of anybody else's. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** The server, not yet listening. Closing it closes the web's pool and leaves the database open. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { database, clock, log, publicUrl, secret } = parts;
  const web = await openWebDatabase(database);
  const app = fastify({
    logger: false,
    // A proxy on this machine or in its private network (Caddy) says for whom it asks; a stranger's word counts for nothing.
    trustProxy: ['loopback', 'uniquelocal'],
    // Two gigabytes over a slow line take their time; a request's head must come within a minute all the same.
    requestTimeout: 3_600_000,
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: true,
    genReqId: () => uuidV7(clock()),
    // Where no route was found yet, no hook has set the headers either.
    frameworkErrors: (error, request, reply) => {
      reply.headers({ ...safeHeaders, 'content-security-policy': pagePolicy });
      wordUnreadable(error, request, reply);
    },
  });
  closeSlowBodies(app, {
    withinMs: 60_000,
    mayBeSlow: ({ routeOptions }) => routeOptions.config.scope === 'exports:write',
  });
  app.addHook('onClose', () => web.close());
  app.addHook('onSend', async (request, reply) => {
    reply.headers(safeHeaders);
    reply.header('x-request-id', request.id);
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', pagePolicy);
    if (publicUrl.startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000');
  });
  logRequests(app, log, parts.metrics);
  await addDocument(app);
  await app.register(async (scope) => addPublicRoutes(scope, parts));
  await addApi(app, {
    databaseOf: ({ estate }) => web.of(estate),
    databaseOfEstate: (estate) => web.of(estate),
    worldOf: async ({ estate, name }) => ({ ...(await parts.openWorld(web.of(estate), estate)), actor: name, clock }),
    estates: () => listEstates(database),
    jobs: createJobQueue(database, clock),
    clock,
    log,
    publicUrl,
    secret,
    ...parts.more,
  });
  addMetrics(app, parts);
  await addPage(app, parts.pageFolder);
  return app;
}

const safeHeaders = {
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
} as const;

/** For Prometheus beside the server: whoever comes through the proxy in front of it is a stranger. */
function addMetrics(app: FastifyInstance, { metrics, database, clock }: ServerParts): void {
  if (!metrics) return;
  app.get('/metrics', async (request, reply) => {
    if (request.headers['x-forwarded-for'] !== undefined) return reply.callNotFound();
    return reply.type(metrics.contentType).send(await metrics.metricsText(database, clock()));
  });
}

/** The page: its files for ever, its first page always anew; an address of the page is the page. */
async function addPage(app: FastifyInstance, folder: string | undefined): Promise<void> {
  if (folder === undefined) return;
  await app.register(staticFiles, {
    root: folder,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (!isPage) return reply.code(404).type('text/plain; charset=utf-8').send('Introuvable / Not found\n');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
