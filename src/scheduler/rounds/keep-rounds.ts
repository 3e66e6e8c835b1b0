/** The rounds of the house: one process at a time goes round, whoever holds the lock; the others wait for it to fall free. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Session } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import { listEstates } from '../../estate/estates.ts';
import type { World } from '../../world.ts';
import type { HouseTools } from '../house-tools.ts';
import { takeUpLost } from '../take-up.ts';
import type { Round } from './round.ts';

const tickMs = 2_500;
const askForLockMs = 15_000;
const takeUpEveryMs = 10_000;
/** Settings a person changes count for the rounds after so long. */
const worldKeptMs = 30_000;

const tryLock = sql(`select pg_try_advisory_lock(hashtextextended('cuvee rounds', 0)) as is_ours`);
const isAlive = sql('select 1');

export interface Rounds {
  /** When every estate's inbox was last read without failing, by this process; undefined while another one goes round. */
  inboxReadAt(): Date | undefined;
  stop(): Promise<void>;
}

/** What is told of a round made for every estate without failing. */
type NotePassed = (round: string) => void;

/** Starts going round, in lanes: what is quick is not kept waiting by what calls the network. */
export function startRounds(tools: HouseTools, lanes: readonly (readonly Round[])[]): Rounds {
  const stopping = new AbortController();
  let inboxReadAt: Date | undefined;
  const notePassed: NotePassed = (round) => {
    if (round === 'inbox') inboxReadAt = tools.clock();
  };
  const ended = holdLock(tools, stopping.signal, async (session, signal) => {
    const going = [keepTakingUp(tools, signal), ...lanes.map((rounds) => goRound(tools, rounds, notePassed, signal))];
    try {
      while (!signal.aborted) {
        await session.execute(isAlive);
        await nap(tickMs * 2, signal);
      }
    } finally {
      inboxReadAt = undefined;
    }
    await Promise.all(going);
  });
  return {
    inboxReadAt: () => inboxReadAt,
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

async function holdLock(
  tools: HouseTools,
  stopping: AbortSignal,
  work: (session: Session, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!stopping.aborted) {
    const lost = new AbortController();
    try {
      await tools.database.onOwnConnection(async (session) => {
        const lock = await session.one<{ is_ours: boolean }>(tryLock);
        if (lock?.is_ours) await work(session, AbortSignal.any([stopping, lost.signal]));
      });
    } catch (error) {
      tools.log.error('the rounds were interrupted', { error: String(error) });
    } finally {
      lost.abort();
    }
    await nap(askForLockMs, stopping);
  }
}

async function keepTakingUp(tools: HouseTools, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await takeUpLost(tools.database, tools.clock());
    } catch (error) {
      tools.log.error('lost jobs could not be looked for', { error: String(error) });
    }
    await nap(takeUpEveryMs, signal);
  }
}

async function goRound(
  tools: HouseTools,
  rounds: readonly Round[],
  notePassed: NotePassed,
  signal: AbortSignal,
): Promise<void> {
  const worlds = createWorldShelf(tools);
  const dueAt = new Map<string, number>();
  while (!signal.aborted) {
    try {
      const estates = await worlds.all();
      for (const round of rounds) {
        if (await passRound(tools, round, { estates, dueAt, signal })) notePassed(round.name);
      }
    } catch (error) {
      tools.log.error('a round could not be made', { error: String(error) });
    }
    await nap(tickMs, signal);
  }
}

interface Passing {
  readonly estates: readonly World[];
  readonly dueAt: Map<string, number>;
  readonly signal: AbortSignal;
}

/** Makes a round where it is due; an estate that fails keeps no other waiting. True when none failed. */
async function passRound(tools: HouseTools, round: Round, { estates, dueAt, signal }: Passing): Promise<boolean> {
  let hasFailed = false;
  for (const world of estates) {
    const key = `${round.name} ${world.estate}`;
    const now = tools.clock().getTime();
    const due = dueAt.get(key) ?? 0;
    // A clock set back by hours must not make the house wait for hours.
    const isDue = now >= due || due - now > round.everyMs(world);
    if (signal.aborted || !isDue) continue;
    dueAt.set(key, now + round.everyMs(world));
    try {
      await round.pass(world, tools);
    } catch (error) {
      hasFailed = true;
      tools.log.error('a round failed', { round: round.name, estate: world.estate, error: String(error) });
    }
  }
  return !hasFailed;
}

/** The worlds of all estates, opened anew every half minute. */
function createWorldShelf(tools: HouseTools): { all(): Promise<readonly World[]> } {
  let worlds: readonly World[] = [];
  let openedAt = Number.NEGATIVE_INFINITY;
  return {
    async all() {
      const now = tools.clock().getTime();
      if (Math.abs(now - openedAt) < worldKeptMs) return worlds;
      const opened: World[] = [];
      for (const { estate } of await listEstates(tools.database)) {
        opened.push({ ...(await tools.openWorld(estate)), clock: tools.clock, actor: 'cuvee' });
      }
      worlds = opened;
      openedAt = now;
      return worlds;
    },
  };
}

async function nap(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
