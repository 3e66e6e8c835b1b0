/** The key of the estate's own account at Brevo: given, tried, kept sealed, forgotten; never shown. */
import { z } from 'zod';
import { forgetBrevoKey, hasBrevoKey, takeBrevoKey } from '../../8-campaign/account/brevo-key.ts';
import { canBeTold, setWebhooks } from '../../8-campaign/account/set-webhooks.ts';
import type { Brevo } from '../../brevo/client.ts';
import { sentence } from '../../values/sentence.ts';
import { givenBrevoKeySchema, keptBrevoKeySchema } from '../contract/house.ts';
import { Problem } from '../problem.ts';
import { webhookUrl } from '../webhook-path.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';

/** Adds `/brevo-key`. */
export const brevoKeyRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/brevo-key',
    {
      config: { access: 'administrateur' },
      schema: {
        tags: ['house'],
        summary: 'Whether the estate keeps a key of its own account at Brevo',
        response: { 200: keptBrevoKeySchema },
      },
    },
    async (request) => ({ isKept: await hasBrevoKey(await tools.worldOf(personOf(request))) }),
  );

  app.put(
    '/brevo-key',
    {
      config: { access: 'administrateur', fresh: true, isSecret: true },
      schema: {
        tags: ['house'],
        summary: 'Give the key of the estate’s account at Brevo; it is tried before it is kept',
        body: givenBrevoKeySchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { brevoWith: accountOf } = tools;
      if (!accountOf) throw notHere();
      const world = await tools.worldOf(personOf(request));
      const { key: given } = request.body;
      const account = await takeBrevoKey(world, { given, secret: tools.secret, now: tools.clock(), accountOf });
      if (account?.outcome === 'done') await announce(tools, accountOf(given.trim()), world.estate);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/brevo-key',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['house'],
        summary: 'Forget the key of the estate’s account at Brevo',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await forgetBrevoKey(await tools.worldOf(personOf(request)), tools.clock());
      return reply.code(204).send(null);
    },
  );
};

/** Has the account tell us what becomes of letters. Where that fails, the night's reconciliation learns it all the same. */
async function announce({ publicUrl, secret, log }: ApiTools, brevo: Brevo, estate: string): Promise<void> {
  if (!canBeTold(publicUrl)) return;
  const { outcome } = await setWebhooks(brevo, { url: webhookUrl(publicUrl, secret, estate), estate });
  if (outcome !== 'done') log.warn('the webhooks of a new key could not be set', { estate, outcome });
}

function notHere(): Problem {
  return new Problem(
    'notFound',
    'NO_BREVO_HERE',
    sentence('Ce serveur ne parle pas à Brevo.', 'This server does not speak to Brevo.'),
  );
}
