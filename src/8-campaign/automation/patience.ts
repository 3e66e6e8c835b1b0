/** How old something may be when we learn of it, or get to it, and still be answered: pure. */

/**
 * Exports come each Monday, and one of them may fail: two weeks. What is older comes with a first import of ten years, or with
 * automation turned on after a long time off, and a thank-you for it would be wrong.
 */
export const freshDays = 14;

/** Whether something that happened then is too old to act on now. */
export function isStale(happenedAt: Date, now: Date): boolean {
  return now.getTime() - happenedAt.getTime() > freshDays * 86_400_000;
}
