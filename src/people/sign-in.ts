/** Signing in: by password, by the second factor that may be owed after it, and by a link that works once. */
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { findEstate } from '../estate/estates.ts';
import { readSettings } from '../estate/settings-store.ts';
import { Failure } from '../errors.ts';
import { writeJournal } from '../journal/journal.ts';
import { sentence } from '../values/sentence.ts';
import type { Log } from '../world.ts';
import { type Attempt, attemptKey, beginAttempt, forgetOldAttempts, forgive, networkOf } from './attempts.ts';
import { readLink, type StandingLink, useLink } from './links.ts';
import { passwordFault } from './password-rules.ts';
import { argon2id, type Hasher } from './passwords.ts';
import type { Role } from './roles.ts';
import { needsSecondFactor, spendSecondFactor } from './second-factor.ts';
import { emailTaken, type UserCard } from './users.ts';
import { createSession, endSession, endSessionsOf, type OpenSession } from './sessions.ts';

const selectCredentials = loadSql(import.meta.url, './select-credentials.sql');
const setPasswordSql = loadSql(import.meta.url, './set-password.sql');
const welcomeUser = loadSql(import.meta.url, './welcome-user.sql');

/** What signing in works with. */
export interface SignInWorld {
  readonly database: Database;
  readonly estate: string;
  /** The installation's secret. */
  readonly secret: string;
  readonly now: Date;
  readonly log: Log;
  /** Where the request comes from: an IP address, kept only as a hash. */
  readonly address: string;
  /** argon2id unless a test counts what is asked of it. */
  readonly hasher?: Hasher;
}

/** What a new session still owes before it may do anything: nothing, a code, or setting the second factor up. */
export type Owed = 'done' | 'code' | 'set_up';

export type SignIn =
  | { readonly outcome: 'in'; readonly next: Owed; readonly userId: string; readonly sessionSecret: string }
  /** Unknown address, wrong password, disabled account: nobody is told which. */
  | { readonly outcome: 'wrong' }
  /** Too many failures: not even looked at. */
  | { readonly outcome: 'wait'; readonly seconds: number };

interface Credentials {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly state: string;
  readonly passwordHash: string | null;
  readonly hasSecondFactor: boolean;
}

/** Signs in by address and password. An address nobody has costs the same work and gets the same answer as a wrong password. */
export async function signIn(
  world: SignInWorld,
  given: { readonly email: string; readonly password: string },
): Promise<SignIn> {
  const { database, estate } = world;
  const email = given.email.trim().toLowerCase();
  const attempts = [attemptOf(world, 'address', networkOf(world.address)), attemptOf(world, 'account', email)];
  const seconds = await beginAll(world, attempts);
  if (seconds > 0) return failed(world, attempts, 'slowed', { outcome: 'wait', seconds });
  const user = await database.one<Credentials>(selectCredentials, { estate, email, user_id: null });
  const kept = user?.state === 'active' ? (user.passwordHash ?? undefined) : undefined;
  const isRight = await hasherOf(world).verify(kept, given.password);
  if (!user || !isRight) return failed(world, attempts, 'wrong', { outcome: 'wrong' });
  return database.transaction(async (session) => {
    for (const attempt of attempts) await forgive(session, estate, attempt);
    await forgetOldAttempts(session, estate, world.now);
    await raiseCost(session, world, user, given.password);
    return enter(session, world, user, 'password');
  });
}

/**
 * Pays the second factor a session owes, by a code of the application or a recovery code. The session that owed ends and a new
 * one begins: whoever held the first one, from before the code, holds nothing.
 */
export async function paySecondFactor(
  world: SignInWorld,
  owing: {
    readonly session: Pick<OpenSession, 'userId' | 'name'>;
    readonly sessionSecret: string;
    readonly code: string;
  },
): Promise<SignIn> {
  const { database, estate, now, secret } = world;
  const { userId, name } = owing.session;
  const attempt = attemptOf(world, 'second_factor', userId);
  const seconds = await beginAll(world, [attempt]);
  if (seconds > 0) return failed(world, [attempt], 'slowed', { outcome: 'wait', seconds });
  const paid = await database.transaction(async (session) => {
    const owner = { estate, userId, name, secret, now };
    if (!(await spendSecondFactor(session, owner, owing.code))) return undefined;
    await forgive(session, estate, attempt);
    await endSession(session, { estate, secret: owing.sessionSecret });
    const sessionSecret = await createSession(session, { estate, userId, isComplete: true, now });
    await writeSignedIn(session, world, owing.session, 'second_factor');
    return sessionSecret;
  });
  if (paid === undefined) return failed(world, [attempt], 'wrong_code', { outcome: 'wrong' });
  return { outcome: 'in', next: 'done', userId, sessionSecret: paid };
}

/** What a person tells who comes by a link: a password, and who they are where nobody knows yet. */
export interface LinkAnswers {
  readonly linkSecret: string;
  readonly password?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
}

export type ByLink =
  | Extract<SignIn, { outcome: 'in' }>
  /** The link stands and waits for a password (and for name and address where `email` is empty); nothing is used up. */
  | {
      readonly outcome: 'password';
      readonly name: string;
      readonly email: string;
      readonly purpose: StandingLink['purpose'];
    }
  /** Used, run out, or never made. */
  | { readonly outcome: 'gone' };

/**
 * Comes in by a link. Without a password it says what it waits for; the first link of a demo estate waits for nothing. With one,
 * the password is set, the link used up and every older session ended. Throws Failure('WEAK_PASSWORD' | 'WHO_NEEDED').
 */
export async function signInByLink(world: SignInWorld, answers: LinkAnswers): Promise<ByLink> {
  const { database, estate, now } = world;
  const link = await readLink(database, { estate, secret: answers.linkSecret, now });
  if (!link) return failed(world, [attemptOf(world, 'address', networkOf(world.address))], 'link', { outcome: 'gone' });
  const { name: estateName, isDemo } = await findEstate(database, estate);
  const isOpenDoor = isDemo && link.purpose === 'first';
  const { password } = answers;
  if (password === undefined && !isOpenDoor) {
    return { outcome: 'password', name: link.name, email: link.email, purpose: link.purpose };
  }
  const who = whoComes(link, answers, isOpenDoor);
  await checkAddressIsFree(world, link, who.email);
  if (password !== undefined) checkPassword(password, { estate, estateName, ...who });
  const passwordHash = password === undefined ? null : await hasherOf(world).hash(password);
  return database.transaction(async (session) => {
    if (!(await useLink(session, { estate, secret: answers.linkSecret, now }))) return { outcome: 'gone' };
    await session.execute(welcomeUser, { estate, user_id: link.userId, ...who, password_hash: passwordHash, now });
    await endSessionsOf(session, { estate, userId: link.userId });
    return enter(session, world, { ...link, ...who }, `link_${link.purpose}`);
  });
}

interface Named {
  readonly name: string;
  readonly email: string;
}

// Only the first administrator has no address until they tell it.
function whoComes(known: Named, answers: Omit<LinkAnswers, 'linkSecret'>, isOpenDoor: boolean): Named {
  const { name, email } = known;
  if (email !== '' || (isOpenDoor && answers.password === undefined)) return { name, email };
  return toldNames(answers);
}

function toldNames(answers: Omit<LinkAnswers, 'linkSecret'>): Named {
  const email = answers.email?.trim().toLowerCase() ?? '';
  const name = answers.name?.trim() ?? '';
  if (name !== '' && email !== '') return { name, email };
  throw new Failure(
    'WHO_NEEDED',
    sentence('Dites votre nom et votre adresse e-mail.', 'Tell your name and your e-mail address.'),
  );
}

async function checkAddressIsFree(
  { database, estate }: SignInWorld,
  known: { readonly userId: string; readonly email: string },
  email: string,
): Promise<void> {
  if (email === known.email) return;
  const holder = await database.one<Credentials>(selectCredentials, { estate, email, user_id: null });
  if (holder && holder.userId !== known.userId) throw emailTaken();
}

// Says why it is too weak.
function checkPassword(password: string, around: Parameters<typeof passwordFault>[1]): void {
  const fault = passwordFault(password, around);
  if (fault) throw new Failure('WEAK_PASSWORD', fault);
}

/** Whether that is the person's password, counted and slowed down like signing in. */
export async function provePassword(
  world: SignInWorld,
  proof: { readonly userId: string; readonly password: string },
): Promise<Exclude<SignIn, { outcome: 'in' }> | { readonly outcome: 'right' }> {
  const { database, estate } = world;
  const user = await database.one<Credentials>(selectCredentials, { estate, email: null, user_id: proof.userId });
  const attempt = attemptOf(world, 'account', user?.email ?? '');
  const seconds = await beginAll(world, [attempt]);
  if (seconds > 0) return failed(world, [attempt], 'slowed', { outcome: 'wait', seconds });
  if (!(await hasherOf(world).verify(user?.passwordHash ?? undefined, proof.password))) {
    return failed(world, [attempt], 'wrong', { outcome: 'wrong' });
  }
  await forgive(database, estate, attempt);
  return { outcome: 'right' };
}

/** A person's own new password, and the address of somebody who has none yet (the first administrator of a demo estate). */
export interface PasswordChange {
  readonly user: Pick<UserCard, 'userId' | 'name' | 'email'>;
  /** The session it is changed from, which goes on. */
  readonly sessionSecret: string;
  readonly password: string;
  readonly email?: string | undefined;
}

/** Sets a person's own new password: their other sessions end. Throws Failure('WEAK_PASSWORD' | 'WHO_NEEDED'). */
export async function changePassword(world: SignInWorld, change: PasswordChange): Promise<void> {
  const { database, estate, now } = world;
  const { user, password, sessionSecret } = change;
  const { userId } = user;
  const who = whoComes(user, { name: user.name, email: change.email, password }, false);
  await checkAddressIsFree(world, user, who.email);
  const { name: estateName } = await findEstate(database, estate);
  checkPassword(password, { estate, estateName, ...who });
  const passwordHash = await hasherOf(world).hash(password);
  await database.transaction(async (session) => {
    await session.execute(welcomeUser, { estate, user_id: userId, ...who, password_hash: passwordHash, now });
    await endSessionsOf(session, { estate, userId, exceptSecret: sessionSecret });
    await writeJournal(session, {
      estate,
      actor: who.name,
      action: 'user.password_changed',
      subject: `user:${userId}`,
    });
  });
}

/** Begins the session of somebody who proved the first factor; it owes the second where there is one, or must be one. */
async function enter(
  session: Session,
  world: SignInWorld,
  user: Pick<Credentials, 'userId' | 'name' | 'role' | 'hasSecondFactor'>,
  by: string,
): Promise<Extract<SignIn, { outcome: 'in' }>> {
  const { estate, now } = world;
  const { userId } = user;
  const next = await owedBy(session, estate, user);
  const sessionSecret = await createSession(session, { estate, userId, isComplete: next === 'done', now });
  await writeSignedIn(session, world, user, by);
  return { outcome: 'in', next, userId, sessionSecret };
}

/** What somebody who proved the first factor still owes. */
export async function owedBy(
  session: Session,
  estate: string,
  { role, hasSecondFactor }: { readonly role: Role; readonly hasSecondFactor: boolean },
): Promise<Owed> {
  if (hasSecondFactor) return 'code';
  const { settings } = await readSettings(session, estate);
  const { isDemo } = await findEstate(session, estate);
  return needsSecondFactor(role, { mode: settings.security.second_factor, isDemo }) ? 'set_up' : 'done';
}

async function raiseCost(session: Session, world: SignInWorld, user: Credentials, password: string): Promise<void> {
  const hasher = hasherOf(world);
  if (user.passwordHash === null || !hasher.isOutdated(user.passwordHash)) return;
  await session.execute(setPasswordSql, {
    estate: world.estate,
    user_id: user.userId,
    password_hash: await hasher.hash(password),
    now: world.now,
  });
}

async function writeSignedIn(
  session: Session,
  { estate }: SignInWorld,
  { userId, name }: { readonly userId: string; readonly name: string },
  by: string,
): Promise<void> {
  await writeJournal(session, {
    estate,
    actor: name,
    action: 'sign_in.done',
    subject: `user:${userId}`,
    after: { by },
  });
}

function attemptOf({ secret }: SignInWorld, kind: Attempt['kind'], subject: string): Attempt {
  return { kind, key: attemptKey(secret, kind, subject) };
}

async function beginAll({ database, estate, now }: SignInWorld, attempts: readonly Attempt[]): Promise<number> {
  let longest = 0;
  for (const attempt of attempts) longest = Math.max(longest, await beginAttempt(database, estate, attempt, now));
  return longest;
}

// ASVS 16.3.1: every failure leaves a line; accounts and addresses appear as keys that tell nobody's e-mail.
function failed<No>({ log, estate }: SignInWorld, attempts: readonly Attempt[], reason: string, no: No): No {
  const keys = Object.fromEntries(attempts.map(({ kind, key }) => [kind, key]));
  log.warn('sign-in failed', { estate, reason, ...keys });
  return no;
}

function hasherOf({ hasher = argon2id }: SignInWorld): Hasher {
  return hasher;
}
