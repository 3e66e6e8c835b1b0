/**
 * Whom the estate was asked to forget. Only hashes are kept, under a key that lies in the estate's `config/` folder: who has a
 * copy of the register alone cannot try codes and addresses against it. An export that names them again is read without them.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { parseClientCode } from '../values/client-code.ts';
import { parseEmailCell } from '../values/email.ts';

const selectForgotten = loadSql(import.meta.url, './select-forgotten.sql');

/** The people forgotten, as an export would name them. */
export interface Forgotten {
  /**
   * The pseudonym under which a row's person is known here, or undefined for everybody else. A row that has a code is judged by
   * its code alone: an address may be shared. `code` and `email` are cells as they were exported.
   */
  pseudonymOf(code: string, email: string): string | undefined;
  /** Whether a code is already what stands in a forgotten person's place. */
  isPseudonym(code: string): boolean;
}

/** A person forgotten, as the register keeps them. */
export interface ForgottenPerson {
  readonly hashes: readonly string[];
  readonly pseudonym: string;
}

/** The hash of a client code or an address, as the register of erasures keeps it: HMAC-SHA-256, hexadecimal. */
export function subjectHash(key: string, subject: { readonly code: string } | { readonly email: string }): string {
  const words = 'code' in subject ? `client:${subject.code}` : `email:${subject.email.trim().toLowerCase()}`;
  return createHmac('sha256', key).update(words).digest('hex');
}

/** What stands in the place of a client's code: the same for the same client, for ever, and telling nothing of them. */
export function pseudonymFor(key: string, code: string): string {
  return `EFFACE${subjectHash(key, { code }).slice(0, 12).toUpperCase()}`;
}

/** Everybody forgotten so far; undefined where nobody is, which is the usual case and costs one statement. */
export async function readForgotten(
  session: Session,
  { estate, config }: { readonly estate: string; readonly config: string },
): Promise<Forgotten | undefined> {
  const people = await session.rows<ForgottenPerson>(selectForgotten, { estate });
  return people.length === 0 ? undefined : forgottenOf(await erasureKey(config), people);
}

/** Recognises the people given, by the key their hashes were made with. */
export function forgottenOf(key: string, people: readonly ForgottenPerson[]): Forgotten {
  const pseudonyms = new Map(
    people.flatMap(({ hashes, pseudonym }) => hashes.map((hash) => [hash, pseudonym] as const)),
  );
  const inPlace = new Set(people.map(({ pseudonym }) => pseudonym));
  const ofCell = new Map<string, string | undefined>();
  const ofCode = (cell: string): string | undefined => {
    const code = parseClientCode(cell);
    return typeof code === 'string' ? pseudonyms.get(subjectHash(key, { code })) : undefined;
  };
  const ofEmail = (cell: string): string | undefined => {
    const { email, others } = parseEmailCell(cell);
    const known = [...(email === undefined ? [] : [email]), ...others];
    return known.map((address) => pseudonyms.get(subjectHash(key, { email: address }))).find((found) => found);
  };
  return {
    isPseudonym: (code) => inPlace.has(code),
    pseudonymOf(code, email) {
      const isCode = code.trim() !== '';
      const cell = isCode ? `c${code}` : `e${email}`;
      if (!ofCell.has(cell)) ofCell.set(cell, isCode ? ofCode(code) : email === '' ? undefined : ofEmail(email));
      return ofCell.get(cell);
    },
  };
}

/** The key of an estate's hashes, made at the first use and kept in its backups: without it nobody is recognised again. */
export async function erasureKey(config: string): Promise<string> {
  const path = join(config, 'erasure-key');
  const kept = await readFile(path, 'utf8').catch(() => '');
  if (kept.trim() !== '') return kept.trim();
  await mkdir(config, { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  // Linked into place: of two processes at once the first one's key stays.
  await link(draft, path).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
  await rm(draft, { force: true });
  return (await readFile(path, 'utf8')).trim();
}
