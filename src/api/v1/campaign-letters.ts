/** The letters of a campaign: to whom, what they say, and those of which nobody knows whether they left. */
import { readFileSync } from 'node:fs';
import { exclusionSentence } from '../../8-campaign/campaigns/exclusion-sentence.ts';
import { type LetterPreview, previewCampaign } from '../../8-campaign/campaigns/preview-campaign.ts';
import { sampleLinks } from '../../8-campaign/letters-of/sample-links.ts';
import { heldLetters, releaseHeld } from '../../8-campaign/outbox/release-held.ts';
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import {
  type Addressee,
  addresseePageSchema,
  addresseesQuery,
  campaignParams,
  type HeldLetterAnswer,
  heldListSchema,
  previewPageQuery,
  previewQuery,
  previewsSchema,
  releasedSchema,
  releaseSchema,
} from '../contract/campaigns.ts';
import { listQuery } from '../contract/lists.ts';
import { notFound } from '../problem.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { campaignOf } from './campaigns.ts';
import { letterPolicy } from './letter-policy.ts';
import { type Condition, type ListShape, readList } from './lists/list.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import type { Person } from './person.ts';
import { pageWords, unlessRefused } from './refusals.ts';

const foundClients = loadSql(import.meta.url, './recommendations/found-clients.sql');

const shape: ListShape = {
  name: 'addressees',
  base: readFileSync(new URL('./campaigns/addressees.sql', import.meta.url), 'utf8'),
  key: '"clientCode"',
  sorts: { client: { by: '"clientCode"', type: 'text' } },
  usual: 'client',
};

const heldShape: ShortShape<HeldLetterAnswer> = {
  key: ({ letterId }) => letterId,
  words: ({ clientCode, kind, sentence: said }) => `${clientCode} ${kind} ${said.fr} ${said.en}`,
  sorts: { client: ({ clientCode }) => clientCode, firstTriedAt: ({ firstTriedAt }) => firstTriedAt ?? '' },
  usual: 'client',
};

type AddresseeRow = Omit<Addressee, 'sentence' | 'acceptedAt'> & { readonly acceptedAt: Date | null };

/** Adds the letters of `/campaigns/:campaignId`. */
export const campaignLetterRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/campaigns/:campaignId/audience',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'Whom the campaign found: their letter, or why there is none',
        params: campaignParams,
        querystring: addresseesQuery,
        response: { 200: addresseePageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { campaignId } = await campaignOf(database, estate, request.params.campaignId);
      const { sort, after, limit, state, code, q } = request.query;
      const where: Condition[] = [
        ...(state === undefined ? [] : [{ sql: `state = :'state'`, values: { state } }]),
        ...(code === undefined ? [] : [{ sql: `code = :'code'`, values: { code } }]),
      ];
      if (q !== undefined && q.trim() !== '') {
        const found = (await database.rows<{ code: string }>(foundClients, { estate, q })).map((row) => row.code);
        where.push({ sql: `"clientCode" = any(:'found'::text[])`, values: { found } });
      }
      const values = { campaign_id: campaignId };
      const page = await readList<AddresseeRow>(database, shape, { estate, sort, after, limit, where, values });
      return { ...page, items: page.items.map(addresseeAnswer) };
    },
  );

  app.get(
    '/campaigns/:campaignId/preview',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'The letter of one client, or the first of each kind, as text',
        params: campaignParams,
        querystring: previewQuery,
        response: { 200: previewsSchema },
      },
    },
    async (request) => {
      const { client } = request.query;
      const previews = await previewsOf(tools, personOf(request), request.params.campaignId, client);
      return {
        letters: previews.map(({ clientCode, kind, rendered: { subject, preheader, text } }) => ({
          clientCode,
          kind,
          subject,
          preheader,
          text,
        })),
      };
    },
  );

  app.get(
    '/campaigns/:campaignId/preview/page',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'The same letter as a page, for a frame: it runs nothing and leads nowhere',
        params: campaignParams,
        querystring: previewPageQuery,
      },
    },
    async (request, reply) => {
      const { client, kind } = request.query;
      const previews = await previewsOf(tools, personOf(request), request.params.campaignId, client);
      const shown = previews.find((preview) => kind === undefined || preview.kind === kind);
      if (!shown) throw notFound(sentence('Cette lettre', 'This letter'));
      return reply
        .header('content-security-policy', letterPolicy)
        .type('text/html; charset=utf-8')
        .send(shown.rendered.html);
    },
  );

  app.get(
    '/campaigns/:campaignId/held',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'Letters that wait for a person',
        params: campaignParams,
        querystring: listQuery,
        response: { 200: heldListSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { campaignId } = await campaignOf(database, estate, request.params.campaignId);
      const held = await heldLetters(database, { estate, campaignId });
      const letters = held.map(({ householdKey: _householdKey, ...letter }) => ({
        ...letter,
        sentence: pageWords(exclusionSentence(letter.code)),
        firstTriedAt: letter.firstTriedAt?.toISOString() ?? null,
      }));
      return pageOfShort(letters, heldShape, request.query);
    },
  );

  app.post(
    '/campaigns/:campaignId/held/release',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['campaigns'],
        summary: 'Say of held letters that they left, or that they did not',
        params: campaignParams,
        body: releaseSchema,
        response: { 200: releasedSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { campaignId } = await campaignOf(world.database, world.estate, request.params.campaignId);
      const { letterIds, verdict, reason } = request.body;
      const answer = await releaseHeld(world, {
        campaignId,
        letterIds: letterIds ?? 'all',
        verdict,
        reason,
        by: person.name,
        now: tools.clock(),
      });
      return unlessRefused(answer);
    },
  );
};

async function previewsOf(
  tools: ApiTools,
  person: Person,
  campaign: string,
  client: string | undefined,
): Promise<readonly LetterPreview[]> {
  const database = tools.databaseOf(person);
  const { campaignId } = await campaignOf(database, person.estate, campaign);
  return previewCampaign(database, {
    estate: person.estate,
    campaignId,
    letterId: campaignId,
    links: sampleLinks,
    ...(client === undefined ? {} : { clientCode: client.toUpperCase() }),
  });
}

function addresseeAnswer({ acceptedAt, ...row }: AddresseeRow): Addressee {
  return {
    ...row,
    sentence: row.code === null ? null : pageWords(exclusionSentence(row.code)),
    acceptedAt: acceptedAt?.toISOString() ?? null,
  };
}
