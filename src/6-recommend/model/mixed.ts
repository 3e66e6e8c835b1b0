/** Chance that is always the same: what stands in for drawing lots. */

/** A number from 0 to 1 from three whole numbers, the same on every machine. */
export function mixed(one: number, two: number, seed: number): number {
  return mixedBits(one, two, seed) / 0x1_0000_0000;
}

/** The same as 32 bits, each as good as another. */
export function mixedBits(one: number, two: number, seed: number): number {
  let hash =
    Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(two + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(seed, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}
