/**
 * The consent register, as a person's own word writes it: a yes to letters or to being followed, and the no that takes the second
 * back. A yes never undoes a no (promises.md 5): suppressions are not touched, and whoever reads the register puts the no first.
 */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Day } from '../../values/day.ts';

const insertConsent = loadSql(import.meta.url, './insert-consent.sql');

export interface Consent {
  readonly estate: string;
  readonly clientCode: string;
  /** `tracking`: that openings and visits may be noted (law.md, 3), apart from the letters themselves. */
  readonly channel: 'email' | 'tracking';
  readonly event: 'opt_in' | 'opt_out';
  /** Where it was said, and in front of which words: `form:v1-fr:<uuid>`, `letter:<uuid>`. */
  readonly evidence: string;
  readonly on: Day;
}

/** Registers one word of a client; the same word again that day is nothing new. A no to letters is `registerRefusal`'s. */
export async function registerConsent(session: Session, consent: Consent): Promise<void> {
  const { estate, clientCode, channel, event, evidence, on } = consent;
  await session.execute(insertConsent, { estate, client_code: clientCode, channel, event, evidence, happened_on: on });
}
