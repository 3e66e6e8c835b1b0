/** Signing in and out, and who is signed in. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readSettings } from '../../estate/settings-store.ts';
import { confirmSession, csrfOf, endSession } from '../../people/sessions.ts';
import {
  owedBy,
  paySecondFactor,
  provePassword,
  type SignIn,
  signIn,
  signInByLink,
  type SignInWorld,
} from '../../people/sign-in.ts';
import { readUser } from '../../people/users.ts';
import { todayIn } from '../../cli/today.ts';
import { sentence } from '../../values/sentence.ts';
import {
  codeSchema,
  confirmSchema,
  linkSignedInSchema,
  linkSignInSchema,
  sessionSchema,
  signedInSchema,
  signInSchema,
} from '../contract/sign-in.ts';
import { Problem } from '../problem.ts';
import { type ApiRoutes, type ApiTools, personOf } from './api-tools.ts';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie.ts';

/** Adds `/sign-in`, `/sign-in/second-factor`, `/sign-in/link`, `/sign-out`, `/session` and `/session/confirm`. */
export const signInRoutes: ApiRoutes = (app, tools) => {
  app.post(
    '/sign-in',
    {
      config: { access: 'anyone', isSecret: true },
      schema: {
        tags: ['sign-in'],
        summary: 'Sign in by address and password',
        body: signInSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const estate = await estateOf(tools, request.body.estate);
      const came = enteredOr(await signIn(signInWorldOf(tools, request, estate), { email, password }));
      await changeSession(tools, request, reply, { estate, secret: came.sessionSecret });
      return { next: came.next, csrf: csrfOf(came.sessionSecret) };
    },
  );

  app.post(
    '/sign-in/second-factor',
    {
      config: { access: 'signing_in', isSecret: true },
      schema: {
        tags: ['sign-in'],
        summary: 'Pay the second factor this session owes',
        body: codeSchema,
        response: { 200: signedInSchema },
      },
    },
    async (request, reply) => {
      const { estate, id: userId, name } = personOf(request);
      const owing = { session: { userId, name }, sessionSecret: heldSecret(tools, request), code: request.body.code };
      const came = enteredOr(await paySecondFactor(signInWorldOf(tools, request, estate), owing), wrongCode);
      setSessionCookie(reply, tools.publicUrl, { estate, secret: came.sessionSecret });
      return { next: came.next, csrf: csrfOf(came.sessionSecret) };
    },
  );

  app.post(
    '/sign-in/link',
    {
      config: { access: 'anyone', isSecret: true },
      schema: {
        tags: ['sign-in'],
        summary: 'Sign in by a link that works once',
        body: linkSignInSchema,
        response: { 200: linkSignedInSchema },
      },
    },
    async (request, reply) => {
      const { link, ...who } = request.body;
      const [estate = '', linkSecret = ''] = link.split('.');
      if (!(await tools.estates()).some((known) => known.estate === estate)) throw linkGone();
      const came = await signInByLink(signInWorldOf(tools, request, estate), { linkSecret, ...who });
      if (came.outcome === 'gone') throw linkGone();
      if (came.outcome === 'password') {
        const { name, email, purpose } = came;
        return { next: 'password' as const, name, email, purpose };
      }
      await changeSession(tools, request, reply, { estate, secret: came.sessionSecret });
      return { next: came.next, csrf: csrfOf(came.sessionSecret) };
    },
  );

  app.post(
    '/sign-out',
    {
      config: { access: 'signing_in' },
      schema: { tags: ['sign-in'], summary: 'Sign out', response: { 204: z.null() } },
    },
    async (request, reply) => {
      await endSession(tools.databaseOf(personOf(request)), {
        estate: personOf(request).estate,
        secret: heldSecret(tools, request),
      });
      clearSessionCookie(reply, tools.publicUrl);
      // The browser forgets what it kept of the estate's pages (ASVS 14.3.1).
      return reply.header('clear-site-data', '"cache", "storage"').code(204).send(null);
    },
  );

  app.get(
    '/session',
    {
      config: { access: 'signing_in' },
      schema: { tags: ['sign-in'], summary: 'Who is signed in', response: { 200: sessionSchema } },
    },
    async (request) => sessionAnswer(tools, request),
  );

  app.post(
    '/session/confirm',
    {
      config: { access: 'signed_in', isSecret: true },
      schema: {
        tags: ['sign-in'],
        summary: 'Prove again who one is, before a dangerous act',
        body: confirmSchema,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { estate, id: userId } = personOf(request);
      const world = signInWorldOf(tools, request, estate);
      rightOr(await provePassword(world, { userId, password: request.body.password }));
      await confirmSession(world.database, { estate, secret: heldSecret(tools, request), now: world.now });
      return reply.code(204).send(null);
    },
  );
};

async function sessionAnswer(tools: ApiTools, request: FastifyRequest): Promise<z.infer<typeof sessionSchema>> {
  const { estate: slug, id, name, email, role, language, isComplete, csrf } = personOf(request);
  const database = tools.databaseOf(personOf(request));
  const { hasPassword, hasSecondFactor } = await readUser(database, { estate: slug, userId: id });
  const estate = (await tools.estates()).find((known) => known.estate === slug);
  const { settings } = await readSettings(database, slug);
  return {
    estate: { slug, name: estate?.name ?? slug, isDemo: estate?.isDemo ?? false },
    user: { id, name, email, role, language, hasPassword },
    csrf,
    secondFactor: isComplete ? (hasSecondFactor ? 'on' : 'off') : 'owed',
    next: isComplete ? 'done' : await owedBy(database, slug, { role, hasSecondFactor }),
    today: todayIn(settings.week.timezone, tools.clock()),
  };
}

/** What the verbs of signing in are given for one request. */
export function signInWorldOf(tools: ApiTools, request: FastifyRequest, estate: string): SignInWorld {
  const { secret, log } = tools;
  return { database: tools.databaseOfEstate(estate), estate, secret, log, now: tools.clock(), address: request.ip };
}

/** The secret of the session a request came under; the guard has seen to it that there is one. */
export function heldSecret(tools: ApiTools, request: FastifyRequest): string {
  return readSessionCookie(request, tools.publicUrl)?.secret ?? '';
}

/** Lets nobody on whose password was wrong, or who must wait. */
export function rightOr(proof: Awaited<ReturnType<typeof provePassword>>): void {
  if (proof.outcome === 'right') return;
  throw proof.outcome === 'wait' ? waitFirst(proof.seconds) : wrongPassword();
}

async function estateOf(tools: ApiTools, asked: string | undefined): Promise<string> {
  const estates = await tools.estates();
  const [only, ...others] = estates;
  if (asked === undefined && only && others.length === 0) return only.estate;
  if (asked === undefined) throw whichEstate();
  // An estate nobody has is a wrong sign-in like another: it is not said which part was wrong.
  const known = estates.find(({ estate }) => estate === asked.trim().toLowerCase());
  if (!known) throw wrongSignIn();
  return known.estate;
}

// Whatever session this browser held before ends: nobody is carried from one person's session into another's.
async function changeSession(
  tools: ApiTools,
  request: FastifyRequest,
  reply: FastifyReply,
  next: { readonly estate: string; readonly secret: string },
): Promise<void> {
  const held = readSessionCookie(request, tools.publicUrl);
  if (held && (await tools.estates()).some(({ estate }) => estate === held.estate)) {
    await endSession(tools.databaseOfEstate(held.estate), held);
  }
  setSessionCookie(reply, tools.publicUrl, next);
}

function enteredOr(came: SignIn, wrong: () => Problem = wrongSignIn): Extract<SignIn, { outcome: 'in' }> {
  if (came.outcome === 'in') return came;
  throw came.outcome === 'wait' ? waitFirst(came.seconds) : wrong();
}

function wrongSignIn(): Problem {
  return new Problem(
    'nobody',
    'WRONG_SIGN_IN',
    sentence('Adresse ou mot de passe inexact.', 'Wrong address or password.'),
  );
}

function wrongCode(): Problem {
  return new Problem(
    'forbidden',
    'WRONG_CODE',
    sentence(
      'Ce code n’est pas bon, ou a déjà servi. Attendez le suivant.',
      'This code is wrong, or was used already. Wait for the next one.',
    ),
  );
}

function wrongPassword(): Problem {
  return new Problem(
    'forbidden',
    'WRONG_PASSWORD',
    sentence('Ce mot de passe n’est pas le bon.', 'This is not the right password.'),
  );
}

function waitFirst(retryAfterSeconds: number): Problem {
  return new Problem(
    'tryAgain',
    'WAIT',
    sentence(
      `Trop d’essais. Réessayez dans ${inWords(retryAfterSeconds).fr}.`,
      `Too many tries. Try again in ${inWords(retryAfterSeconds).en}.`,
    ),
    { retryAfterSeconds },
  );
}

function inWords(seconds: number): { fr: string; en: string } {
  if (seconds < 60) return { fr: `${seconds} s`, en: `${seconds} s` };
  return { fr: `${Math.ceil(seconds / 60)} min`, en: `${Math.ceil(seconds / 60)} min` };
}

function whichEstate(): Problem {
  return new Problem('wrong', 'WHICH_ESTATE', sentence('Dites aussi le domaine.', 'Tell the estate too.'), {
    fields: [{ path: '/estate', detail: 'needed' }],
  });
}

function linkGone(): Problem {
  return new Problem(
    'nobody',
    'LINK_GONE',
    sentence(
      'Ce lien a déjà servi, ou n’est plus valable. Demandez-en un autre à un administrateur.',
      'This link was used already, or is no longer good. Ask an administrator for another one.',
    ),
  );
}
