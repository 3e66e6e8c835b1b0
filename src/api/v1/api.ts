/** The API as one piece: who asks, whether they may, every resource, and errors in words. */
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { takeJson, wordProblems } from './answers.ts';
import type { ApiTools } from './api-tools.ts';
import { knowCallers } from './callers.ts';
import { guardedRoutes, guardRoutes } from './guard.ts';
import { onceByKey } from './idempotency.ts';
import { addListExports } from './list-exports.ts';
import { resources } from './resources.ts';

/** Asked more often than this by one caller, the API says to wait: a page asks a few dozen times a minute. */
const mostPerMinute = 1200;

/** Adds `/api/v1` to a server. */
export async function addApi(app: FastifyInstance, tools: ApiTools): Promise<void> {
  await app.register(
    async (scope) => {
      scope.setValidatorCompiler(validatorCompiler);
      scope.setSerializerCompiler(serializerCompiler);
      wordProblems(scope, tools.log);
      await scope.register(cookie);
      await scope.register(multipart);
      takeJson(scope);
      knowCallers(scope, tools);
      // Before the guard: whoever is refused again and again is counted too.
      await scope.register(rateLimit, {
        global: false,
        max: mostPerMinute,
        timeWindow: 60_000,
        keyGenerator: ({ caller, ip }) => caller?.id ?? ip,
      });
      scope.addHook('onRequest', scope.rateLimit());
      guardRoutes(scope, tools.clock, tools.log);
      onceByKey(scope, tools);
      scope.addHook('onSend', async (_, reply) => {
        if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
      });
      const routes = scope.withTypeProvider<ZodTypeProvider>();
      for (const addRoutes of resources) addRoutes(routes, tools);
      addListExports(scope, guardedRoutes(scope), tools);
    },
    { prefix: '/api/v1' },
  );
}
