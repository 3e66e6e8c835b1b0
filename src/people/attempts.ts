/**
 * Guessing made slow: each account and each address may fail a few times, then waits longer and longer, up to a limit, never for
 * good (ASVS 6.3.1). A failure is counted before the password is looked at and taken back when it was right, so that a thousand
 * guesses at once count as a thousand. Whoever is kept out by another's guesses gets in by a link (links.ts), which this does not slow.
 */
import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';

const countAttempt = loadSql(import.meta.url, './count-attempt.sql');
const forgiveAttempt = loadSql(import.meta.url, './forgive-attempt.sql');
const selectWait = loadSql(import.meta.url, './select-wait.sql');
const deleteOldAttempts = loadSql(import.meta.url, './delete-old-attempts.sql');

/** How often a kind may fail before it waits, and the longest it ever waits. Then the wait doubles from one second on. */
const patience = {
  account: { free: 5, longestWaitSeconds: 300 },
  /** Several people of an estate share one address. */
  address: { free: 20, longestWaitSeconds: 300 },
  second_factor: { free: 5, longestWaitSeconds: 900 },
} as const;

/** Failures older than this are forgotten. */
const rememberedMs = 86_400_000;

export interface Attempt {
  readonly kind: keyof typeof patience;
  /** `attemptKey` of what is slowed down. */
  readonly key: string;
}

/** The key under which an account or an address is counted, and named in logs: it tells neither. 32 hexadecimal digits. */
export function attemptKey(secret: string, kind: Attempt['kind'], subject: string): string {
  return createHmac('sha256', secret).update(`attempt ${kind} ${subject}`).digest('hex').slice(0, 32);
}

/** What an address is counted under: an IPv6 customer owns a whole /64 and could fail from a new address each time. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = tail?.split(':').filter((group) => group !== '') ?? [];
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  const whole = [...groups, ...(tail === undefined ? [] : zeros), ...after];
  return `${whole
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** Counts an attempt as failed until it is forgiven; gives 0, or the seconds to wait when it may not even be tried yet. */
export async function beginAttempt(session: Session, estate: string, attempt: Attempt, now: Date): Promise<number> {
  const { free, longestWaitSeconds } = patience[attempt.kind];
  const forgotten = { forgotten_before: new Date(now.getTime() - rememberedMs) };
  const waiting = { estate, attempt_key: attempt.key, now, free, longest_wait: longestWaitSeconds };
  if ((await session.execute(countAttempt, { ...waiting, ...forgotten })) > 0) return 0;
  const row = await session.one<{ seconds: number }>(selectWait, waiting);
  return Math.max(1, row?.seconds ?? 1);
}

/** The attempt was right: the account starts afresh, an address gets only this one back. */
export async function forgive(session: Session, estate: string, attempt: Attempt): Promise<void> {
  await session.execute(forgiveAttempt, {
    estate,
    attempt_key: attempt.key,
    forgiven: attempt.kind === 'address' ? 1 : Number.MAX_SAFE_INTEGER,
  });
}

/** Forgets what nobody counts any more. */
export async function forgetOldAttempts(session: Session, estate: string, now: Date): Promise<void> {
  await session.execute(deleteOldAttempts, { estate, forgotten_before: new Date(now.getTime() - rememberedMs) });
}
