/** The fake's time, and what is to happen in it. */

type Action = () => void | Promise<void>;

export interface Agenda {
  now(): number;
  /** Plans an action at an instant in milliseconds; one that is past happens at the next move of time. */
  plan(atMs: number, action: Action): void;
  /** Lets so much time pass: everything due in it has happened, in order, when the promise resolves. */
  advance(ms: number): Promise<void>;
  close(): void;
}

/** `virtual` stands still until it is advanced; `real` runs, `speed` times as fast as ours, and can be advanced too. */
export type ClockChoice =
  | { readonly mode: 'virtual'; readonly startAt?: Date }
  | { readonly mode: 'real'; readonly speed?: number };

interface Planned {
  readonly atMs: number;
  readonly order: number;
  readonly action: Action;
}

const tickMs = 50;

/** `concurrency` actions may be under way at once: posting webhooks one by one would take longer than the year they tell of. */
export function createAgenda(choice: ClockChoice, concurrency: () => number): Agenda {
  const planned = createQueue();
  const startedAt = Date.now();
  let base = choice.mode === 'virtual' ? (choice.startAt ?? new Date('2026-11-16T08:00:00Z')).getTime() : startedAt;
  const speed = choice.mode === 'real' ? (choice.speed ?? 1) : 0;
  const now = (): number => base + (Date.now() - startedAt) * speed;
  let turn: Promise<void> = Promise.resolve();

  // One move at a time: two at once would run the same minute twice.
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const mine = turn.then(work);
    turn = mine.catch(() => {});
    return mine;
  };
  const moveTo = (target: () => number): Promise<void> =>
    runDue(planned, { target, concurrency, reach: (ms) => (base = Math.max(base, base + ms - now())) });

  const timer = choice.mode === 'real' ? setInterval(() => void inTurn(() => moveTo(now)), tickMs) : undefined;
  timer?.unref();
  return {
    now,
    plan: (atMs, action) => planned.push(atMs, action),
    advance: (ms) =>
      inTurn(async () => {
        const end = now() + ms;
        await moveTo(() => end);
        base += Math.max(0, end - now());
      }),
    close: () => clearInterval(timer),
  };
}

interface Move {
  readonly target: () => number;
  readonly concurrency: () => number;
  readonly reach: (ms: number) => void;
}

async function runDue(planned: Queue, { target, concurrency, reach }: Move): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (;;) {
    const next = planned.popUntil(target());
    if (next) {
      reach(next.atMs);
      const running = next.action();
      if (running) {
        const tracked = running.finally(() => underWay.delete(tracked));
        underWay.add(tracked);
      }
      if (underWay.size >= concurrency()) await Promise.race(underWay);
    } else if (underWay.size > 0) {
      await Promise.race(underWay);
    } else {
      return;
    }
  }
}

interface Queue {
  push(atMs: number, action: Action): void;
  popUntil(atMs: number): Planned | undefined;
}

/** A binary heap by instant, then by order of planning. */
function createQueue(): Queue {
  const heap: Planned[] = [];
  let order = 0;
  const isBefore = (one: number, other: number): boolean => {
    const left = heap[one];
    const right = heap[other];
    if (!left || !right) return left !== undefined;
    return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
  };
  const swap = (one: number, other: number): void => {
    const left = heap[one];
    const right = heap[other];
    if (left && right) [heap[one], heap[other]] = [right, left];
  };
  const rise = (from: number): void => {
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!isBefore(child, parent)) return;
      swap(child, parent);
      child = parent;
    }
  };
  const sink = (): void => {
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      const least = isBefore(left + 1, left) ? left + 1 : left;
      if (!isBefore(least, parent)) return;
      swap(least, parent);
      parent = least;
    }
  };
  return {
    push(atMs, action) {
      heap.push({ atMs, order: order++, action });
      rise(heap.length - 1);
    },
    popUntil(atMs) {
      const [first] = heap;
      if (!first || first.atMs > atMs) return undefined;
      const last = heap.pop();
      if (last && heap.length > 0) {
        heap[0] = last;
        sink();
      }
      return first;
    },
  };
}
