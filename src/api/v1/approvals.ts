/** What waits for a named person's word on recommendations: the queue, what a word would cover, the word, and taking it back. */
import { readFileSync } from 'node:fs';
import { needsFourEyes } from '../../7-audit/approvals/approval.ts';
import {
  decideRecommendations,
  foreseeDecision,
  type RecommendationScope,
} from '../../7-audit/approvals/decide-recommendations.ts';
import { undoDecision } from '../../7-audit/approvals/undo-decision.ts';
import { lastAudit } from '../../7-audit/last-audit.ts';
import { campaignsWithResults } from '../../8-campaign/campaigns/campaign-results.ts';
import { readCampaignRow } from '../../8-campaign/campaigns/campaign-row.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import {
  approvalDoneSchema,
  type ApprovalGiven,
  approvalGivenSchema,
  approvalParams,
  type ApprovalSummary,
  approvalSummarySchema,
  foreseenSchema,
  foreseeQuery,
  type QueueCounts,
  type QueuedClient,
  queuePageSchema,
  queueQuery,
  type QueueState,
  undoneSchema,
} from '../contract/approvals.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { type Condition, type ListShape, readList } from './lists/list.ts';
import { decidedAmongFew, stoppedAmongFew } from './recommendations/among-few.ts';
import { unlessRefused } from './refusals.ts';

const countsBySegment = loadSql(import.meta.url, './approvals/counts-by-segment.sql');
const currentRun = loadSql(import.meta.url, './approvals/current-run.sql');
const foundClients = loadSql(import.meta.url, './recommendations/found-clients.sql');

const shape: ListShape = {
  name: 'approval queue',
  base: readFileSync(new URL('./approvals/queue.sql', import.meta.url), 'utf8'),
  key: '"clientCode"',
  sorts: { value: { by: 'net_ht', type: 'numeric' } },
  usual: '-value',
};

/** Adds `/approvals`. */
export const approvalRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/approvals/queue',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['approvals'],
        summary: 'The clients whose wines wait for a word, the most valuable first',
        querystring: queueQuery,
        response: { 200: queuePageSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { sort, after, limit } = request.query;
      const run = await readRun(database, estate);
      if (!run) return { items: [], next: null };
      const where = await conditionsOf(database, { estate, inputsHash: run.inputsHash }, request.query);
      const values = { inputs_hash: run.inputsHash, at: tools.clock().toISOString() };
      return readList<QueuedClient>(database, shape, { estate, sort, after, limit, where, values });
    },
  );

  app.get(
    '/approvals/summary',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['approvals'],
        summary: 'How far the deciding is, and under which rules',
        response: { 200: approvalSummarySchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { database, estate, settings } = await tools.worldOf(person);
      const run = await readRun(database, estate);
      const bySegment = await database.rows<QueueCounts & { segment: string }>(countsBySegment, {
        estate,
        inputs_hash: run?.inputsHash ?? '',
        at: tools.clock().toISOString(),
      });
      const { people, delay_minutes: delayMinutes, expires_days: expiresDays } = settings.approval;
      return {
        asOf: run?.asOf ?? null,
        counts: sumOf(bySegment),
        bySegment,
        gate: await readGate(database, estate),
        rules: {
          people: [...people],
          needsFourEyes: needsFourEyes(people),
          delayMinutes,
          expiresDays,
          mayYouApprove: people.length === 0 || people.includes(person.name),
        },
        campaigns: await draftsOf(database, estate),
      };
    },
  );

  app.get(
    '/approvals/foresee',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['approvals'],
        summary: 'What a decision would cover, were it taken now',
        querystring: foreseeQuery,
        response: { 200: foreseenSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const { decision } = request.query;
      return unlessRefused(await foreseeDecision(world, scopeOf(request.query), decision, tools.clock()));
    },
  );

  app.post(
    '/approvals',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['approvals'],
        summary: 'Approve, reject or set aside one wine, a client’s list, a segment or the whole run',
        body: approvalGivenSchema,
        response: { 201: approvalDoneSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const { decision, reason, confirmation } = request.body;
      const by = {
        decision,
        by: person.name,
        ...(reason === undefined ? {} : { reason }),
        ...(confirmation === undefined ? {} : { confirmation }),
      };
      const done = await decideRecommendations(world, scopeOf(request.body), by, tools.clock());
      return reply.code(201).send(unlessRefused(done));
    },
  );

  app.delete(
    '/approvals/:approvalId',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['approvals'],
        summary: 'Take a decision on recommendations back',
        params: approvalParams,
        response: { 200: undoneSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      return unlessRefused(await undoDecision(world, { approvalId: request.params.approvalId, by: person.name }));
    },
  );
};

function scopeOf({
  scope,
  clientCode,
  segment,
  rank,
}: Pick<ApprovalGiven, 'scope' | 'clientCode' | 'segment' | 'rank'>): RecommendationScope {
  if (scope === 'run') return { scope };
  if (scope === 'segment' && segment !== undefined) return { scope, segment };
  if (scope === 'client' && clientCode !== undefined) return { scope, clientCode };
  if (scope === 'item' && clientCode !== undefined && rank !== undefined) return { scope, clientCode, rank };
  throw new Problem(
    'wrong',
    'WRONG_SCOPE',
    sentence('Dites de qui, ou de quel segment, il s’agit.', 'Say which client, or which segment, this is about.'),
  );
}

async function readRun(
  session: Session,
  estate: string,
): Promise<{ readonly inputsHash: string; readonly asOf: string } | undefined> {
  return session.one(currentRun, { estate });
}

const stateConditions: Readonly<Record<QueueState, string>> = {
  pending: `"isEligible" and 'pending' = any(states)`,
  blocked: `not "isEligible" and 'pending' = any(states)`,
  approved: `'approved' = any(states)`,
  rejected: `'rejected' = any(states)`,
  flagged: `'flagged' = any(states)`,
};

interface Asked {
  readonly q?: string | undefined;
  readonly state?: QueueState | undefined;
  readonly segment?: string | undefined;
  readonly scenario?: string | undefined;
}

async function conditionsOf(
  session: Session,
  { estate, inputsHash }: { readonly estate: string; readonly inputsHash: string },
  asked: Asked,
): Promise<Condition[]> {
  const { q, state, segment, scenario } = asked;
  const conditions: Condition[] = [];
  if (state) conditions.push({ sql: stateConditions[state] });
  if (state === 'blocked') conditions.push(...(await stoppedAmongFew(session, estate, inputsHash)));
  else if (state && state !== 'pending') conditions.push(...(await decidedAmongFew(session, estate, state)));
  if (segment) conditions.push({ sql: `segment = :'segment'`, values: { segment } });
  if (scenario) conditions.push({ sql: `:'scenario' = any(scenarios)`, values: { scenario } });
  if (q !== undefined && q.trim() !== '') {
    const found = (await session.rows<{ code: string }>(foundClients, { estate, q })).map(({ code }) => code);
    conditions.push({ sql: `"clientCode" = any(:'found'::text[])`, values: { found } });
  }
  return conditions;
}

function sumOf(parts: readonly QueueCounts[]): QueueCounts {
  const sum = { pendingClients: 0, blockedClients: 0, pending: 0, approved: 0, rejected: 0, flagged: 0 };
  for (const part of parts) {
    sum.pendingClients += part.pendingClients;
    sum.blockedClients += part.blockedClients;
    sum.pending += part.pending;
    sum.approved += part.approved;
    sum.rejected += part.rejected;
    sum.flagged += part.flagged;
  }
  return sum;
}

async function readGate(session: Session, estate: string): Promise<ApprovalSummary['gate']> {
  const audit = await lastAudit(session, estate);
  if (!audit) return null;
  const { clients, eligible, errors, warnings, gate } = audit;
  const { isOpen, eligibleShare, minimumShare } = gate;
  return { isOpen, clients, eligible, eligibleShare, minimumShare, errors, warnings };
}

async function draftsOf(session: Session, estate: string): Promise<ApprovalSummary['campaigns']> {
  const drafts = (await campaignsWithResults(session, estate)).filter(({ state }) => state === 'draft');
  const shown: ApprovalSummary['campaigns'] = [];
  for (const { campaignId, name, author, results } of drafts.slice(0, 20)) {
    const row = await readCampaignRow(session, estate, campaignId);
    const { isBlocked = false, findings = [] } = row?.verdict ?? {};
    shown.push({ campaignId, name, author, letters: results.letters, isBlocked, findings: findings.length });
  }
  return shown;
}
