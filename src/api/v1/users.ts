/** The people of the estate, for its administrators. */
import { z } from 'zod';
import { createLink, linkUrl } from '../../people/links.ts';
import {
  changeUser,
  inviteUser,
  listUsers,
  readUser,
  resetSecondFactor,
  signOutEverywhere,
  type UserCard,
} from '../../people/users.ts';
import { foldUpper } from '../../values/fold.ts';
import { listQuery } from '../contract/lists.ts';
import {
  invitedSchema,
  inviteSchema,
  linkSchema,
  type User,
  userChangeSchema,
  userListSchema,
  userParams,
  userSchema,
} from '../contract/users.ts';
import { changedMeanwhile, etagOf, versionSeen } from './answers.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { pageOfShort, type ShortShape } from './lists/short-list.ts';
import type { Person } from './person.ts';

const shape: ShortShape<User> = {
  key: ({ userId }) => userId,
  words: ({ name, email, role }) => `${name} ${email} ${role}`,
  sorts: { name: ({ name }) => foldUpper(name), createdAt: ({ createdAt }) => createdAt },
  usual: 'name',
};

/** Adds `/users` and what an administrator may do with each of them. */
export const userRoutes: ApiRoutes = (app, tools) => {
  app.get(
    '/users',
    {
      config: { access: 'administrateur' },
      schema: {
        tags: ['users'],
        summary: 'Who may sign in',
        querystring: listQuery,
        response: { 200: userListSchema },
      },
    },
    async (request) => {
      const users = await listUsers(tools.databaseOf(personOf(request)), personOf(request).estate);
      return pageOfShort(users.map(answerOf), shape, request.query);
    },
  );

  app.post(
    '/users',
    {
      config: { access: 'administrateur', fresh: true, isSecret: true },
      schema: { tags: ['users'], summary: 'Invite a person', body: inviteSchema, response: { 201: invitedSchema } },
    },
    async (request, reply) => {
      const { estate, name: by } = personOf(request);
      const database = tools.databaseOf(personOf(request));
      const { userId, linkSecret } = await inviteUser(database, { ...request.body, estate, by, now: tools.clock() });
      const user = answerOf(await readUser(database, { estate, userId }));
      return reply.code(201).send({ user, link: linkUrl(tools.publicUrl, estate, linkSecret) });
    },
  );

  app.get(
    '/users/:userId',
    {
      config: { access: 'administrateur' },
      schema: { tags: ['users'], summary: 'One person', params: userParams, response: { 200: userSchema } },
    },
    async (request, reply) => {
      const { estate } = personOf(request);
      const user = await readUser(tools.databaseOf(personOf(request)), { estate, userId: request.params.userId });
      reply.header('etag', etagOf(user.version));
      return answerOf(user);
    },
  );

  app.patch(
    '/users/:userId',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['users'],
        summary: 'Change the name or role of a person, or close and open their account',
        params: userParams,
        body: userChangeSchema,
        response: { 200: userSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const act = actOn(tools, person, request.params.userId);
      const database = tools.databaseOf(person);
      const changed = await changeUser(database, act, { ...request.body, version: versionSeen(request) });
      if (!changed) throw changedMeanwhile(answerOf(await readUser(database, act)));
      reply.header('etag', etagOf(changed.version));
      return answerOf(changed);
    },
  );

  app.post(
    '/users/:userId/link',
    {
      config: { access: 'administrateur', fresh: true, isSecret: true },
      schema: {
        tags: ['users'],
        summary: 'A link to choose a new password by',
        params: userParams,
        response: { 201: linkSchema },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      const link = await tools.databaseOf(person).transaction(async (session) => {
        const act = actOn(tools, person, request.params.userId);
        const { hasPassword } = await readUser(session, act);
        return createLink(session, { ...act, purpose: hasPassword ? 'reset' : 'invitation' });
      });
      return reply.code(201).send({ link: linkUrl(tools.publicUrl, person.estate, link) });
    },
  );

  app.delete(
    '/users/:userId/second-factor',
    {
      config: { access: 'administrateur', fresh: true },
      schema: {
        tags: ['users'],
        summary: 'Take a lost second factor off',
        params: userParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      await resetSecondFactor(tools.databaseOf(person), actOn(tools, person, request.params.userId));
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/users/:userId/sessions',
    {
      config: { access: 'administrateur' },
      schema: {
        tags: ['users'],
        summary: 'End every session of a person',
        params: userParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const person = personOf(request);
      await signOutEverywhere(tools.databaseOf(person), actOn(tools, person, request.params.userId));
      return reply.code(204).send(null);
    },
  );
};

function actOn({ clock }: ApiTools, { estate, name: by }: Person, userId: string): Parameters<typeof changeUser>[1] {
  return { estate, userId, by, now: clock() };
}

function answerOf(user: UserCard): User {
  return { ...user, createdAt: user.createdAt.toISOString(), lastSeenAt: user.lastSeenAt?.toISOString() ?? null };
}
