/** A choice of clients kept from their list under a name, for lists and campaigns (`/audiences` gives them all). */
import type { AudienceFilter } from '../../8-campaign/campaigns/filter.ts';
import { saveAudience } from '../../8-campaign/campaigns/audiences.ts';
import { RefusedByRule } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import {
  audienceName,
  audienceFromClientsSchema,
  audienceSavedSchema,
  type ClientFilters,
} from '../contract/clients.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { refuseOtherAudience } from './audiences.ts';
import { readClientCodes } from './clients/read-clients.ts';

/** A list of names longer than this is no choice any more. */
const mostNamed = 5_000;

/** Adds `/clients/audiences/:name`. */
export const clientAudienceRoutes: ApiRoutes = (app, tools) => {
  app.put(
    '/clients/audiences/:name',
    {
      config: { access: 'operateur' },
      schema: {
        tags: ['clients'],
        summary: 'Keep the clients some filters leave under a name',
        params: audienceName,
        body: audienceFromClientsSchema,
        response: { 200: audienceSavedSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { name } = request.params;
      await refuseOtherAudience(request, world);
      const codes = await readClientCodes(world.database, person.estate, request.body.filters, 1_000_000);
      const filter = livingFilter(request.body.filters) ?? { clients: namedOf(codes) };
      await saveAudience(world, { name, filter, author: person.name, now: world.clock() });
      return { name, isFrozen: filter.clients !== undefined, clientCount: codes.length };
    },
  );
};

/** Filters an audience can follow by itself: a segment, a group, and nothing besides. */
function livingFilter({ segment, cluster, ...others }: ClientFilters): AudienceFilter | undefined {
  const isPlain = Object.values(others).every((value) => value === undefined || value === '');
  if (!isPlain || (segment === undefined && cluster === undefined)) return undefined;
  return {
    ...(segment === undefined ? {} : { segments: [segment] }),
    ...(cluster === undefined ? {} : { clusters: [String(cluster)] }),
  };
}

function namedOf(codes: readonly string[]): readonly string[] {
  if (codes.length > 0 && codes.length <= mostNamed) return codes;
  throw new RefusedByRule(
    codes.length === 0 ? 'NOBODY_CHOSEN' : 'TOO_MANY_CHOSEN',
    codes.length === 0
      ? sentence(
          'Ces filtres ne laissent personne : rien à enregistrer.',
          'These filters leave nobody: nothing to save.',
        )
      : sentence(
          'Ces filtres laissent plus de 5 000 clients : choisissez un segment ou un groupe, ou affinez.',
          'These filters leave more than 5,000 clients: choose a segment or a group, or narrow them.',
        ),
  );
}
