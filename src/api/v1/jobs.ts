/** The work of the house: what goes on, and what is over. */
import { sentence } from '../../values/sentence.ts';
import { jobPageSchema, jobPath, jobSchema, jobsQuery } from '../contract/jobs.ts';
import { notFound, Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { jobAnswer, readJobs } from './jobs/read-jobs.ts';
import type { Condition } from './lists/list.ts';
import { searched } from './lists/searched.ts';

const job = sentence('Ce travail', 'This job');

/** Adds `/jobs`, `/jobs/:jobId` and its cancelling. */
export const jobRoutes: ApiRoutes = (app, { jobs, databaseOf }) => {
  app.get(
    '/jobs',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['jobs'],
        summary: 'The latest work',
        querystring: jobsQuery,
        response: { 200: jobPageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const { q, kind, state, sort, after, limit } = request.query;
      const where: Condition[] = [
        ...(kind ? [{ sql: `kind = :'kind'`, values: { kind } }] : []),
        ...(state ? [{ sql: `state = :'state'`, values: { state } }] : []),
        ...searched(`kind || ' ' || "requestedBy"`, q),
      ];
      const asked = { estate, sort, after, limit, where };
      return readJobs(databaseOf(personOf(request)), asked);
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
};
