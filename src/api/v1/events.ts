/**
 * The jobs of an estate as they move, as server-sent events. Each event carries the moment it was told as its id, so that a browser that
 * comes back with `Last-Event-ID` is told what moved meanwhile; and the stream ends when whoever listens may no longer.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sentence } from '../../values/sentence.ts';
import type { JobAnswer } from '../contract/jobs.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { isStillKnown } from './callers.ts';
import { jobAnswer, jobsMovedSince } from './jobs/read-jobs.ts';

/** A comment so often keeps proxies from closing a stream on which nothing happens. */
const usualHeartbeatMs = 25_000;
/** Told twice harms nobody; left out does: clocks differ a little, and a transaction commits after its time. */
const overlapMs = 15_000;
/** A person with more pages open than this has a script that forgets to close them. */
const mostStreams = 30;

/** Adds `/events`. */
export const eventRoutes: ApiRoutes = (app, tools) => {
  const open = new Map<string, number>();
  app.get(
    '/events',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['jobs'], summary: 'Jobs as they move (server-sent events; understands Last-Event-ID)' },
    },
    async (request, reply) => {
      const { id } = personOf(request);
      const count = (open.get(id) ?? 0) + 1;
      if (count > mostStreams) throw tooManyStreams();
      open.set(id, count);
      const stream = openStream(reply, tools.clock);
      stream.onGone(() => void open.set(id, (open.get(id) ?? 1) - 1));
      await tellMoves(tools, request, stream);
    },
  );
};

async function tellMoves(tools: ApiTools, request: FastifyRequest, stream: Stream): Promise<void> {
  const { estate } = personOf(request);
  const heartbeat = setInterval(() => void beat(tools, request, stream), tools.heartbeatMs ?? usualHeartbeatMs);
  stream.onGone(() => clearInterval(heartbeat));
  tools.jobs.watch(estate, (moved) => stream.tell(jobAnswer(moved)), stream.gone);
  const since = lastTold(request);
  if (since === undefined) return;
  const moved = await jobsMovedSince(tools.databaseOf(personOf(request)), estate, since).catch(() => []);
  for (const job of moved) stream.tell(job);
}

/** Where the database does not answer, nobody is sent away for it. */
async function beat(tools: ApiTools, request: FastifyRequest, stream: Stream): Promise<void> {
  if (await isStillKnown(request, tools).catch(() => true)) stream.beat();
  else stream.end();
}

function lastTold({ headers }: FastifyRequest): Date | undefined {
  const said = headers['last-event-id'];
  if (typeof said !== 'string' || !/^\d{1,15}$/.test(said)) return undefined;
  return new Date(Number(said) - overlapMs);
}

interface Stream {
  readonly gone: AbortSignal;
  readonly tell: (job: JobAnswer) => void;
  readonly beat: () => void;
  readonly end: () => void;
  readonly onGone: (action: () => void) => void;
}

/** Out of Fastify's hands: a stream has no end to serialise. Its headers so far are kept. */
function openStream(reply: FastifyReply, clock: () => Date): Stream {
  const gone = new AbortController();
  reply.hijack();
  const { raw } = reply;
  raw.on('close', () => gone.abort());
  raw.writeHead(200, {
    ...headersOf(reply.getHeaders()),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  });
  // An id without an event: whoever is cut off before the first one knows from when on to ask.
  raw.write(`retry: 3000\nid: ${clock().getTime()}\n\n`);
  return {
    gone: gone.signal,
    tell: (job) => void raw.write(`id: ${clock().getTime()}\nevent: job\ndata: ${JSON.stringify(job)}\n\n`),
    beat: () => void raw.write(': still here\n\n'),
    end: () => void raw.end(),
    onGone: (action) => gone.signal.addEventListener('abort', action, { once: true }),
  };
}

function headersOf(
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value : String(value)]],
    ),
  );
}

function tooManyStreams(): Problem {
  return new Problem(
    'tryAgain',
    'TOO_MANY_STREAMS',
    sentence(
      'Trop de pages suivent déjà le travail en cours. Fermez-en.',
      'Too many pages follow the work already. Close some.',
    ),
  );
}
