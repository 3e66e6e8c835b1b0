/** Campaigns: their list, one of them as it stands, and the making of drafts. */
import { needsFourEyes } from '../../7-audit/approvals/approval.ts';
import { campaignApproval, campaignConfirmation } from '../../7-audit/approvals/decide-campaign.ts';
import { campaignCan } from '../../8-campaign/campaign.ts';
import { listAudiences } from '../../8-campaign/campaigns/audiences.ts';
import { campaignCounts } from '../../8-campaign/campaigns/campaign-counts.ts';
import { campaignHashes } from '../../8-campaign/campaigns/campaign-hashes.ts';
import {
  type CampaignListed,
  campaignResults,
  type CampaignResults,
  campaignsWithResults,
} from '../../8-campaign/campaigns/campaign-results.ts';
import { type CampaignRow, readCampaignRow } from '../../8-campaign/campaigns/campaign-row.ts';
import { createCampaign, rebuildCampaign } from '../../8-campaign/campaigns/create-campaign.ts';
import { exclusionSentence } from '../../8-campaign/campaigns/exclusion-sentence.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { foldUpper } from '../../values/fold.ts';
import { sentence } from '../../values/sentence.ts';
import type { World } from '../../world.ts';
import {
  type CampaignAnswer,
  type CampaignChoices,
  type CampaignListedAnswer,
  campaignListSchema,
  campaignMadeSchema,
  campaignParams,
  type CampaignResultsAnswer,
  campaignSchema,
  choicesSchema,
  newCampaignSchema,
} from '../contract/campaigns.ts';
import { listQuery } from '../contract/lists.ts';
import { notFound } from '../problem.ts';
import { etagOfContent } from './answers.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { audienceAnswer, filterAnswer, filterOf } from './audiences.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import { pageWords, unlessRefused } from './refusals.ts';

const selectChoices = loadSql(import.meta.url, './campaigns/choices.sql');
const selectDecision = loadSql(import.meta.url, './campaigns/last-decision.sql');

const campaignShape: ShortShape<CampaignListedAnswer> = {
  key: ({ campaignId }) => campaignId,
  words: ({ name, author, state, kind }) => `${name} ${author} ${state} ${kind}`,
  sorts: {
    createdAt: ({ createdAt }) => createdAt,
    name: ({ name }) => foldUpper(name),
    letters: ({ results }) => results.letters,
  },
  usual: '-createdAt',
};

/** Adds `/campaigns` and `/campaigns/:campaignId`. */
export const campaignRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/campaigns',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'Every campaign with its results, the newest first',
        querystring: listQuery,
        response: { 200: campaignListSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const campaigns = await campaignsWithResults(tools.databaseOf(personOf(request)), estate);
      return pageOfShort(campaigns.map(listedAnswer), campaignShape, request.query);
    },
  );

  app.get(
    '/campaigns/choices',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'What a campaign may be made of',
        response: { 200: choicesSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      return readChoices(tools.databaseOf(personOf(request)), estate, tools.clock());
    },
  );

  app.post(
    '/campaigns',
    {
      config: { access: 'operateur', scope: 'campaigns:write' },
      schema: {
        tags: ['campaigns'],
        summary: 'Write a draft from what is approved; nothing is sent',
        body: newCampaignSchema,
        response: { 201: campaignMadeSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const { filter, savedAudience, offer, kind, language, sendAfter, name } = request.body;
      const made = await createCampaign(await tools.worldOf(person), {
        name,
        filter: {
          ...filterOf(filter),
          ...(savedAudience === undefined ? {} : { savedAudience }),
          ...(offer === undefined ? {} : { offer }),
        },
        author: person.name,
        now: tools.clock(),
        ...(kind === undefined ? {} : { kind }),
        ...(language === undefined ? {} : { language }),
        ...(sendAfter === undefined ? {} : { sendAfter: new Date(sendAfter) }),
      });
      const { campaignId, warnings } = unlessRefused(made);
      return reply.code(201).send({ campaignId, warnings: [...warnings] });
    },
  );

  app.get(
    '/campaigns/:campaignId',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['campaigns'],
        summary: 'One campaign as it stands',
        params: campaignParams,
        response: { 200: campaignSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const campaign = await readCampaign(tools, await tools.worldOf(person), request.params.campaignId);
      reply.header('etag', windowEtag(campaign));
      return campaign;
    },
  );

  app.post(
    '/campaigns/:campaignId/rebuild',
    {
      config: { access: 'operateur', scope: 'campaigns:write' },
      schema: {
        tags: ['campaigns'],
        summary: 'Write a draft again, with the approvals, prices and words of now',
        params: campaignParams,
        response: { 200: campaignMadeSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { campaignId } = request.params;
      const now = tools.clock();
      const made = await rebuildCampaign(await tools.worldOf(person), { campaignId, by: person.name, now });
      return { campaignId, warnings: [...unlessRefused(made).warnings] };
    },
  );
};

/** What of a campaign its window is changed from. */
export function windowEtag({
  state,
  sendAfter,
  sendBefore,
}: {
  readonly state: string;
  readonly sendAfter: Date | string | null;
  readonly sendBefore: Date | string | null;
}): string {
  return etagOfContent({ state, sendAfter: instantText(sendAfter), sendBefore: instantText(sendBefore) });
}

function instantText(at: Date | string | null): string | null {
  return at instanceof Date ? at.toISOString() : at;
}

/** The campaign of an id; 404 for any other. */
export async function campaignOf(session: Session, estate: string, campaignId: string): Promise<CampaignRow> {
  const row = await readCampaignRow(session, estate, campaignId);
  if (!row) throw notFound(sentence('Cette campagne', 'This campaign'));
  return row;
}

/** Results as they go over the wire. */
export function resultsAnswer(results: CampaignResults): CampaignResultsAnswer {
  return { ...results, lastAcceptedAt: results.lastAcceptedAt?.toISOString() ?? null };
}

function listedAnswer(listed: CampaignListed): CampaignListedAnswer {
  return { ...listed, ...instantsOf(listed), results: resultsAnswer(listed.results) };
}

function instantsOf({
  sendAfter,
  sendBefore,
  createdAt,
  startedAt,
  endedAt,
}: Pick<CampaignRow, 'sendAfter' | 'sendBefore' | 'createdAt' | 'startedAt' | 'endedAt'>) {
  return {
    sendAfter: sendAfter?.toISOString() ?? null,
    sendBefore: sendBefore?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

async function readCampaign(tools: ApiTools, world: World, campaignId: string): Promise<CampaignAnswer> {
  const { database, estate } = world;
  const key = { estate, campaignId };
  const row = await campaignOf(database, estate, campaignId);
  const results = await campaignResults(database, key);
  const { exclusions } = await campaignCounts(database, key);
  const { savedAudience, offer } = row.filter;
  const { isBlocked, letterCount, findings } = row.verdict;
  return {
    campaignId,
    name: row.name,
    state: row.state,
    origin: row.origin,
    kind: row.kind,
    language: row.language,
    channel: row.channel,
    isDryRun: row.isDryRun,
    author: row.author,
    stopReason: row.stopReason,
    ...instantsOf(row),
    filter: {
      ...filterAnswer(row.filter),
      ...(savedAudience === undefined ? {} : { savedAudience }),
      ...(offer === undefined ? {} : { offer: { ...offer } }),
    },
    results: resultsAnswer(results),
    exclusions: exclusions.map(({ code, clients, exampleClient }) => ({
      code,
      clients,
      exampleClient,
      sentence: pageWords(exclusionSentence(code)),
    })),
    verdict: {
      isBlocked,
      letterCount,
      findings: findings.map((finding) => ({ ...finding, sentence: { ...finding.sentence } })),
    },
    approval: await readApproval(world, row, { at: tools.clock(), letterCount: results.letters }),
    can: { ...campaignCan[row.state] },
    job: await latestJob(tools, estate, campaignId),
  };
}

interface LastDecision {
  readonly decidedBy: string;
  readonly decidedAt: Date;
  readonly reason: string | null;
  readonly effectiveAt: Date;
  readonly expiresAt: Date;
}

async function readApproval(
  { database, estate, settings }: World,
  { campaignId, name }: CampaignRow,
  { at, letterCount }: { readonly at: Date; readonly letterCount: number },
): Promise<CampaignAnswer['approval']> {
  const hashes = await campaignHashes(database, { estate, campaignId });
  const last = await database.one<LastDecision>(selectDecision, { estate, campaign_id: campaignId });
  const { people, delay_minutes: delayMinutes } = settings.approval;
  const isShared = needsFourEyes(people);
  return {
    state: await campaignApproval(database, { estate, campaignId, ...hashes, at }),
    decidedBy: last?.decidedBy ?? null,
    decidedAt: last?.decidedAt.toISOString() ?? null,
    reason: last?.reason ?? null,
    effectiveAt: last?.effectiveAt.toISOString() ?? null,
    expiresAt: last?.expiresAt.toISOString() ?? null,
    needsFourEyes: isShared,
    people: [...people],
    delayMinutes,
    confirmation: isShared ? null : campaignConfirmation({ name, letterCount }),
  };
}

async function latestJob({ jobs }: ApiTools, estate: string, campaignId: string): Promise<CampaignAnswer['job']> {
  const asked = await jobs.list(estate, { kind: 'send_campaign', limit: 100 });
  const own = asked.find(({ payload }) => payload['campaignId'] === campaignId);
  return own ? { jobId: own.jobId, state: own.state } : null;
}

async function readChoices(session: Session, estate: string, at: Date): Promise<CampaignChoices> {
  const rows = await session.rows<{ kind: string; name: string; clients: number }>(selectChoices, {
    estate,
    at: at.toISOString(),
  });
  const of = (wanted: string) =>
    rows.filter(({ kind, name }) => kind === wanted && name !== '').map(({ name, clients }) => ({ name, clients }));
  return {
    scenarios: of('scenario'),
    segments: of('segment'),
    clusters: of('cluster'),
    audiences: (await listAudiences(session, estate)).map(audienceAnswer),
    approvedClients: rows.find(({ kind }) => kind === 'all')?.clients ?? 0,
  };
}
