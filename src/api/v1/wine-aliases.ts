/** The names that mean another wine's name, and what a person says of them. */
import { z } from 'zod';
import { decideAlias, undoAlias } from '../../4-warehouse/products/decide-alias.ts';
import { aliasDecisionSchema, aliasesQuery, aliasListSchema, aliasParams, type WineAlias } from '../contract/wines.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import { readAliases } from './wines/read-wine.ts';

const shape: ShortShape<WineAlias> = {
  key: ({ aliasKey }) => aliasKey,
  words: ({ aliasKey, wineName, labels }) => `${aliasKey} ${wineName ?? ''} ${labels.join(' ')}`,
  sorts: {
    // What waits for a person first, the surest first.
    waiting: ({ state, confidence }) => (state === 'waiting' ? 0 : 1) - confidence / 10,
    name: ({ aliasKey }) => aliasKey,
  },
  usual: 'waiting',
};

/** Adds `/aliases` and `/aliases/:aliasKey`. */
export const wineAliasRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/aliases',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['wines'],
        summary: 'Names that mean another wine: what waits for a person first',
        querystring: aliasesQuery,
        response: { 200: aliasListSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const aliases = await readAliases(tools.databaseOf(person), person.estate, null);
      const { state, ...asked } = request.query;
      const wanted = aliases.filter((alias) => state === undefined || alias.state === state);
      return pageOfShort(wanted, shape, asked);
    },
  );

  app.put(
    '/aliases/:aliasKey',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['wines'],
        summary: 'Say which wine a name means; the name itself: a wine of its own',
        params: aliasParams,
        body: aliasDecisionSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const world = await tools.worldOf(personOf(request));
      await decideAlias(world, { aliasKey: request.params.aliasKey, wineKey: request.body.wineKey });
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/aliases/:aliasKey',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['wines'],
        summary: 'Take a decision about a name back: the rules speak again',
        params: aliasParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await undoAlias(await tools.worldOf(personOf(request)), request.params.aliasKey);
      return reply.code(204).send(null);
    },
  );
};
