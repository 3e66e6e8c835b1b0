/**
 * Sessions: who is signed in, kept on the server under the hash of what the browser holds. A session ends 12 hours after it
 * was last used and 7 days after it began, whichever comes first (ASVS 7.3.1, 7.3.2): people of an estate sign in once a day they
 * work, and each Monday anew. Every change of what a session may do makes a new one, so that a planted one is worth nothing.
 */
import { createHmac } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql, prepared } from '../db/sql.ts';
import type { Language } from '../values/sentence.ts';
import type { Role } from './roles.ts';
import { hashOfSecret, newSecret } from './secrets.ts';

const selectSession = prepared(loadSql(import.meta.url, './select-session.sql'));
const insertSession = loadSql(import.meta.url, './insert-session.sql');
const touchSession = loadSql(import.meta.url, './touch-session.sql');
const confirmSessionSql = loadSql(import.meta.url, './confirm-session.sql');
const deleteSession = loadSql(import.meta.url, './delete-session.sql');
const deleteSessionsOf = loadSql(import.meta.url, './delete-sessions-of.sql');
const deleteEndedSessions = loadSql(import.meta.url, './delete-ended-sessions.sql');
const listSessionsSql = loadSql(import.meta.url, './list-sessions.sql');

const idleMs = 12 * 3_600_000;
const absoluteMs = 7 * 86_400_000;
/** How long a person may take over the second factor. */
const pendingMs = 15 * 60_000;
const touchEveryMs = 60_000;

/** Which estate, which secret of the browser, and what time it is. */
export interface SessionKey {
  readonly estate: string;
  /** The part of the cookie after the estate's name. */
  readonly secret: string;
  readonly now: Date;
}

/** A session that stands, with the person whose it is. */
export interface OpenSession {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** Null while the second factor is owed: such a session may nothing but pay it. */
  readonly signedInAt: Date | null;
  /** When the person last proved who they are, by password, code or link. */
  readonly confirmedAt: Date | null;
  /** What unsafe requests under this session must bring along; derived, never stored. */
  readonly csrf: string;
}

/** The session of that secret, or undefined when there is none, it ended, or its person may no longer sign in. */
export async function findSession(session: Session, key: SessionKey): Promise<OpenSession | undefined> {
  const { estate, secret, now } = key;
  const hash = hashOfSecret(secret);
  const found = await session.one<Omit<OpenSession, 'csrf'> & { seenAt: Date }>(selectSession, {
    estate,
    session_hash: hash,
    now,
    idle_since: new Date(now.getTime() - idleMs),
  });
  if (!found) return undefined;
  const { seenAt, ...open } = found;
  if (now.getTime() - seenAt.getTime() >= touchEveryMs) {
    await session.execute(touchSession, { estate, session_hash: hash, now });
  }
  return { ...open, csrf: csrfOf(secret) };
}

/** Whether a session still stands; asking does not count as using it. */
export async function isSessionOpen(session: Session, { estate, secret, now }: SessionKey): Promise<boolean> {
  const found = await session.one(selectSession, {
    estate,
    session_hash: hashOfSecret(secret),
    now,
    idle_since: new Date(now.getTime() - idleMs),
  });
  return found !== undefined;
}

/**
 * Begins a session and gives its secret, the only time it is known. `isComplete` is false while the second factor is owed: such
 * a session lasts 15 minutes. Sessions of the estate that have ended are cleared away on the occasion.
 */
export async function createSession(
  session: Session,
  begin: { readonly estate: string; readonly userId: string; readonly isComplete: boolean; readonly now: Date },
): Promise<string> {
  const { estate, userId, isComplete, now } = begin;
  const secret = newSecret();
  await session.execute(deleteEndedSessions, { estate, now, idle_since: new Date(now.getTime() - idleMs) });
  await session.execute(insertSession, {
    estate,
    session_hash: hashOfSecret(secret),
    user_id: userId,
    signed_in_at: isComplete ? now : null,
    now,
    expires_at: new Date(now.getTime() + (isComplete ? absoluteMs : pendingMs)),
  });
  return secret;
}

/** Notes that the person has just proved who they are again, for acts that ask for it. */
export async function confirmSession(session: Session, { estate, secret, now }: SessionKey): Promise<void> {
  await session.execute(confirmSessionSql, { estate, session_hash: hashOfSecret(secret), now });
}

/** Ends one session; ending it twice is ending it once. */
export async function endSession(
  session: Session,
  key: { readonly estate: string; readonly secret: string },
): Promise<void> {
  await session.execute(deleteSession, { estate: key.estate, session_hash: hashOfSecret(key.secret) });
}

/** Ends every session of a person, but for the one of `exceptSecret` if given; says how many. */
export async function endSessionsOf(
  session: Session,
  person: { readonly estate: string; readonly userId: string; readonly exceptSecret?: string | undefined },
): Promise<number> {
  const { estate, userId, exceptSecret } = person;
  return session.execute(deleteSessionsOf, {
    estate,
    user_id: userId,
    except_hash: exceptSecret === undefined ? '' : hashOfSecret(exceptSecret),
  });
}

/** One of a person's sessions as they see it: nothing in it could be used to sign in. */
export interface SessionCard {
  readonly userId: string;
  readonly userName: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  readonly isComplete: boolean;
  readonly isThisOne: boolean;
}

/** The sessions that stand, the last used first: of one person, or of everybody. */
export async function listSessions(
  session: Session,
  asked: { readonly estate: string; readonly userId?: string; readonly secret?: string; readonly now: Date },
): Promise<SessionCard[]> {
  return session.rows<SessionCard>(listSessionsSql, {
    estate: asked.estate,
    user_id: asked.userId ?? null,
    this_hash: asked.secret === undefined ? '' : hashOfSecret(asked.secret),
    now: asked.now,
    idle_since: new Date(asked.now.getTime() - idleMs),
  });
}

/** What writes under a session must show. Bound to it by being made from its secret: another session's cannot be right. */
export function csrfOf(secret: string): string {
  return createHmac('sha256', secret).update('cuvee csrf').digest('base64url');
}
