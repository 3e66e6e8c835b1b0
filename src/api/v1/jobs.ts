/** The work of the house: what goes on, what is over, and a stream of what moves. */
import { z } from 'zod';
import { type Job, jobKinds } from '../../scheduler/jobs.ts';
import { sentence } from '../../values/sentence.ts';
import { type JobAnswer, jobPath, jobSchema, jobsQuery } from '../contract/jobs.ts';
import { notFound, Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';

/** A comment so often keeps proxies from closing a stream on which nothing happens. */
const heartbeatMs = 25_000;
const job = sentence('Ce travail', 'This job');

/** Adds `/jobs`, `/jobs/:jobId`, its cancelling, and `/events`. */
export const jobRoutes: ApiRoutes = (app, { jobs }) => {
  app.get(
    '/jobs',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['jobs'],
        summary: 'The latest work',
        querystring: jobsQuery,
        response: { 200: z.object({ items: z.array(jobSchema) }) },
      },
    },
    async (request) => {
      const kind = jobKinds.find((known) => known === request.query.kind);
      const found = await jobs.list(personOf(request).estate, {
        ...(kind && { kind }),
        limit: request.query.limit ?? 50,
      });
      return { items: found.map(jobAnswer) };
    },
  );

  app.get(
    '/jobs/:jobId',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['jobs'], summary: 'One piece of work', params: jobPath, response: { 200: jobSchema } },
    },
    async (request) => {
      const found = await jobs.read(personOf(request).estate, request.params.jobId);
      if (!found) throw notFound(job);
      return jobAnswer(found);
    },
  );

  app.post(
    '/jobs/:jobId/cancel',
    {
      config: { access: 'operateur', scope: 'runs:write' },
      schema: { tags: ['jobs'], summary: 'Ask a job to stop', params: jobPath, response: { 200: jobSchema } },
    },
    async (request) => {
      const { estate, name } = personOf(request);
      const { jobId } = request.params;
      const isAsked = await jobs.cancel(estate, jobId, name);
      const found = await jobs.read(estate, jobId);
      if (!found) throw notFound(job);
      if (!isAsked)
        throw new Problem('refused', 'JOB_OVER', sentence('Ce travail est déjà fini.', 'This job is over already.'));
      return jobAnswer(found);
    },
  );

  app.get(
    '/events',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['jobs'], summary: 'Jobs as they move (server-sent events)' },
    },
    (request, reply) => {
      const gone = new AbortController();
      // Out of Fastify's hands: a stream has no end to serialise. Its headers so far are kept.
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        ...headersOf(reply.getHeaders()),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      raw.write('retry: 3000\n\n');
      const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMs);
      raw.on('close', () => {
        clearInterval(heartbeat);
        gone.abort();
      });
      jobs.watch(
        personOf(request).estate,
        (moved) => raw.write(`event: job\ndata: ${JSON.stringify(jobAnswer(moved))}\n\n`),
        gone.signal,
      );
    },
  );
};

function headersOf(
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value : String(value)]],
    ),
  );
}

/** A job as it goes over the wire. */
export function jobAnswer(found: Job): JobAnswer {
  const { jobId, kind, state, requestedBy, progress, result, error, cancelAskedBy } = found;
  return {
    jobId,
    kind,
    state,
    requestedBy,
    progress,
    result: result === null ? null : { ...result },
    error,
    cancelAskedBy,
    slotAt: found.slotAt?.toISOString() ?? null,
    requestedAt: found.requestedAt.toISOString(),
    startedAt: found.startedAt?.toISOString() ?? null,
    endedAt: found.endedAt?.toISOString() ?? null,
  };
}
