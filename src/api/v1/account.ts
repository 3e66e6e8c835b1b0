/** What belongs to whoever is signed in: name and language, password, second factor, sessions. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RefusedByRule } from '../../errors.ts';
import { recoveryCodesLeft } from '../../people/recovery-codes.ts';
import {
  confirmSecondFactor,
  type FactorOwner,
  proposeSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from '../../people/second-factor.ts';
import { csrfOf, endSessionsOf, listSessions } from '../../people/sessions.ts';
import { changePassword, owedBy, provePassword } from '../../people/sign-in.ts';
import { changeOwnCard, readUser } from '../../people/users.ts';
import { sentence } from '../../values/sentence.ts';
import {
  accountChangeSchema,
  accountSchema,
  codeSchema,
  factorSetSchema,
  factorSetupSchema,
  passwordChangeSchema,
  recoveryCodesSchema,
} from '../contract/sign-in.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { setSessionCookie } from './session-cookie.ts';
import { heldSecret, rightOr, signInWorldOf } from './sign-in.ts';

/** Adds `/account`, `/account/password`, `/account/second-factor…`, `/account/recovery-codes` and `/account/sessions`. */
export const accountRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/account',
    {
      config: { access: 'signed_in' },
      schema: { tags: ['account'], summary: 'My account', response: { 200: accountSchema } },
    },
    async (request) => accountAnswer(tools, request),
  );

  app.patch(
    '/account',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['account'],
        summary: 'Change my name or language',
        body: accountChangeSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { estate, id: userId, name: by } = personOf(request);
      await changeOwnCard(
        tools.databaseOf(personOf(request)),
        { estate, userId, by, now: tools.clock() },
        request.body,
      );
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/account/password',
    {
      config: { access: 'signed_in' },
      schema: {
        tags: ['account'],
        summary: 'Change my password; my other sessions end',
        body: passwordChangeSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { estate, id: userId } = personOf(request);
      const { current = '', password, email } = request.body;
      const world = signInWorldOf(tools, request, estate);
      const user = await readUser(world.database, { estate, userId });
      if (user.hasPassword) rightOr(await provePassword(world, { userId, password: current }));
      await changePassword(world, { user, sessionSecret: heldSecret(tools, request), password, email });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/account/second-factor',
    {
      config: { access: 'signing_in', fresh: true, isSecret: true },
      schema: { tags: ['account'], summary: 'Propose a second factor to scan', response: { 200: factorSetupSchema } },
    },
    async (request) => proposeSecondFactor(tools.databaseOf(personOf(request)), ownerOf(tools, request)),
  );

  app.post(
    '/account/second-factor/confirm',
    {
      config: { access: 'signing_in', fresh: true, isSecret: true },
      schema: {
        tags: ['account'],
        summary:
          'The first code: from now on the second factor counts; every session ends but this one, which is renewed',
        body: codeSchema,
        response: { 200: factorSetSchema },
      },
    },
    async (request, reply) => {
      const owner = ownerOf(tools, request);
      const set = await confirmSecondFactor(tools.databaseOf(personOf(request)), owner, request.body.code);
      if (!set) throw wrongFirstCode();
      setSessionCookie(reply, tools.publicUrl, { estate: owner.estate, secret: set.sessionSecret });
      return { recoveryCodes: set.recoveryCodes, csrf: csrfOf(set.sessionSecret) };
    },
  );

  app.delete(
    '/account/second-factor',
    {
      config: { access: 'signed_in', fresh: true },
      schema: {
        tags: ['account'],
        summary: 'Take my second factor off, where the estate allows it',
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      if (await isNeeded(tools, request)) throw factorNeeded();
      await removeSecondFactor(
        tools.databaseOf(personOf(request)),
        ownerOf(tools, request),
        heldSecret(tools, request),
      );
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/account/recovery-codes',
    {
      config: { access: 'signed_in', fresh: true, isSecret: true },
      schema: {
        tags: ['account'],
        summary: 'Ten new recovery codes in the place of the old ones',
        response: { 200: recoveryCodesSchema },
      },
    },
    async (request) => {
      const owner = ownerOf(tools, request);
      const database = tools.databaseOf(personOf(request));
      if (!(await readUser(database, owner)).hasSecondFactor) throw noFactor();
      return { recoveryCodes: await renewRecoveryCodes(database, owner) };
    },
  );

  app.delete(
    '/account/sessions',
    {
      config: { access: 'signed_in' },
      schema: { tags: ['account'], summary: 'End my other sessions', response: { 204: z.null() } },
    },
    async (request, reply) => {
      const { estate, id: userId } = personOf(request);
      await endSessionsOf(tools.databaseOf(personOf(request)), {
        estate,
        userId,
        exceptSecret: heldSecret(tools, request),
      });
      return reply.code(204).send(null);
    },
  );
};

async function accountAnswer(tools: ApiTools, request: FastifyRequest): Promise<z.infer<typeof accountSchema>> {
  const { estate, id: userId } = personOf(request);
  const database = tools.databaseOf(personOf(request));
  const { name, email, role, language, hasPassword, hasSecondFactor } = await readUser(database, { estate, userId });
  const sessions = await listSessions(database, {
    estate,
    userId,
    secret: heldSecret(tools, request),
    now: tools.clock(),
  });
  return {
    name,
    email,
    role,
    language,
    hasPassword,
    hasSecondFactor,
    needsSecondFactor: await isNeeded(tools, request),
    recoveryCodesLeft: await recoveryCodesLeft(database, { estate, userId }),
    sessions: sessions.map(({ startedAt, seenAt, isThisOne }) => ({
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      isThisOne,
    })),
  };
}

async function isNeeded(tools: ApiTools, request: FastifyRequest): Promise<boolean> {
  const { estate, role } = personOf(request);
  return (await owedBy(tools.databaseOf(personOf(request)), estate, { role, hasSecondFactor: false })) === 'set_up';
}

function ownerOf({ secret, clock }: ApiTools, request: FastifyRequest): FactorOwner {
  const { estate, id: userId, name } = personOf(request);
  return { estate, userId, name, secret, now: clock() };
}

function wrongFirstCode(): Problem {
  return new Problem(
    'wrong',
    'WRONG_CODE',
    sentence(
      'Ce code n’est pas bon. Vérifiez l’heure du téléphone, puis tapez le code affiché maintenant.',
      'This code is wrong. Check the clock of the telephone, then type the code shown now.',
    ),
  );
}

function factorNeeded(): RefusedByRule {
  return new RefusedByRule(
    'SECOND_FACTOR_NEEDED',
    sentence(
      'Votre rôle demande un second facteur. Pour changer de téléphone, demandez à un administrateur de le réinitialiser.',
      'Your role asks for a second factor. To change telephones, ask an administrator to reset it.',
    ),
  );
}

function noFactor(): RefusedByRule {
  return new RefusedByRule(
    'NO_SECOND_FACTOR',
    sentence('Mettez d’abord un second facteur en place.', 'Set a second factor up first.'),
  );
}
