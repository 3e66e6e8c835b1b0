/** Keeps our calls under Brevo's limits, and believes what Brevo says of them. */
import type { CallLimit, LimitFamily } from './limits.ts';

export interface Limiter {
  /** Milliseconds to wait before the next call of a family; 0 books that call now. */
  book(family: LimitFamily): number;
  /** What the last answer said: `remaining` calls in the window that ends in `resetSeconds`. */
  learn(family: LimitFamily, said: { readonly remaining: number; readonly resetSeconds: number }): void;
}

/** A limiter that looks back over each whole window, so that no window of any start ever holds too many calls. */
export function createLimiter(limits: Readonly<Record<LimitFamily, readonly CallLimit[]>>, clock: () => Date): Limiter {
  const booked = new Map<LimitFamily, number[]>();
  const closedUntil = new Map<LimitFamily, number>();
  return {
    book(family) {
      const now = clock().getTime();
      const times = recent(booked.get(family) ?? [], longestWindow(limits[family]), now);
      booked.set(family, times);
      const wait = Math.max(
        0,
        (closedUntil.get(family) ?? 0) - now,
        ...limits[family].map((limit) => waitOf(limit, times, now)),
      );
      if (wait === 0) times.push(now);
      return wait;
    },
    learn(family, { remaining, resetSeconds }) {
      if (remaining <= 0) closedUntil.set(family, clock().getTime() + Math.ceil(resetSeconds * 1000));
    },
  };
}

function longestWindow(limits: readonly CallLimit[]): number {
  return Math.max(...limits.map(({ windowMs }) => windowMs));
}

function recent(times: readonly number[], windowMs: number, now: number): number[] {
  const first = times.findIndex((time) => time > now - windowMs);
  return first < 0 ? [] : times.slice(first);
}

function waitOf({ calls, windowMs }: CallLimit, times: readonly number[], now: number): number {
  const oldest = times[times.length - calls];
  return oldest === undefined ? 0 : Math.max(0, oldest + windowMs - now);
}
