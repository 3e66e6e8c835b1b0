/** Every number of Brevo's that ages, in one place (docs/api-limits, docs/batch-send-transactional-emails, read in 2026). */

/** Families of endpoints that share a limit. */
export type LimitFamily = 'send' | 'send_versions' | 'smtp' | 'blocked_contacts' | 'contacts' | 'events' | 'other';

/** At most so many calls in any window of so long. */
export interface CallLimit {
  readonly calls: number;
  readonly windowMs: number;
}

export const brevoLimits = {
  families: {
    send: [{ calls: 1000, windowMs: 1000 }],
    // A batch of versions has its own ceiling, and by the minute as well as by the hour.
    send_versions: [
      { calls: 100, windowMs: 60_000 },
      { calls: 6000, windowMs: 3_600_000 },
    ],
    blocked_contacts: [{ calls: 1000, windowMs: 1000 }],
    // All other /smtp/*: 300 an hour, and 2 a second by the newest reading.
    smtp: [
      { calls: 2, windowMs: 1000 },
      { calls: 300, windowMs: 3_600_000 },
    ],
    contacts: [{ calls: 10, windowMs: 1000 }],
    events: [{ calls: 10, windowMs: 1000 }],
    other: [{ calls: 100, windowMs: 3_600_000 }],
  } satisfies Record<LimitFamily, readonly CallLimit[]>,
  /** Brevo's pages allow 1,000 versions, 2,000 recipients, 99 a version: 500 of one recipient satisfies every reading. */
  lettersPerCall: 500,
  /** Names longer than this are refused (official SDK, `SendTransacEmailRequest`). */
  nameCharacters: 70,
  /**
   * How long after the first try a send may be repeated under its key. The guide says that Brevo remembers a key for 30
   * minutes, its changelog of 2021 says 15: the shorter one, less a minute for clocks, holds under both.
   */
  repeatWindowMs: 14 * 60_000,
  eventsPerPage: 2500,
  eventsDays: 90,
  emailsPerPage: 500,
  blockedPerPage: 100,
  listMembersPerPage: 500,
  listRemovalsPerCall: 150,
  /** 10 MB by the reference, which advises 8. */
  importBytes: 8_000_000,
} as const;
