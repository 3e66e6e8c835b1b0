/** The tokens of scripts, for the estate's administrators. */
import { z } from 'zod';
import { foldUpper } from '../../values/fold.ts';
import { createToken, listTokens, revokeToken } from '../../people/tokens.ts';
import { listQuery } from '../contract/lists.ts';
import { madeTokenSchema, newTokenSchema, type Token, tokenListSchema, tokenParams } from '../contract/tokens.ts';
import { type ApiRoutes, personOf } from './api-tools.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';

const dayMs = 86_400_000;

const shape: ShortShape<Token> = {
  key: ({ tokenId }) => tokenId,
  words: ({ name, scopes }) => `${name} ${scopes.join(' ')}`,
  sorts: { createdAt: ({ createdAt }) => createdAt, name: ({ name }) => foldUpper(name) },
  usual: '-createdAt',
};

/** Adds `/tokens`: a token is shown once, when it is made, and revoked for good. */
export const tokenRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/tokens',
    {
      config: { access: 'administrateur' },
      schema: {
        tags: ['tokens'],
        summary: 'The tokens of scripts',
        querystring: listQuery,
        response: { 200: tokenListSchema },
      },
    },
    async (request) => {
      const tokens = await listTokens(tools.databaseOf(personOf(request)), personOf(request).estate);
      const items = tokens.map(({ createdAt, lastUsedAt, expiresAt, revokedAt, ...token }) => ({
        ...token,
        scopes: [...token.scopes],
        createdAt: createdAt.toISOString(),
        lastUsedAt: instantOf(lastUsedAt),
        expiresAt: instantOf(expiresAt),
        revokedAt: instantOf(revokedAt),
      }));
      return pageOfShort(items, shape, request.query);
    },
  );

  app.post(
    '/tokens',
    {
      config: { access: 'administrateur', fresh: true, isSecret: true },
      schema: { tags: ['tokens'], summary: 'Make a token', body: newTokenSchema, response: { 201: madeTokenSchema } },
    },
    async (request, reply) => {
      const { estate, name: by } = personOf(request);
      const { name, scopes, days } = request.body;
      const now = tools.clock();
      const expiresAt = days === null ? null : new Date(now.getTime() + days * dayMs);
      const made = await createToken(tools.databaseOf(personOf(request)), { estate, name, scopes, expiresAt, by, now });
      return reply.code(201).send(made);
    },
  );

  app.delete(
    '/tokens/:tokenId',
    {
      config: { access: 'administrateur', fresh: true },
      schema: { tags: ['tokens'], summary: 'Revoke a token', params: tokenParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { estate, name: by } = personOf(request);
      const revoked = { estate, tokenId: request.params.tokenId, by, now: tools.clock() };
      await revokeToken(tools.databaseOf(personOf(request)), revoked);
      return reply.code(204).send(null);
    },
  );
};

function instantOf(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
