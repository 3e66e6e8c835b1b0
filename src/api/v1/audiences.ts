/** Audiences saved under a name, to be used again. */
import type { FastifyRequest } from 'fastify';
import {
  listAudiences,
  readSavedAudience,
  saveAudience,
  type SavedAudience,
} from '../../8-campaign/campaigns/audiences.ts';
import type { AudienceFilter } from '../../8-campaign/campaigns/filter.ts';
import { foldUpper } from '../../values/fold.ts';
import type { World } from '../../world.ts';
import {
  type AudienceFilterAnswer,
  audienceGivenSchema,
  audienceListSchema,
  audienceParams,
  type SavedAudienceAnswer,
} from '../contract/campaigns.ts';
import { listQuery } from '../contract/lists.ts';
import { etagOfContent, refuseUnlessSeen } from './answers.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';

const audienceShape: ShortShape<SavedAudienceAnswer> = {
  key: ({ name }) => name,
  words: ({ name, author }) => `${name} ${author}`,
  sorts: { name: ({ name }) => foldUpper(name), savedAt: ({ savedAt }) => savedAt },
  usual: 'name',
};

/** Adds `/audiences`. */
export const audienceRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/audiences',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'Saved audiences',
        querystring: listQuery,
        response: { 200: audienceListSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const saved = await listAudiences(tools.databaseOf(personOf(request)), estate);
      return pageOfShort(saved.map(audienceAnswer), audienceShape, request.query);
    },
  );

  app.put(
    '/audiences/:name',
    {
      config: { access: 'operateur', scope: 'campaigns:write' },
      schema: {
        tags: ['campaigns'],
        summary: 'Save an audience under a name',
        params: audienceParams,
        body: audienceGivenSchema,
        response: { 200: audienceListSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      await refuseOtherAudience(request, world);
      await saveAudience(world, {
        name: request.params.name,
        filter: filterOf(request.body.filter),
        author: person.name,
        now: tools.clock(),
      });
      const saved = await listAudiences(world.database, world.estate);
      return pageOfShort(saved.map(audienceAnswer), audienceShape, {});
    },
  );
};

/** Refuses to replace an audience somebody else saved meanwhile, or one of whose name the caller did not know. */
export async function refuseOtherAudience(
  request: FastifyRequest<{ Params: { name: string } }>,
  { database, estate }: World,
): Promise<void> {
  const saved = await readSavedAudience(database, estate, request.params.name);
  const answer = saved && audienceAnswer(saved);
  refuseUnlessSeen(request, answer && etagOfContent(answer), () => answer ?? null);
}

/** A saved audience as it goes over the wire. */
export function audienceAnswer({ name, filter, author, savedAt }: SavedAudience): SavedAudienceAnswer {
  return { name, filter: filterAnswer(filter), author, savedAt: savedAt.toISOString() };
}

/** A filter as it goes over the wire. */
export function filterAnswer({ scenarios, segments, clusters, clients }: AudienceFilter): AudienceFilterAnswer {
  return {
    ...(scenarios && { scenarios: [...scenarios] }),
    ...(segments && { segments: [...segments] }),
    ...(clusters && { clusters: [...clusters] }),
    ...(clients && { clients: [...clients] }),
  };
}

/** A filter as the rooms know it: an empty list of a form means nothing was said; codes of clients in capitals. */
export function filterOf({
  scenarios = [],
  segments = [],
  clusters = [],
  clients = [],
}: AudienceFilterAnswer): AudienceFilter {
  return {
    ...(scenarios.length > 0 && { scenarios }),
    ...(segments.length > 0 && { segments }),
    ...(clusters.length > 0 && { clusters }),
    ...(clients.length > 0 && { clients: clients.map((code) => code.toUpperCase()) }),
  };
}
