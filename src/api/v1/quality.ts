/** How good the lists are: what the audit found, and what the recommender would have found in the past. */
import { acceptWeights } from '../../6-recommend/evaluate/accept-weights.ts';
import { conclusionOnPage } from '../../6-recommend/evaluate/conclusion.ts';
import { lastEvaluations } from '../../6-recommend/evaluate/last-evaluations.ts';
import type { EvaluationReport } from '../../6-recommend/evaluate/report.ts';
import { loadSql } from '../../db/sql.ts';
import { sentence } from '../../values/sentence.ts';
import { stableJson } from '../../values/stable-json.ts';
import { jobAskedSchema } from '../contract/jobs.ts';
import {
  type AuditedList,
  acceptWeightsSchema,
  type Evaluations,
  evaluationsSchema,
  type Quality,
  qualitySchema,
  worstQuery,
  worstSchema,
} from '../contract/quality.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import type { Person } from './person.ts';

const selectAudit = loadSql(import.meta.url, './quality.sql');
const selectHistory = loadSql(import.meta.url, './quality-history.sql');
const selectDataHistory = loadSql(import.meta.url, './data-score-history.sql');
const selectWorst = loadSql(import.meta.url, './worst-lists.sql');

type AuditRow = Omit<NonNullable<Quality['audit']>, 'computedAt'> & { readonly computedAt: Date };

/** Adds `/quality`, `/quality/worst`, `/evaluations` and taking the weights one proposes. */
export const qualityRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/quality',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['quality'], summary: 'What the audit found', response: { 200: qualitySchema } },
    },
    async (request) => {
      const { estate } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const audit = await database.one<AuditRow>(selectAudit, { estate });
      return {
        audit: audit ? { ...audit, computedAt: audit.computedAt.toISOString() } : null,
        history: await database.rows<Quality['history'][number]>(selectHistory, { estate }),
        dataHistory: await database.rows<Quality['dataHistory'][number]>(selectDataHistory, { estate }),
      };
    },
  );

  app.get(
    '/quality/worst',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['quality'],
        summary: 'The lists that scored worst, of one rule or of all',
        querystring: worstQuery,
        response: { 200: worstSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const { code, limit } = request.query;
      const items = await tools
        .databaseOf(personOf(request))
        .rows<AuditedList>(selectWorst, { estate, code: code ?? null, limit });
      return { items, next: null };
    },
  );

  app.get(
    '/evaluations',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['quality'],
        summary: 'How good the recommendations would have been on the past',
        response: { 200: evaluationsSchema },
      },
    },
    async (request) => evaluationsAnswer(tools, personOf(request)),
  );

  app.post(
    '/evaluations',
    {
      config: { access: 'operateur' },
      schema: { tags: ['quality'], summary: 'Evaluate anew', response: { 202: jobAskedSchema } },
    },
    async (request, reply) => {
      const { estate, name } = personOf(request);
      const { jobId } = await tools.jobs.request({ estate, kind: 'evaluate', requestedBy: name });
      return reply.code(202).send({ jobId });
    },
  );

  app.post(
    '/evaluations/accept-weights',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['quality'],
        summary: 'Take the weights the latest evaluation proposes',
        body: acceptWeightsSchema,
        response: { 200: evaluationsSchema },
      },
    },
    async (request) => {
      const { inputsHash, reason } = request.body;
      const world = await tools.worldOf(personOf(request));
      const [latest] = await lastEvaluations(world.database, world.estate, 1);
      if (!latest?.report || latest.inputsHash !== inputsHash) throw anotherSince();
      await acceptWeights(world, latest.report, reason);
      return evaluationsAnswer(tools, personOf(request));
    },
  );
};

async function evaluationsAnswer(tools: ApiTools, person: Person): Promise<Evaluations> {
  const world = await tools.worldOf(person);
  const listed = await lastEvaluations(world.database, person.estate);
  const [newest] = listed;
  const proposed = newest?.report?.weights.proposed ?? null;
  return {
    latest: newest?.report ? evaluationsSchema.shape.latest.parse(forPage(newest.report, newest.computedAt)) : null,
    isProposalTaken: proposed !== null && stableJson(proposed) === stableJson(world.settings.weights),
    history: listed.map(({ report: _report, computedAt, ...one }) => ({
      ...one,
      computedAt: computedAt.toISOString(),
    })),
  };
}

function forPage(report: EvaluationReport, computedAt: Date): object {
  return { ...report, conclusion: conclusionOnPage(report.conclusion), computedAt: computedAt.toISOString() };
}

function anotherSince(): Problem {
  return new Problem(
    'refused',
    'EVALUATED_SINCE',
    sentence(
      'Une autre évaluation a été faite depuis : relisez-la avant de prendre ses réglages.',
      'Another evaluation was made since: read it before taking its weights.',
    ),
  );
}
