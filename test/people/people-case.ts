/** What the tests of people share: a domaine, a quick stand-in for argon2id that counts, and somebody with an account. */
import { Secret, TOTP } from 'otpauth';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import type { Hasher } from '../../src/people/passwords.ts';
import type { Role } from '../../src/people/roles.ts';
import { type SignIn, signInByLink, type SignInWorld } from '../../src/people/sign-in.ts';
import { inviteUser } from '../../src/people/users.ts';

export const installationSecret = 'a secret of the installation, long enough';
export const goodPassword = 'quatre chevaux sous la neige';
export const monday = new Date('2026-11-23T07:00:00Z');

export function later(minutes: number, from = monday): Date {
  return new Date(from.getTime() + minutes * 60_000);
}

export interface CountingHasher extends Hasher {
  readonly verified: (string | undefined)[];
}

/** Hashes that cost nothing, and a list of what was verified. */
export function countingHasher(): CountingHasher {
  const verified: (string | undefined)[] = [];
  return {
    verified,
    hash: async (password) => `plain:${password}`,
    verify: async (kept, password) => {
      verified.push(kept);
      return kept === `plain:${password}`;
    },
    isOutdated: () => false,
  };
}

/** What signing in works with here; `lines` holds what was logged. */
export function signInWorld(
  database: Database,
  more: Partial<SignInWorld> = {},
): SignInWorld & { readonly lines: string[]; readonly hasher: Hasher } {
  const lines: string[] = [];
  const note = (message: string, fields?: Readonly<Record<string, unknown>>): void => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return {
    database,
    estate: 'petit-domaine',
    secret: installationSecret,
    now: monday,
    log: { info: note, warn: note, error: note },
    address: '192.0.2.1',
    hasher: countingHasher(),
    lines,
    ...more,
  };
}

/** Somebody who came by their invitation and chose `goodPassword`. */
export async function somebody(
  world: SignInWorld,
  {
    name = 'Anne Weber',
    email = 'anne@example.org',
    role = 'lecteur',
  }: { name?: string; email?: string; role?: Role } = {},
): Promise<Extract<SignIn, { outcome: 'in' }>> {
  const { database, estate, now } = world;
  const { linkSecret } = await inviteUser(database, { estate, name, email, role, language: 'fr', by: 'test', now });
  const came = await signInByLink(world, { linkSecret, password: goodPassword });
  if (came.outcome !== 'in') throw new Error(`the link of ${email} let nobody in: ${came.outcome}`);
  return came;
}

/** The code an application shows for a key at a moment. */
export function codeOf(key: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) }).generate({ timestamp: at.getTime() });
}

/** The number of rows of a table of `app`. */
export async function countOf(database: Database, table: string): Promise<number> {
  const row = await database.one<{ count: number }>(sql(`select count(*) as "count" from app.${table}`));
  return row?.count ?? 0;
}
