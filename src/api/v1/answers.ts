/** How the API answers: errors as problems (RFC 9457) in the caller's language, versions as ETags. */
import { createHash } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Log } from '../../world.ts';
import { type Language, sentence } from '../../values/sentence.ts';
import { stableJson } from '../../values/stable-json.ts';
import { Problem, problemDocument, problemOf } from '../problem.ts';
import { readerLanguage } from '../reader-language.ts';
import { guardedRoutes } from './guard.ts';
import { pageWords } from './refusals.ts';

/** Words every error of the scope; a bug is logged once, without its text on the page. */
export function wordProblems(app: FastifyInstance, log: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error) ?? ofFastify(error) ?? bug(error, request, log);
    return sendProblem(request, reply, problem);
  });
  const methodsOf = methodsByAddress(() => guardedRoutes(app));
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(request.url);
    if (methods.length === 0) return sendProblem(request, reply, nothingHere);
    reply.header('allow', methods.join(', '));
    return sendProblem(request, reply, otherMethod(methods));
  });
}

/** Every route takes JSON; a form only where it says so. Any other type is told so, before anything of it is read. */
export function takeJson(app: FastifyInstance): void {
  app.removeContentTypeParser('text/plain');
  app.addHook('preValidation', async (request) => {
    const { consumes } = request.routeOptions.schema ?? {};
    if (request.isMultipart() && !consumes?.includes('multipart/form-data')) throw wrongType;
  });
}

/** Words what Fastify refuses before any route is looked for: an address that cannot be read, or a part of it that is too long. */
export function wordUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  void sendProblem(request, reply, ofFastify(error) ?? nothingHere);
}

/** The caller's language: theirs when signed in, else what the browser asks for. */
export function languageOf(request: FastifyRequest): Language {
  return request.caller?.language ?? readerLanguage(request.headers['accept-language']);
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  const language = languageOf(request);
  const retryAfter = problem.extra['retryAfterSeconds'];
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter);
  // Not validated against the route's schema: a problem has one of its own.
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send({ ...problemDocument(problem, language, request.id), detail: pageWords(problem.sentence)[language] });
}

/** Which methods an address answers to; none: there is nothing at it. */
function methodsByAddress(routes: () => readonly RouteOptions[]): (url: string) => readonly string[] {
  return (url) => {
    const [path = ''] = url.split('?');
    const here = routes().filter((route) => patternOf(route.url).test(path));
    return [...new Set(here.flatMap(({ method }) => [method].flat()))].sort();
  };
}

// Our addresses are plain words and names of parameters: nothing in them has to be escaped.
function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part));
  return new RegExp(`^${parts.join('/')}$`);
}

function otherMethod(methods: readonly string[]): Problem {
  const known = methods.join(', ');
  return new Problem(
    'wrongMethod',
    'WRONG_METHOD',
    sentence(`Cette adresse ne répond qu’à ${known}.`, `This address answers ${known} only.`),
  );
}

const wrongType = new Problem(
  'wrongType',
  'WRONG_TYPE',
  sentence('Ce type de contenu n’est pas accepté ici.', 'This type of content is not accepted here.'),
);

const nothingHere = new Problem(
  'notFound',
  'NOT_FOUND',
  sentence('Cette adresse n’existe pas.', 'There is nothing at this address.'),
);

function ofFastify(error: FastifyError): Problem | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) return wrongFields(error);
  if (error.statusCode === 413 || error.code === 'FST_REQ_FILE_TOO_LARGE') {
    return new Problem(
      'tooLarge',
      'TOO_LARGE',
      sentence('L’envoi est trop volumineux.', 'What was sent is too large.'),
    );
  }
  if (error.statusCode === 415) return wrongType;
  if (error.statusCode === 429) {
    return new Problem(
      'tryAgain',
      'TOO_MANY_REQUESTS',
      sentence(
        'Trop de demandes en peu de temps. Patientez une minute.',
        'Too many requests in a short time. Wait a minute.',
      ),
    );
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new Problem(
      'wrong',
      'WRONG_REQUEST',
      sentence('La demande n’a pas pu être lue.', 'The request could not be read.'),
    );
  }
  return undefined;
}

function wrongFields(error: FastifyError): Problem {
  const fields = (error.validation ?? []).map((fault) => ({ path: fault.instancePath, detail: fault.message ?? '' }));
  const names = fields
    .map(({ path }) => path.replace(/^\//, ''))
    .filter((path) => path !== '')
    .join(', ');
  return new Problem(
    'wrong',
    'WRONG_FIELDS',
    sentence(`À corriger : ${names || 'la demande'}.`, `To correct: ${names || 'the request'}.`),
    { fields },
  );
}

function bug(error: unknown, request: FastifyRequest, log: Log): Problem {
  const { method, routeOptions, id } = request;
  log.error('a request failed', {
    requestId: id,
    method,
    route: routeOptions.url,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return new Problem(
    'broken',
    'BUG',
    sentence(
      `Quelque chose s’est mal passé chez nous. Rien n’a été changé. Numéro à donner : ${id}.`,
      `Something went wrong on our side. Nothing was changed. Number to give: ${id}.`,
    ),
  );
}

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version a change was made from. Throws 428 when the request does not say it. */
export function versionSeen(request: FastifyRequest): number {
  const found = /^(?:W\/)?"(\d+)"$/.exec(request.headers['if-match'] ?? '')?.[1];
  if (found !== undefined) return Number(found);
  throw new Problem(
    'versionNeeded',
    'VERSION_NEEDED',
    sentence('Rechargez la page avant de modifier.', 'Reload the page before changing it.'),
  );
}

/** The ETag of what has no version of its own: made from what it says. */
export function etagOfContent(content: unknown): string {
  return `"${createHash('sha256').update(stableJson(content)).digest('hex').slice(0, 20)}"`;
}

/**
 * Refuses a write whose `If-Match` names another state than the one that stands, or that says by `If-None-Match: *` that there is
 * nothing yet. `etag` is undefined where nothing stands. Without either header the write goes on.
 */
export function refuseUnlessSeen(request: FastifyRequest, etag: string | undefined, current: () => unknown): void {
  const { 'if-match': seen, 'if-none-match': unseen } = request.headers;
  const isOther = seen !== undefined && seen.replace(/^W\//, '') !== etag;
  const isThere = unseen === '*' && etag !== undefined;
  if (isOther || isThere) throw changedMeanwhile(current(), etag);
}

/** The problem of a change made from an old version; `current` lets the page show both, `etag` is what it is changed from now. */
export function changedMeanwhile(current: unknown, etag?: string): Problem {
  return new Problem(
    'stale',
    'CHANGED_MEANWHILE',
    sentence(
      'Quelqu’un d’autre a modifié ceci pendant que vous écriviez. Votre texte est gardé : comparez, puis enregistrez.',
      'Somebody else changed this while you were writing. Your text is kept: compare, then save.',
    ),
    etag === undefined ? { current } : { current, etag },
  );
}
