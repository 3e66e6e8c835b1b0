/** Tokens for scripts: made by an administrator, shown once, kept as a hash, good for what their scopes name. */
import type { Database, Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { writeJournal } from '../journal/journal.ts';
import { sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import { scopes, type Scope } from './scopes.ts';
import { hashOfSecret, newSecret } from './secrets.ts';

const selectToken = loadSql(import.meta.url, './select-token.sql');
const insertToken = loadSql(import.meta.url, './insert-token.sql');
const touchToken = loadSql(import.meta.url, './touch-token.sql');
const revokeTokenSql = loadSql(import.meta.url, './revoke-token.sql');
const listTokensSql = loadSql(import.meta.url, './list-tokens.sql');

const touchEveryMs = 60_000;

/** A token that stands. */
export interface FoundToken {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly createdBy: string;
}

/** The token of that secret (what follows `cuvee_<estate>_`), or undefined when there is none, it was revoked or has run out. */
export async function findToken(
  session: Session,
  { estate, secret, now }: { readonly estate: string; readonly secret: string; readonly now: Date },
): Promise<FoundToken | undefined> {
  const row = await session.one<Omit<FoundToken, 'scopes'> & { scopes: string[]; lastUsedAt: Date | null }>(
    selectToken,
    { estate, token_hash: hashOfSecret(secret), now },
  );
  if (!row) return undefined;
  const { lastUsedAt, ...token } = row;
  if (lastUsedAt === null || now.getTime() - lastUsedAt.getTime() >= touchEveryMs) {
    await session.execute(touchToken, { estate, token_id: token.tokenId, now });
  }
  return { ...token, scopes: knownScopes(token.scopes) };
}

/** Makes a token, journaled; gives the whole of it, `cuvee_<estate>_<secret>`, the only time it is known. */
export async function createToken(
  database: Database,
  wanted: {
    readonly estate: string;
    readonly name: string;
    readonly scopes: readonly Scope[];
    readonly expiresAt: Date | null;
    readonly by: string;
    readonly now: Date;
  },
): Promise<{ tokenId: string; token: string }> {
  const { estate, name, expiresAt, by, now } = wanted;
  const secret = newSecret();
  const tokenId = uuidV7(now);
  await database.transaction(async (session) => {
    await session.execute(insertToken, {
      estate,
      token_id: tokenId,
      token_hash: hashOfSecret(secret),
      name,
      scopes: [...wanted.scopes],
      created_by: by,
      now,
      expires_at: expiresAt,
    });
    const after = { name, scopes: wanted.scopes, expiresAt };
    await writeJournal(session, { estate, actor: by, action: 'token.created', subject: `token:${tokenId}`, after });
  });
  return { tokenId, token: `cuvee_${estate}_${secret}` };
}

/** Revokes a token for good, journaled; revoking it again changes nothing. Throws Failure('UNKNOWN_TOKEN'). */
export async function revokeToken(
  database: Database,
  wanted: { readonly estate: string; readonly tokenId: string; readonly by: string; readonly now: Date },
): Promise<void> {
  const { estate, tokenId, by, now } = wanted;
  await database.transaction(async (session) => {
    const row = await session.one<{ name: string; isNew: boolean }>(revokeTokenSql, { estate, token_id: tokenId, now });
    if (!row) throw unknownToken();
    if (!row.isNew) return;
    const before = { name: row.name };
    await writeJournal(session, { estate, actor: by, action: 'token.revoked', subject: `token:${tokenId}`, before });
  });
}

/** A token as a list shows it. */
export interface TokenCard extends FoundToken {
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Every token of an estate, the newest first, revoked ones included. */
export async function listTokens(session: Session, estate: string): Promise<TokenCard[]> {
  const rows = await session.rows<Omit<TokenCard, 'scopes'> & { scopes: string[] }>(listTokensSql, { estate });
  return rows.map((row) => ({ ...row, scopes: knownScopes(row.scopes) }));
}

// A scope of an older version that no longer exists opens nothing.
function knownScopes(kept: readonly string[]): Scope[] {
  return scopes.filter((scope) => kept.includes(scope));
}

function unknownToken(): Failure {
  return new Failure('UNKNOWN_TOKEN', sentence("Ce jeton n'existe pas.", 'There is no such token.'));
}
