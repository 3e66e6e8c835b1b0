/**
 * How far a refusal is believed that belongs to no letter of ours (a newsletter made at Brevo's, a letter pruned since, or
 * somebody who guessed the address of our webhook). It can only ever suppress, so that it is believed: silence is the safe side.
 * But it is also for ever, and nobody signed it: more of them in a day than a real mailing gives wait until Brevo itself, asked
 * under our key, says the same (confirm-parked.ts).
 */

/** A mailing loses well under 1 % of its readers (brevo.md, 6; Brevo suspends at 1 %): twice that, and never fewer than this. */
const believedShare = 0.02;
const alwaysBelieved = 50;

/** How many unproven refusals a day (24 hours) are believed for an estate with so many addresses. */
export function believedPerDay(addresses: number): number {
  return Math.max(alwaysBelieved, Math.ceil(addresses * believedShare));
}
