/**
 * The consent register, as what comes back writes it: an unsubscription, a complaint, a dead address. In effect at once and
 * everywhere: whoever sends asks the register inside the claim of each letter. Refusals only ever add up (promises.md 5).
 */
import { createHash } from 'node:crypto';
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Day } from '../../values/day.ts';

const insertRefusalEvents = loadSql(import.meta.url, './insert-refusal-events.sql');
const insertRefusalSuppressions = loadSql(import.meta.url, './insert-refusal-suppressions.sql');

/** Whom a refusal is about: an address, by itself or by its hash, or a client without one. */
export type RefusalSubject = { readonly emailHash: string } | { readonly clientCode: string };

export interface Refusal {
  readonly estate: string;
  readonly about: RefusalSubject;
  readonly event: 'unsubscribe' | 'complaint' | 'bounce' | 'opt_out';
  /** Where it was said: `letter:<uuid>`, `person:<name>`, `brevo:reconcile`. */
  readonly evidence: string;
  readonly on: Day;
}

/** The hash under which an address is suppressed: SHA-256 of its lower-case form, hexadecimal. */
export function emailHashOf(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('hex');
}

/**
 * Registers a refusal of every client who bears the address, and suppresses the address for ever. Told twice it is one.
 * An address nobody bears is suppressed all the same: it may come with the next export. It waits for a letter to the address
 * that is being handed over at this moment (address-lock.ts), no longer than that one call lasts; once it is committed no
 * letter to the address leaves.
 */
export async function registerRefusal(
  session: Session,
  { estate, about, event, evidence, on }: Refusal,
): Promise<void> {
  const refusal = {
    estate,
    email_hash: 'emailHash' in about ? about.emailHash : null,
    client_code: 'clientCode' in about ? about.clientCode : null,
    event,
    happened_on: on,
  };
  await session.execute(insertRefusalEvents, { ...refusal, evidence });
  await session.execute(insertRefusalSuppressions, refusal);
}
