/** The document of the API (OpenAPI 3.1) and its page: for each route who may call it, which headers it understands, how it says no. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Adds `/docs` and `/docs/json`; to be called before any route. */
export async function addDocument(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cuvée',
        description: 'From a wine estate’s exports to the right bottle for the right client, with the proof.',
        version: '1',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'cuvee user token create' },
          session: { type: 'apiKey', in: 'cookie', name: 'cuvee_session' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: (given) => {
      const { schema, url } = jsonSchemaTransform(given);
      return { url, schema: withRules(schema, given.route) };
    },
  });
  await app.register(async (scope) => {
    await scope.register(swaggerUi, { routePrefix: '/docs', staticCSP: true });
  });
}

const problem = {
  description: 'What stands in the way (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string', description: 'For programs: it does not change with the language' },
          detail: { type: 'string', description: 'For people, in their language' },
          requestId: { type: 'string' },
          fields: { type: 'array', items: { type: 'object' } },
          current: { description: 'With 412: how the thing stands now' },
        },
      },
    },
  },
} as const;

const idempotencyKey = {
  type: 'string',
  pattern: '^[\\w-]{8,100}$',
  description: 'The same key and words within a day are done once, and answered the same',
} as const;
const ifMatch = {
  type: 'string',
  description: 'The ETag one saw: 412 when somebody changed it since, 428 where it is needed and missing',
} as const;

/** A route's schema with the rules the guard and the hooks keep for it. */
function withRules(schema: FastifySchema, route: RouteOptions): FastifySchema {
  const { access, scope, fresh, isSecret } = route.config ?? {};
  if (access === undefined) return schema;
  const isWrite = ![route.method].flat().some((method) => method === 'GET' || method === 'HEAD');
  const headers = {
    ...(isWrite && isSecret !== true && access !== 'anyone' ? { 'idempotency-key': idempotencyKey } : {}),
    ...(isWrite && ![route.method].flat().includes('POST') ? { 'if-match': ifMatch } : {}),
  };
  return {
    ...schema,
    description: rulesInWords(access, scope, fresh === true),
    ...(Object.keys(headers).length > 0 ? { headers: { type: 'object', properties: headers } } : {}),
    ...(access === 'anyone' ? { security: [] } : scope === undefined ? { security: [{ session: [] }] } : {}),
    response: { ...responsesOf(schema), '4xx': problem, '5xx': problem },
  };
}

function responsesOf({ response }: FastifySchema): object {
  return typeof response === 'object' && response !== null ? response : {};
}

function rulesInWords(access: string, scope: string | undefined, isFresh: boolean): string {
  const person =
    access === 'anyone' ? 'Anybody.' : `A person: ${access}${isFresh ? ', password given within 15 minutes' : ''}.`;
  const token = scope === undefined ? 'No token.' : `A token: ${scope}.`;
  return access === 'anyone' ? person : `${person} ${token}`;
}
