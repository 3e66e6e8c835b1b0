/** Work on behalf of the world is bounded: in time, and in how much of it is under way at once. */
import { Busy } from './problem.ts';

/** What the work gives, or `Busy` when it takes too long; it may still end by itself, and nobody listens. */
export async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Busy('too slow')), milliseconds);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
    // Once nobody waits any more, its failure must not end the process.
    work.catch(() => {});
  }
}

/** Lets work in up to a weight; beyond it, `Busy`. */
export interface Gate {
  pass<Value>(weight: number, work: () => Promise<Value>): Promise<Value>;
}

export function createGate(most: number): Gate {
  let underWay = 0;
  return {
    async pass(weight, work) {
      if (underWay > 0 && underWay + weight > most) throw new Busy('enough under way');
      underWay += weight;
      try {
        return await work();
      } finally {
        underWay -= weight;
      }
    },
  };
}
