/** The few shades of a map of heat. */

/** More are not told apart by eye. */
const shades = 5;

/**
 * The greatest count of each shade, rising; at most five, fewer where counts are small. They grow as squares: a single crowded
 * square would leave all the others in one pale shade on an even scale.
 */
export function heatSteps(counts: readonly number[]): readonly number[] {
  const most = Math.max(0, ...counts);
  const steps = Array.from({ length: shades }, (_, place) => Math.ceil((most * (place + 1) ** 2) / shades ** 2));
  return [...new Set(steps)].filter((step) => step > 0);
}

/** Its shade: 0 for nobody, 5 for the deepest, which the greatest count always has. */
export function heatOf(clients: number, steps: readonly number[]): number {
  if (clients === 0) return 0;
  const place = steps.findIndex((last) => clients <= last);
  return shades - (steps.length - 1 - (place < 0 ? steps.length - 1 : place));
}
