/** One client: the page, what happened, what a person corrects, and the client's own rights (access, erasure). */
import { z } from 'zod';
import { correctClientColumns } from '../../4-warehouse/clients/correct-client.ts';
import { refuseLetters } from '../../4-warehouse/consent/refuse-letters.ts';
import { sayProfiling } from '../../4-warehouse/consent/say-profiling.ts';
import { localTimeOf } from '../../8-campaign/outbox/estate-clock.ts';
import { RefusedByRule } from '../../errors.ts';
import { clientExportCsv, exportClient } from '../../erasure/export-client.ts';
import { writeJournal } from '../../journal/journal.ts';
import { parseClientCode } from '../../values/client-code.ts';
import { sentence } from '../../values/sentence.ts';
import {
  clientChangeSchema,
  clientParams,
  clientSchema,
  eraseSchema,
  ownDataQuery,
  profilingSchema,
  refuseSchema,
  timelinePageSchema,
  timelineQuery,
} from '../contract/clients.ts';
import { jobAskedSchema } from '../contract/jobs.ts';
import { changedMeanwhile, etagOf, versionSeen } from './answers.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { readClient } from './clients/read-client.ts';
import { readTimeline } from './clients/timeline.ts';

/** Adds `/clients/:code`, its timeline, its corrections, `…/own-data`, `…/refuse-letters` and `…/erase`. */
export const clientRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/clients/:code',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['clients'],
        summary: 'The page of one client',
        params: clientParams,
        response: { 200: clientSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const client = await readClient(tools.databaseOf(person), person.estate, codeOf(request.params.code));
      reply.header('etag', etagOf(client.version));
      return client;
    },
  );

  app.get(
    '/clients/:code/timeline',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['clients'],
        summary: 'Orders, letters, consents, notes and tasks of a client, the latest first',
        params: clientParams,
        querystring: timelineQuery,
        response: { 200: timelinePageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const key = { estate: person.estate, clientCode: codeOf(request.params.code) };
      return readTimeline(tools.databaseOf(person), key, request.query);
    },
  );

  app.patch(
    '/clients/:code',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary: 'Correct a client: what is said here wins over every export; null lets the exports speak again',
        params: clientParams,
        body: clientChangeSchema,
        response: { 200: clientSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const client = codeOf(request.params.code);
      const seen = versionSeen(request);
      const corrections = Object.entries(request.body).map(([column, value]) => ({
        column,
        value: value ?? undefined,
      }));
      const isDone = await correctClientColumns(await tools.worldOf(person), { client, corrections, seen });
      const now = await readClient(tools.databaseOf(person), person.estate, client);
      if (!isDone) throw changedMeanwhile(now);
      reply.header('etag', etagOf(now.version));
      return now;
    },
  );

  app.get(
    '/clients/:code/own-data',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary: 'Everything kept about a client, for the client (right of access)',
        params: clientParams,
        querystring: ownDataQuery,
        response: { 200: z.unknown() },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const known = await exportClient(world, codeOf(request.params.code));
      await writeJournal(world.database, {
        estate: person.estate,
        actor: person.name,
        action: 'client.exported',
        subject: `client ${known.client}`,
      });
      const { format } = request.query;
      void reply.header('content-disposition', `attachment; filename="client-${known.client}.${format}"`);
      const text = format === 'csv' ? clientExportCsv(known) : `${JSON.stringify(known, null, 2)}\n`;
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .serializer(String)
        .send(text);
    },
  );

  app.post(
    '/clients/:code/refuse-letters',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary: 'The client said that no letter shall come any more: in effect at once, and no import undoes it',
        params: clientParams,
        body: refuseSchema,
        response: { 200: clientSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const client = codeOf(request.params.code);
      const world = await tools.worldOf(person);
      const on = localTimeOf(world.clock(), world.settings.week.timezone).day;
      await refuseLetters(world, { client, why: request.body.why, on });
      return readClient(tools.databaseOf(person), person.estate, client);
    },
  );

  app.post(
    '/clients/:code/profiling',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary:
          'The client objects to being profiled, or takes it back: in effect with the next computation; letters are another matter',
        params: clientParams,
        body: profilingSchema,
        response: { 200: clientSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const client = codeOf(request.params.code);
      const world = await tools.worldOf(person);
      const on = localTimeOf(world.clock(), world.settings.week.timezone).day;
      await sayProfiling(world, { client, ...request.body, on });
      return readClient(tools.databaseOf(person), person.estate, client);
    },
  );

  app.post(
    '/clients/:code/erase',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['clients'],
        summary: 'Forget a client for good, everywhere; the code is typed once more',
        params: clientParams,
        body: eraseSchema,
        response: { 202: jobAskedSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const client = codeOf(request.params.code);
      const { confirm, why } = request.body;
      if (codeOf(confirm) !== client) throw notConfirmed();
      await readClient(tools.databaseOf(person), person.estate, client);
      const { jobId } = await tools.jobs.request({
        estate: person.estate,
        kind: 'erase_client',
        payload: { client, why },
        requestedBy: person.name,
      });
      return reply.code(202).send({ jobId });
    },
  );
};

/** The code as the house writes it; what is no code finds nobody. */
export function codeOf(written: string): string {
  const read = parseClientCode(written);
  return typeof read === 'string' ? read : written;
}

function notConfirmed(): RefusedByRule {
  return new RefusedByRule(
    'CONFIRMATION_NEEDED',
    sentence(
      'Effacer une personne ne se défait pas : écrivez son code une seconde fois.',
      'Forgetting a person cannot be undone: type their code a second time.',
    ),
  );
}
