/** Codes that stand in once each for a lost telephone. */
import { randomBytes } from 'node:crypto';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { hashOfSecret } from './secrets.ts';

const deleteRecoveryCodes = loadSql(import.meta.url, './delete-recovery-codes.sql');
const insertRecoveryCodes = loadSql(import.meta.url, './insert-recovery-codes.sql');
const useRecoveryCodeSql = loadSql(import.meta.url, './use-recovery-code.sql');
const countRecoveryCodes = loadSql(import.meta.url, './count-recovery-codes.sql');

const codeCount = 10;
/** Digits and letters nobody takes for one another (Crockford's base32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 120 bits: so many that a plain hash keeps them (ASVS 6.5.2 asks for 112). */
const codeLength = 24;

interface Owner {
  readonly estate: string;
  readonly userId: string;
}

/** Ten new codes in the place of the old ones; only their hashes are kept, so this is the one time they can be read. */
export async function replaceRecoveryCodes(session: Session, { estate, userId }: Owner): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, newCode);
  const hashes = codes.map((code) => hashOfSecret(spellingOf(code)));
  await session.execute(deleteRecoveryCodes, { estate, user_id: userId });
  await session.execute(insertRecoveryCodes, { estate, user_id: userId, code_hashes: hashes });
  return codes;
}

/** Forgets the codes of a person whose second factor is gone. */
export async function removeRecoveryCodes(session: Session, { estate, userId }: Owner): Promise<void> {
  await session.execute(deleteRecoveryCodes, { estate, user_id: userId });
}

/** Uses a code up; false when it is none of this person's, or was used before. */
export async function useRecoveryCode(
  session: Session,
  { estate, userId }: Owner,
  code: string,
  now: Date,
): Promise<boolean> {
  const code_hash = hashOfSecret(spellingOf(code));
  return (await session.execute(useRecoveryCodeSql, { estate, user_id: userId, code_hash, now })) > 0;
}

/** How many codes a person has left. */
export async function recoveryCodesLeft(session: Session, { estate, userId }: Owner): Promise<number> {
  const row = await session.one<{ left: number }>(countRecoveryCodes, { estate, user_id: userId });
  return row?.left ?? 0;
}

/** Whether a text can be a recovery code at all; six digits are a code of the application. */
export function looksLikeRecoveryCode(text: string): boolean {
  return spellingOf(text).length === codeLength;
}

function newCode(): string {
  const letters = [...randomBytes(codeLength)].map((byte) => alphabet[byte % alphabet.length] ?? '0').join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** One spelling for what people type: dashes and case do not count, and look-alikes mean the digit. */
function spellingOf(code: string): string {
  return code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}
