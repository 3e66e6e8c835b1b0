/** Every status the public server answers with, and why. Nowhere else. */

export const statuses = {
  done: 200,
  /** To the page a click link stands for. */
  elsewhere: 302,
  notFound: 404,
  tooLarge: 413,
  /** "Come again later": the one answer after which Brevo does come again; any 5xx discards the event for good (brevo.md, 5). */
  tryAgain: 429,
  /** For people and mail programs, whom 429 would accuse. */
  unavailable: 503,
} as const;

/** Thrown where a caller is told to come again: the database is down, slow, or has enough to do. */
export class Busy extends Error {
  constructor(why: string, options: { readonly cause?: unknown } = {}) {
    super(why, options);
    this.name = 'Busy';
  }
}
