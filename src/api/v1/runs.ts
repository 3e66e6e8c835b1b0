/** The runs of the week: their history, one of them in full, and asking for another. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isWarningCode, warningSentence } from '../../3-curated/warning.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { journey } from '../../journey.ts';
import { positionOf } from '../../run/from-step.ts';
import { type Sentence, sentence } from '../../values/sentence.ts';
import { jobAskedSchema } from '../contract/jobs.ts';
import { type Run, type RunRow, runAskSchema, runPageSchema, runPath, runSchema, runsQuery } from '../contract/runs.ts';
import { notFound, Problem } from '../problem.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { pageWords } from './refusals.ts';
import { type ListShape, readList } from './lists/list.ts';
import { searched } from './lists/searched.ts';

const selectSteps = loadSql(import.meta.url, './runs/steps.sql');
const selectFiles = loadSql(import.meta.url, './runs/files.sql');
const selectChanges = loadSql(import.meta.url, './runs/document-changes.sql');
const selectOne = loadSql(import.meta.url, './runs/one.sql');

const shape: ListShape = {
  name: 'runs',
  base: readFileSync(new URL('./runs/list.sql', import.meta.url), 'utf8'),
  key: '"runId"::text',
  sorts: { startedAt: { by: '"startedAt"', type: 'timestamptz' } },
  usual: '-startedAt',
};

type ListedRun = Omit<RunRow, 'startedAt' | 'endedAt'> & { readonly startedAt: Date; readonly endedAt: Date | null };

interface StepRow {
  readonly step: string;
  readonly status: 'running' | 'done' | 'failed' | 'refused';
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly rowsRejected: number;
  readonly sentence: Sentence | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

type FileRow = Omit<Run['filesRead'][number], 'warnings'> & { readonly warnings: unknown };

interface RunFacts {
  readonly errorCode: string;
  readonly documentsChanged: number;
  readonly documentsUnchanged: number;
  readonly documentsVanished: number;
  readonly driftReason: string | null;
  readonly driftBy: string | null;
  readonly driftFindings: unknown;
  readonly beforeId: string | null;
}

/** Adds `/runs` and `/runs/:runId`. */
export const runRoutes: ApiRoutes = (app, { databaseOf, jobs }) => {
  app.get(
    '/runs',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['runs'],
        summary: 'The runs, newest first',
        querystring: runsQuery,
        response: { 200: runPageSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { status, q, ...asked } = request.query;
      const page = await readList<ListedRun>(databaseOf(person), shape, {
        ...asked,
        estate: person.estate,
        where: [
          ...(status ? [{ sql: `status = :'status'`, values: { status } }] : []),
          ...searched(`"asOf"::text || ' ' || status || ' ' || coalesce(sentence::text, '')`, q),
        ],
      });
      return { ...page, items: page.items.map(rowAnswer) };
    },
  );

  app.get(
    '/runs/:runId',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: { tags: ['runs'], summary: 'One run in full', params: runPath, response: { 200: runSchema } },
    },
    async (request) => {
      const person = personOf(request);
      const run = await readRun(databaseOf(person), person.estate, request.params.runId);
      if (!run) throw notFound(sentence('Cette semaine', 'This run'));
      return run;
    },
  );

  app.post(
    '/runs',
    {
      config: { access: 'operateur', scope: 'runs:write' },
      schema: {
        tags: ['runs'],
        summary: 'Ask for a run, whole or from a step on',
        body: runAskSchema,
        response: { 202: jobAskedSchema },
      },
    },
    async (request, reply) => {
      const { estate, name, kind } = personOf(request);
      const { fromStep, acceptDrift } = request.body;
      // The gate waits for a person (rules.md, Audit of data): a script that always says yes would be no gate.
      if (acceptDrift !== undefined && kind === 'token') throw personNeeded();
      if (fromStep !== undefined) positionOf(fromStep);
      const payload = { ...(fromStep && { fromStep }), ...(acceptDrift && { acceptDrift }) };
      const { jobId } = await jobs.request({ estate, kind: 'run', payload, requestedBy: name });
      return reply.code(202).send({ jobId });
    },
  );
};

function personNeeded(): Problem {
  return new Problem(
    'forbidden',
    'PERSON_NEEDED',
    sentence(
      'Un écart s’accepte par une personne connectée, pas par un jeton.',
      'A difference is accepted by somebody signed in, not by a token.',
    ),
  );
}

async function readRun(session: Session, estate: string, runId: string): Promise<Run | undefined> {
  const row = await readRow(session, estate, runId);
  const facts = await session.one<RunFacts>(selectOne, { estate, run_id: runId });
  if (!row || !facts) return undefined;
  const key = { estate, run_id: runId };
  const steps = await session.rows<StepRow>(selectSteps, key);
  const files = await session.rows<FileRow>(selectFiles, key);
  const { documentsNew, documentsChanged, documentsUnchanged, documentsVanished } = { ...row, ...facts };
  return {
    ...row,
    steps: stepsAnswer(steps),
    filesRead: files.map((file) => ({ ...file, warnings: warningsOf(file.warnings) })),
    documents: {
      new: documentsNew,
      changed: documentsChanged,
      unchanged: documentsUnchanged,
      vanished: documentsVanished,
    },
    documentChanges: await session.rows<Run['documentChanges'][number]>(selectChanges, key),
    drift: driftOf(row, facts),
    before: facts.beforeId ? ((await readRow(session, estate, facts.beforeId)) ?? null) : null,
  };
}

async function readRow(session: Session, estate: string, runId: string): Promise<RunRow | undefined> {
  const where = [{ sql: `"runId" = :'wanted_run'::uuid`, values: { wanted_run: runId } }];
  const { items } = await readList<ListedRun>(session, shape, { estate, where, limit: 1 });
  return items[0] && rowAnswer(items[0]);
}

function rowAnswer(row: ListedRun): RunRow {
  return {
    ...row,
    sentence: row.sentence && pageWords(row.sentence),
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** Every step of the journey, those not begun too. */
function stepsAnswer(rows: readonly StepRow[]): Run['steps'] {
  return journey.map(({ step, room, title }) => {
    const row = rows.find((known) => known.step === step);
    return {
      step,
      room,
      title,
      state: stateOf(row?.status),
      rowsRead: row?.rowsRead ?? 0,
      rowsWritten: row?.rowsWritten ?? 0,
      rowsRejected: row?.rowsRejected ?? 0,
      sentence: row?.sentence ?? null,
      startedAt: row?.startedAt.toISOString() ?? null,
      endedAt: row?.endedAt?.toISOString() ?? null,
    };
  });
}

function stateOf(status: StepRow['status'] | undefined): Run['steps'][number]['state'] {
  if (status === undefined) return 'waiting';
  return status === 'failed' || status === 'refused' ? 'stopped' : status;
}

const warningsSchema = z.record(
  z.string(),
  z.object({ count: z.number(), examples: z.array(z.object({ line: z.number() })).default([]) }),
);

/** The counted warnings of a file as sentences, each with a line to look at. */
export function warningsOf(kept: unknown): { code: string; sentence: Sentence; line: number | null }[] {
  return Object.entries(warningsSchema.parse(kept)).flatMap(([code, { count, examples }]) => {
    if (!isWarningCode(code)) return [];
    const line = examples[0]?.line ?? 0;
    return [{ code, sentence: warningSentence(code, count), line: line > 0 ? line : null }];
  });
}

const findingsSchema = z.array(z.object({ sentence: z.object({ fr: z.string(), en: z.string() }) })).catch([]);

function driftOf(row: RunRow, facts: RunFacts): Run['drift'] {
  if (facts.errorCode === 'DRIFT' && row.sentence) {
    const [fr, en] = [findingsIn(row.sentence.fr), findingsIn(row.sentence.en)];
    return {
      state: 'stopped',
      findings: fr.map((text, place) => ({ fr: text, en: en[place] ?? text })),
      reason: null,
      by: null,
    };
  }
  if (facts.driftReason === null) return null;
  const findings = findingsSchema.parse(facts.driftFindings).map((finding) => finding.sentence);
  return { state: 'accepted', findings, reason: facts.driftReason, by: facts.driftBy };
}

/** The refusal lists its findings, one a line, behind a dash. */
function findingsIn(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2));
}
