/**
 * Links that sign in once: the first one of an estate, an invitation, a forgotten password. A link carries its secret behind
 * the `#`, which browsers send to no server and so leave in no log (ASVS 14.2.1); a new link voids the ones before it.
 */
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { writeJournal } from '../journal/journal.ts';
import { uuidV7 } from '../values/uuid.ts';
import type { Role } from './roles.ts';
import { hashOfSecret, newSecret } from './secrets.ts';

const insertLink = loadSql(import.meta.url, './insert-link.sql');
const selectLink = loadSql(import.meta.url, './select-link.sql');
const useLinkSql = loadSql(import.meta.url, './use-link.sql');
const deleteLinksOf = loadSql(import.meta.url, './delete-links-of.sql');
const selectFirstAdministrator = loadSql(import.meta.url, './select-first-administrator.sql');
const insertUser = loadSql(import.meta.url, './insert-user.sql');

const hourMs = 3_600_000;
const lifetimeMs = { first: 24 * hourMs, invitation: 72 * hourMs, reset: 24 * hourMs } as const;

export type LinkPurpose = keyof typeof lifetimeMs;

/** Makes a link for a person and gives its secret, the only time it is known. Journaled. */
export async function createLink(
  session: Session,
  wanted: {
    readonly estate: string;
    readonly userId: string;
    readonly purpose: LinkPurpose;
    readonly by: string;
    readonly now: Date;
  },
): Promise<string> {
  const { estate, userId, purpose, by, now } = wanted;
  const secret = newSecret();
  await session.execute(deleteLinksOf, { estate, user_id: userId });
  await session.execute(insertLink, {
    estate,
    link_hash: hashOfSecret(secret),
    user_id: userId,
    purpose,
    created_by: by,
    expires_at: new Date(now.getTime() + lifetimeMs[purpose]),
  });
  await writeJournal(session, {
    estate,
    actor: by,
    action: 'link.created',
    subject: `user:${userId}`,
    after: { purpose },
  });
  return secret;
}

/** The address a person opens. */
export function linkUrl(publicUrl: string, estate: string, secret: string): string {
  return `${publicUrl}/connexion#lien=${estate}.${secret}`;
}

/** Whom a link that stands lets in, and what for. */
export interface StandingLink {
  readonly userId: string;
  readonly purpose: LinkPurpose;
  readonly name: string;
  /** Empty while nobody has said who the first administrator is. */
  readonly email: string;
  readonly role: Role;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
}

interface LinkKey {
  readonly estate: string;
  readonly secret: string;
  readonly now: Date;
}

/** The link of that secret; undefined when it was used, has run out, or its person may not sign in. Looking uses nothing up. */
export async function readLink(session: Session, { estate, secret, now }: LinkKey): Promise<StandingLink | undefined> {
  return session.one<StandingLink>(selectLink, { estate, link_hash: hashOfSecret(secret), now });
}

/** Uses a link up; false when somebody was faster. */
export async function useLink(session: Session, { estate, secret, now }: LinkKey): Promise<boolean> {
  return (await session.execute(useLinkSql, { estate, link_hash: hashOfSecret(secret), now })) > 0;
}

/**
 * The link that opens a new installation: makes the estate's first administrator if there is none, and gives the address to
 * open, good for 24 hours and once; undefined when an administrator has a password already and signs in like everybody.
 */
export async function createFirstLink(
  database: Database,
  wanted: { readonly estate: string; readonly publicUrl: string; readonly by: string; readonly now: Date },
): Promise<string | undefined> {
  const { estate, publicUrl, by, now } = wanted;
  return database.transaction(async (session) => {
    const known = await session.one<{ userId: string; hasPassword: boolean }>(selectFirstAdministrator, { estate });
    if (known?.hasPassword === true) return undefined;
    const userId = known?.userId ?? (await addFirstAdministrator(session, estate, now));
    return linkUrl(publicUrl, estate, await createLink(session, { estate, userId, purpose: 'first', by, now }));
  });
}

// Who they are is asked when the link is opened.
async function addFirstAdministrator(session: Session, estate: string, now: Date): Promise<string> {
  const userId = uuidV7(now);
  await session.execute(insertUser, {
    estate,
    user_id: userId,
    email: '',
    name: 'Administrateur',
    role: 'administrateur',
    language: 'fr',
    now,
  });
  return userId;
}
