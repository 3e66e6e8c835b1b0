/** The people of an estate: who may sign in, as what. An estate never loses its last administrator by a slip of the hand. */
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { Failure, RefusedByRule } from '../errors.ts';
import { writeJournal } from '../journal/journal.ts';
import { type Language, sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import { createLink } from './links.ts';
import { removeRecoveryCodes } from './recovery-codes.ts';
import type { Role } from './roles.ts';
import { endSessionsOf } from './sessions.ts';

const selectUsers = loadSql(import.meta.url, './select-users.sql');
const insertUser = loadSql(import.meta.url, './insert-user.sql');
const updateUser = loadSql(import.meta.url, './update-user.sql');
const lockAdministrators = loadSql(import.meta.url, './lock-administrators.sql');
const clearSecondFactor = loadSql(import.meta.url, './clear-second-factor.sql');
const deleteLinksOf = loadSql(import.meta.url, './delete-links-of.sql');

export const userStates = ['invited', 'active', 'disabled'] as const;
export type UserState = (typeof userStates)[number];

/** A person as a list shows them: nothing in it could be used to sign in. */
export interface UserCard {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly state: UserState;
  readonly language: Language;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly version: number;
}

/** Everybody of an estate, by name. */
export async function listUsers(session: Session, estate: string): Promise<UserCard[]> {
  return session.rows<UserCard>(selectUsers, { estate, user_id: null, email: null });
}

/** One person. Throws Failure('UNKNOWN_USER'). */
export async function readUser(
  session: Session,
  { estate, userId }: { estate: string; userId: string },
): Promise<UserCard> {
  const user = await session.one<UserCard>(selectUsers, { estate, user_id: userId, email: null });
  if (!user) throw unknownUser();
  return user;
}

/** One person by their address, whatever its case. Throws Failure('UNKNOWN_USER'). */
export async function readUserByEmail(
  session: Session,
  { estate, email }: { estate: string; email: string },
): Promise<UserCard> {
  const user = await session.one<UserCard>(selectUsers, {
    estate,
    user_id: null,
    email: email.trim().toLowerCase(),
  });
  if (!user) throw unknownUser();
  return user;
}

/** Who acts on whom, and when. */
interface ActOnUser {
  readonly estate: string;
  readonly userId: string;
  /** What the journal calls who acts. */
  readonly by: string;
  readonly now: Date;
}

export interface Invitation {
  readonly estate: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly by: string;
  readonly now: Date;
}

/** Adds a person and gives the secret of the link they come in by. Throws RefusedByRule('EMAIL_TAKEN'). */
export async function inviteUser(
  database: Database,
  invitation: Invitation,
): Promise<{ userId: string; linkSecret: string }> {
  const { estate, name, role, language, by, now } = invitation;
  const email = invitation.email.trim().toLowerCase();
  const userId = uuidV7(now);
  return database.transaction(async (session) => {
    const added = await session.execute(insertUser, { estate, user_id: userId, email, name, role, language, now });
    if (added === 0) throw emailTaken();
    const after = { name, role, language };
    await writeJournal(session, { estate, actor: by, action: 'user.invited', subject: `user:${userId}`, after });
    const linkSecret = await createLink(session, { estate, userId, purpose: 'invitation', by, now });
    return { userId, linkSecret };
  });
}

/** What may be changed of a person by an administrator. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  /** `true` disables, `false` lets in again. */
  readonly isDisabled?: boolean | undefined;
  /** The version the change was made from; undefined at the command line. */
  readonly version?: number | undefined;
}

/**
 * Changes a person, journaled with before and after. A new role or a closed door ends their sessions. Throws
 * RefusedByRule('LAST_ADMINISTRATOR') and Failure('UNKNOWN_USER'); gives undefined when the version is no longer the one seen.
 */
export async function changeUser(
  database: Database,
  act: ActOnUser,
  change: UserChange,
): Promise<UserCard | undefined> {
  const { estate, userId, by, now } = act;
  return database.transaction(async (session) => {
    const administrators = await session.rows<{ userId: string }>(lockAdministrators, { estate });
    const before = await readUser(session, act);
    if (change.version !== undefined && change.version !== before.version) return undefined;
    const after = changed(before, change);
    if (isLastOf(administrators, before) && !isActiveAdministrator(after)) throw lastAdministrator();
    if (JSON.stringify(before) === JSON.stringify(after)) return before;
    const { name, role, state } = after;
    await session.execute(updateUser, { estate, user_id: userId, name, role, state, language: after.language, now });
    if (role !== before.role || state === 'disabled') await shut(session, act, state);
    await writeJournal(session, {
      estate,
      actor: by,
      action: 'user.changed',
      subject: `user:${userId}`,
      before: { name: before.name, role: before.role, state: before.state },
      after: { name, role, state },
    });
    return readUser(session, act);
  });
}

function changed(before: UserCard, { name, role, isDisabled }: UserChange): UserCard {
  const reopened = before.hasPassword ? 'active' : 'invited';
  const opened = before.state === 'disabled' ? reopened : before.state;
  const state = isDisabled === undefined ? before.state : isDisabled ? 'disabled' : opened;
  return { ...before, name: name ?? before.name, role: role ?? before.role, state };
}

function isActiveAdministrator({ role, state }: UserCard): boolean {
  return role === 'administrateur' && state === 'active';
}

function isLastOf(administrators: readonly { readonly userId: string }[], user: UserCard): boolean {
  return isActiveAdministrator(user) && administrators.every(({ userId }) => userId === user.userId);
}

// Whoever holds a session or a link from before must come in again as what they are now.
async function shut(session: Session, { estate, userId }: ActOnUser, state: UserState): Promise<void> {
  await endSessionsOf(session, { estate, userId });
  if (state === 'disabled') await session.execute(deleteLinksOf, { estate, user_id: userId });
}

/** Takes the second factor off a person who lost it, ends their sessions, and journals it. */
export async function resetSecondFactor(database: Database, act: ActOnUser): Promise<void> {
  const { estate, userId, by, now } = act;
  await database.transaction(async (session) => {
    await readUser(session, act);
    await session.execute(clearSecondFactor, { estate, user_id: userId, now });
    await removeRecoveryCodes(session, act);
    await endSessionsOf(session, act);
    await writeJournal(session, { estate, actor: by, action: 'user.second_factor_reset', subject: `user:${userId}` });
  });
}

/** Ends every session of a person, journaled; says how many there were. Throws Failure('UNKNOWN_USER'). */
export async function signOutEverywhere(database: Database, act: Omit<ActOnUser, 'now'>): Promise<number> {
  const { estate, userId, by } = act;
  return database.transaction(async (session) => {
    await readUser(session, act);
    const sessions = await endSessionsOf(session, act);
    const after = { sessions };
    await writeJournal(session, { estate, actor: by, action: 'user.signed_out', subject: `user:${userId}`, after });
    return sessions;
  });
}

/** A person changes what is theirs to change: how they are called, and the language they read. */
export async function changeOwnCard(
  database: Database,
  act: ActOnUser,
  change: { readonly name?: string | undefined; readonly language?: Language | undefined },
): Promise<UserCard> {
  const { estate, userId, by, now } = act;
  return database.transaction(async (session) => {
    const before = await readUser(session, act);
    const name = change.name ?? before.name;
    const language = change.language ?? before.language;
    if (name === before.name && language === before.language) return before;
    const { role, state } = before;
    await session.execute(updateUser, { estate, user_id: userId, name, role, state, language, now });
    await writeJournal(session, {
      estate,
      actor: by,
      action: 'user.changed',
      subject: `user:${userId}`,
      before: { name: before.name, language: before.language },
      after: { name, language },
    });
    return readUser(session, act);
  });
}

function unknownUser(): Failure {
  return new Failure(
    'UNKNOWN_USER',
    sentence('Cette personne n’a pas de compte ici.', 'This person has no account here.'),
  );
}

/** The refusal of an address that somebody of this estate signs in with already. */
export function emailTaken(): RefusedByRule {
  return new RefusedByRule(
    'EMAIL_TAKEN',
    sentence('Cette adresse a déjà un compte dans ce domaine.', 'This address already has an account at this estate.'),
  );
}

function lastAdministrator(): RefusedByRule {
  return new RefusedByRule(
    'LAST_ADMINISTRATOR',
    sentence(
      'C’est le dernier administrateur du domaine. Nommez-en d’abord un autre.',
      'This is the last administrator of the estate. Appoint another one first.',
    ),
  );
}
