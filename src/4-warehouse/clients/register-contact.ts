/** Whoever wrote through the estate's form: the client who bears the address, or somebody no export knows yet. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { ClientCode } from '../../values/client-code.ts';
import type { Email } from '../../values/email.ts';
import { emailHashOf } from '../consent/register-refusal.ts';

const bearers = loadSql(import.meta.url, './bearers-of-address.sql');
const insertContact = loadSql(import.meta.url, './insert-form-client.sql');

export interface FormContact {
  readonly estate: string;
  readonly email: Email;
  readonly nom: string | null;
  readonly prenom: string | null;
  /** The inbox entry that told of them. */
  readonly inboxId: string;
  readonly at: Date;
}

export interface KnownContact {
  /** Everybody who bears the address, in the order of their codes; one at least. */
  readonly clientCodes: readonly [ClientCode, ...ClientCode[]];
  readonly isNew: boolean;
  /** The address, or one of them, refused letters once: for ever. */
  readonly isRefusing: boolean;
}

/**
 * Finds them by their address; unknown, they are added under a code made from it (`F` and twelve figures), with the form as their
 * origin, and are one client however often they write. Nothing of a client an export told of is changed.
 */
export async function registerContact(session: Session, contact: FormContact): Promise<KnownContact> {
  const { estate, email, nom, prenom, inboxId, at } = contact;
  const address = { estate, email_hash: emailHashOf(email) };
  const known = await knownContact(session, address, false);
  if (known) return known;
  await session.execute(insertContact, {
    estate,
    client_code: `F${address.email_hash.slice(0, 12).toUpperCase()}`,
    nom,
    prenom,
    email,
    told_by: `form:${inboxId}`,
    told_at: at.toISOString(),
  });
  const added = await knownContact(session, address, true);
  if (!added) throw new Error('a client who was just added');
  return added;
}

async function knownContact(
  session: Session,
  address: { readonly estate: string; readonly email_hash: string },
  isNew: boolean,
): Promise<KnownContact | undefined> {
  const rows = await session.rows<{ clientCode: ClientCode; isRefusing: boolean }>(bearers, address);
  const [first, ...others] = rows.map(({ clientCode }) => clientCode);
  if (first === undefined) return undefined;
  return { clientCodes: [first, ...others], isNew, isRefusing: rows.some(({ isRefusing }) => isRefusing) };
}
