/** The words of the letters: each kind's template, its versions, and what it gives for a client. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { filterHelp } from '../../8-campaign/letters/engine.ts';
import { variableHelp } from '../../8-campaign/letters/variables.ts';
import {
  previewDraft,
  previewTemplate,
  type TemplatePreview,
} from '../../8-campaign/templates-store/preview-template.ts';
import {
  listTemplates,
  readStoredTemplate,
  type StoredTemplate,
} from '../../8-campaign/templates-store/read-template.ts';
import { type SaveProblem, saveTemplate } from '../../8-campaign/templates-store/save-template.ts';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import { Failure } from '../../errors.ts';
import { sentence } from '../../values/sentence.ts';
import {
  type TemplateAnswer,
  templateGivenSchema,
  type TemplateListedAnswer,
  templateListSchema,
  templateDraftPreviewSchema,
  templateDraftSchema,
  templatePageQuery,
  templateParams,
  type TemplatePreviewAnswer,
  templatePreviewQuery,
  templatePreviewSchema,
  templateQuery,
  templateSavedSchema,
  templateSchema,
  templateWordsSchema,
} from '../contract/letter-templates.ts';
import { listQuery } from '../contract/lists.ts';
import { Problem } from '../problem.ts';
import { changedMeanwhile, etagOf, languageOf, versionSeen } from './answers.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { letterPolicy } from './letter-policy.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import { pageWords } from './refusals.ts';

const selectVersions = loadSql(import.meta.url, './campaigns/template-versions.sql');

const shape: ShortShape<TemplateListedAnswer> = {
  key: ({ kind, language }) => `${kind}:${language}`,
  words: ({ kind, language, author }) => `${kind} ${language} ${author ?? ''}`,
  sorts: { kind: ({ kind }) => kind, createdAt: ({ createdAt }) => createdAt ?? '' },
  usual: 'kind',
};

/** Adds `/letter-templates`. */
export const letterTemplateRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/letter-templates',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['letter templates'],
        summary: 'The template in use of each kind and language',
        querystring: listQuery,
        response: { 200: templateListSchema },
      },
    },
    async (request) => {
      const { estate } = personOf(request);
      const templates = await listTemplates(tools.databaseOf(personOf(request)), estate);
      const items = templates.map((one) => ({ ...one, createdAt: one.createdAt?.toISOString() ?? null }));
      return pageOfShort(items, shape, request.query);
    },
  );

  app.get(
    '/letter-templates/words',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['letter templates'],
        summary: 'What may stand in a template',
        response: { 200: templateWordsSchema },
      },
    },
    async () => ({ variables: wordsOf(variableHelp), filters: wordsOf(filterHelp) }),
  );

  app.get(
    '/letter-templates/:kind/:language',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['letter templates'],
        summary: 'One template as it is edited, with its versions',
        params: templateParams,
        querystring: templateQuery,
        response: { 200: templateSchema },
      },
    },
    async (request, reply) => {
      const { estate } = personOf(request);
      const { version } = request.query;
      const question = { estate, ...request.params, ...(version === undefined ? {} : { version }) };
      const answer = await readTemplateAnswer(tools.databaseOf(personOf(request)), question);
      reply.header('etag', etagOf(answer.version));
      return answer;
    },
  );

  app.put(
    '/letter-templates/:kind/:language',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['letter templates'],
        summary: 'Save the next version; campaigns approved with another one need a new approval',
        params: templateParams,
        body: templateGivenSchema,
        response: { 200: templateSavedSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const world = await tools.worldOf(person);
      const question = { estate: person.estate, ...request.params };
      const saved = await saveTemplate(world, {
        ...request.params,
        document: request.body.document,
        author: person.name,
        now: tools.clock(),
        seenVersion: versionSeen(request),
      }).catch(async (error: unknown) => {
        if (!(error instanceof Failure) || error.code !== 'CHANGED_MEANWHILE') throw error;
        throw changedMeanwhile(await readTemplateAnswer(world.database, question));
      });
      if (saved.problems) {
        throw notSaved(fieldsOf(saved.problems, request));
      }
      reply.header('etag', etagOf(saved.version));
      const { version, isNew, warnings } = saved;
      return { version, isNew, warnings: warnings.map((warning) => pageWords(warning.sentence)) };
    },
  );

  app.get(
    '/letter-templates/:kind/:language/preview',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['letter templates'],
        summary: 'The letter a client would get today, and what the linter says of it',
        params: templateParams,
        querystring: templatePreviewQuery,
        response: { 200: templatePreviewSchema },
      },
    },
    async (request) => {
      const world = await tools.worldOf(personOf(request));
      const clientCode = request.query.client.toUpperCase();
      return previewAnswer(await previewTemplate(world, { ...request.params, clientCode }));
    },
  );

  const drafts = draftPages();

  app.post(
    '/letter-templates/:kind/:language/preview',
    {
      config: { access: 'approbateur' },
      schema: {
        tags: ['letter templates'],
        summary: 'The same with words that are not saved yet; nothing is written',
        params: templateParams,
        body: templateDraftSchema,
        response: { 200: templateDraftPreviewSchema },
      },
    },
    async (request) => {
      const person = personOf(request);
      const { client, document } = request.body;
      const what = { ...request.params, clientCode: client.toUpperCase(), document };
      const preview = await previewDraft(await tools.worldOf(person), what);
      if ('problems' in preview) throw unreadable(fieldsOf(preview.problems, request));
      return { ...previewAnswer(preview), draft: drafts.keep(person.estate, preview.rendered.html) };
    },
  );

  app.get(
    '/letter-templates/:kind/:language/preview/page',
    {
      config: { access: 'lecteur', scope: 'read' },
      schema: {
        tags: ['letter templates'],
        summary: 'The same letter as a page, for a frame',
        params: templateParams,
        querystring: templatePageQuery,
      },
    },
    async (request, reply) => {
      const { client, draft } = request.query;
      const person = personOf(request);
      const what = { ...request.params, clientCode: client.toUpperCase() };
      const html =
        draft === undefined
          ? (await previewTemplate(await tools.worldOf(person), what)).rendered.html
          : drafts.find(person.estate, draft);
      return reply.header('content-security-policy', letterPolicy).type('text/html; charset=utf-8').send(html);
    },
  );
};

const mostDrafts = 100;

/** The letters of words that are not saved yet, the last hundred: a frame can only ask for an address, and no address holds a whole text. */
function draftPages() {
  const pages = new Map<string, { readonly estate: string; readonly html: string }>();
  return {
    keep(estate: string, html: string): string {
      const key = randomUUID();
      pages.set(key, { estate, html });
      const [oldest] = pages.keys();
      if (pages.size > mostDrafts && oldest !== undefined) pages.delete(oldest);
      return key;
    },
    find(estate: string, key: string): string {
      const page = pages.get(key);
      if (page?.estate !== estate) throw draftGone();
      return page.html;
    },
  };
}

function previewAnswer({ rendered, findings }: TemplatePreview): TemplatePreviewAnswer {
  const { subject, preheader, text } = rendered;
  return {
    subject,
    preheader,
    text,
    findings: findings.map((finding) => ({ severity: finding.severity, sentence: finding.sentence })),
  };
}

async function readTemplateAnswer(
  session: Session,
  question: Parameters<typeof readStoredTemplate>[1],
): Promise<TemplateAnswer> {
  const { estate, kind, language } = question;
  const stored: StoredTemplate = await readStoredTemplate(session, question);
  const versions = await session.rows<{ version: number; author: string; createdAt: Date }>(selectVersions, {
    estate,
    kind,
    language,
  });
  const { version, author, createdAt, document } = stored;
  return {
    kind,
    language,
    version,
    author,
    createdAt: createdAt?.toISOString() ?? null,
    document,
    versions: versions.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })),
  };
}

function wordsOf(help: Readonly<Record<string, string>>): { name: string; meaning: string }[] {
  return Object.entries(help).map(([name, meaning]) => ({ name, meaning }));
}

type Fields = readonly { readonly path: string; readonly detail: string }[];

function fieldsOf(problems: readonly SaveProblem[], request: FastifyRequest): Fields {
  return problems.map(({ where, sentence: said }) => ({ path: where, detail: said[languageOf(request)] }));
}

function notSaved(fields: Fields): Problem {
  return new Problem(
    'wrong',
    'TEMPLATE_REFUSED',
    sentence(
      'Ce modèle n’est pas enregistré : votre texte est gardé ici, corrigez-le.',
      'This template is not saved: your text is kept here, correct it.',
    ),
    { fields },
  );
}

function unreadable(fields: Fields): Problem {
  return new Problem(
    'wrong',
    'TEMPLATE_REFUSED',
    sentence('Ce texte ne donne pas de lettre : corrigez-le.', 'This text makes no letter: correct it.'),
    { fields },
  );
}

function draftGone(): Problem {
  return new Problem(
    'notFound',
    'DRAFT_GONE',
    sentence(
      'Cette lettre n’est plus gardée : demandez-la de nouveau.',
      'This letter is no longer kept: ask for it again.',
    ),
  );
}
