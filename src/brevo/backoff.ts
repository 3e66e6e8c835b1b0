import { createHash } from 'node:crypto';

const firstPauseMs = 500;
const longestPauseMs = 20_000;

/**
 * The pause in milliseconds before try `attempt + 1` (attempt counts from 0): doubling from half a second, capped at 20 s, of which a quarter is
 * drawn from the seed, so that several senders do not knock together and a test knows the draw.
 */
export function backoffMs(seed: string, attempt: number): number {
  const whole = Math.min(longestPauseMs, firstPauseMs * 2 ** attempt);
  return Math.round(whole * (0.75 + 0.25 * unitOf(`${seed}:${attempt}`)));
}

function unitOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
