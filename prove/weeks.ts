/**
 * `npm run prove -- weeks [--from 2027-01-01] [--days 731] [--seed 1] [--json]`: years of an estate with a fake clock. Two laptops
 * keep the week; each sleeps for hours or days when it likes, their clocks disagree, both look at once, and now and then one
 * dies in the middle of its work. Every slot of the week ran once, or is written down as skipped with an alarm. What is due is
 * counted here by the calendar alone, not by the code under proof. The work itself is a stub.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Database, openDatabase } from '../src/db/database.ts';
import { removeEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { createEstate } from '../src/estate/estates.ts';
import { watchAlarms } from '../src/scheduler/alarms/watch-alarms.ts';
import { takeHeldJob, withJobLock } from '../src/scheduler/held-job.ts';
import type { HouseTools } from '../src/scheduler/house-tools.ts';
import { createJobQueue, type Job } from '../src/scheduler/jobs.ts';
import { runJob } from '../src/scheduler/run-job.ts';
import { scheduleEstate } from '../src/scheduler/schedule-estate.ts';
import { nextSlotAt } from '../src/scheduler/week.ts';
import { addDays, type Day } from '../src/values/day.ts';
import type { Task } from '../src/scheduler/tasks/task.ts';
import type { World } from '../src/world.ts';
import { houseToolsFor, stubTasks } from '../test/scheduler/house-case.ts';
import { seededRandom } from './sender-process.ts';
import { worldOf } from './sending-stage.ts';
import { countSlots, dayMs, type DoneTimes, estate, hourMs, midnightOf, minuteMs } from './weeks-judge.ts';

export interface WeeksProof {
  readonly days: number;
  /** Slots the calendar asks for. */
  readonly due: number;
  readonly done: number;
  readonly skipped: number;
  /** Slots done later than a quarter of an hour. */
  readonly late: number;
  readonly runs: { readonly done: number; readonly skipped: number };
  readonly looks: number;
  readonly looksAtOnce: number;
  readonly sleeps: number;
  readonly deaths: number;
  readonly alarmsRaised: number;
  readonly alarmsOpenAtTheEnd: number;
  readonly hourChanges: number;
  readonly leapDays: number;
  /** What must not be: slots without a job or with two, work done twice, skips nobody was told of. */
  readonly faults: readonly string[];
}

interface WeeksOptions {
  readonly from: Day;
  readonly days: number;
  readonly seed: number;
  readonly databaseUrl?: string;
}

/** Reads the options, runs the proof, prints its counts; true when the proof holds. */
export async function proveWeeks(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string', default: '2027-01-01' },
      days: { type: 'string', default: '731' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const url = process.env.DATABASE_URL;
  const proof = await weeksProof({
    from: values.from,
    days: Number(values.days),
    seed: Number(values.seed),
    ...(url === undefined ? {} : { databaseUrl: url }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return proof.faults.length === 0;
}

/** The proof itself, without words: also run, short, by the tests. */
export async function weeksProof(options: WeeksOptions): Promise<WeeksProof> {
  const home = await mkdtemp(join(tmpdir(), 'cuvee-weeks-'));
  const database = await openDatabase({
    ...(options.databaseUrl === undefined ? {} : { url: options.databaseUrl }),
    embeddedFolder: join(home, 'postgres'),
  });
  try {
    await migrate(database);
    const { counts, doneTimes } = await liveThrough(database, home, options);
    return { ...counts, ...(await countSlots(database, options, doneTimes)) };
  } finally {
    await database.close();
    if (options.databaseUrl === undefined) await removeEmbedded({ folder: join(home, 'postgres') });
    await rm(home, { recursive: true, force: true });
  }
}

/** One laptop: until when it is awake or asleep, and how wrong its clock is. */
interface Machine {
  isAwake: boolean;
  until: number;
  readonly skewMs: number;
}

interface Life {
  readonly database: Database;
  readonly world: World;
  readonly random: () => number;
  readonly counts: { looks: number; looksAtOnce: number; sleeps: number; deaths: number };
  readonly doneTimes: DoneTimes;
  readonly deaths: Map<string, number>;
  readonly tasks: ReturnType<typeof stubTasks>;
  readonly createdAt: Date;
  now: number;
}

async function liveThrough(database: Database, home: string, { from, days, seed }: WeeksOptions) {
  const start = midnightOf(from);
  const end = midnightOf(addDays(from, days));
  const life = await beginLife(database, home, { start, seed });
  const machines: Machine[] = [-20_000, 20_000].map((skewMs) => ({ isAwake: true, until: start + dayMs, skewMs }));
  while (life.now < end) {
    turnIn(machines, life);
    await lookAround(life, machines);
    life.now = Math.min(end, nextMoment(life, machines));
  }
  // The last evening both are on: what is still under way is ended.
  for (const machine of machines) machine.isAwake = true;
  await lookAround(life, machines);
  await lookAround(life, machines);
  await lookAround(life, machines);
  return { counts: life.counts, doneTimes: life.doneTimes };
}

async function beginLife(
  database: Database,
  home: string,
  { start, seed }: { readonly start: number; readonly seed: number },
): Promise<Life> {
  await createEstate(database, { slug: estate, name: 'Domaine des semaines', isDemo: false });
  const world = await worldOf(database, { estate, home, clock: () => new Date(start) });
  const doneTimes: DoneTimes = new Map();
  const note: Task = async ({ job }) => {
    doneTimes.set(job.jobId, (doneTimes.get(job.jobId) ?? 0) + 1);
    return { outcome: 'done', result: {} };
  };
  return {
    database,
    world,
    random: seededRandom(seed),
    counts: { looks: 0, looksAtOnce: 0, sleeps: 0, deaths: 0 },
    doneTimes,
    deaths: new Map(),
    tasks: stubTasks({
      run: note,
      report: note,
      push_contacts: note,
      backup: note,
      reconcile: note,
      retention: note,
      restore_drill: note,
    }),
    createdAt: new Date(start),
    now: start,
  };
}

/** Whoever's time has come goes to sleep or wakes; half the time the whole house closes at once. */
function turnIn(machines: readonly Machine[], life: Life): void {
  for (const machine of machines.filter(({ until }) => life.now >= until)) {
    machine.isAwake = !machine.isAwake;
    machine.until = life.now + (machine.isAwake ? awakeMs(life) : asleepMs(life));
    if (machine.isAwake) continue;
    life.counts.sleeps += 1;
    if (life.random() < 0.5) {
      for (const other of machines)
        Object.assign(other, { isAwake: false, until: Math.max(other.until, machine.until) });
    }
  }
}

function awakeMs({ random }: Life): number {
  return 6 * hourMs + random() * 6 * dayMs;
}

/** Mostly a night or less, sometimes days, now and then a holiday. */
function asleepMs({ random }: Life): number {
  const chance = random();
  if (chance < 0.7) return hourMs + random() * 13 * hourMs;
  return chance < 0.9 ? dayMs + random() * 2 * dayMs : 4 * dayMs + random() * 6 * dayMs;
}

async function lookAround(life: Life, machines: readonly Machine[]): Promise<void> {
  const awake = machines.filter(({ isAwake }) => isAwake);
  life.counts.looks += awake.length;
  if (awake.length > 1) life.counts.looksAtOnce += 1;
  await Promise.all(awake.map((machine) => look(life, machine)));
  await Promise.all(awake.map((machine) => work(life, machine)));
  await Promise.all(
    awake.slice(0, 1).map((machine) => watchAlarms(life.world, toolsOf(life, machine), nothingOutside)),
  );
}

/** An estate whose letters leave by Brevo has the whole week. */
const means = { brevo: true, sendsLive: true };

async function look(life: Life, machine: Machine): Promise<void> {
  const { settings } = life.world;
  const estateWeek = { estate, settings, means, createdAt: life.createdAt };
  await scheduleEstate(life.database, estateWeek, clockOf(life, machine));
}

/** Both machines reach for every job; who dies in the middle leaves it to whoever looks next. */
async function work(life: Life, machine: Machine): Promise<void> {
  const tools = toolsOf(life, machine);
  const stop = new AbortController().signal;
  for (const job of await openJobs(life.database)) {
    const carried = { estate, jobId: job.jobId };
    if (life.random() < 0.06 && (await dieWith(life, carried, tools))) continue;
    await runJob(tools, life.tasks, carried, stop);
  }
}

/** What a kill leaves behind: a job in hand, and a lock that is free again. A third death would end the job: not proved here. */
async function dieWith(
  { database, counts, deaths }: Life,
  carried: { readonly estate: string; readonly jobId: string },
  tools: HouseTools,
): Promise<boolean> {
  const before = deaths.get(carried.jobId) ?? 0;
  if (before >= 2) return false;
  // Counted before it is done: two machines may look at once.
  deaths.set(carried.jobId, before + 1);
  const taken = await withJobLock(database, carried, () => takeHeldJob(database, carried, tools.clock()));
  if (!taken) return false;
  counts.deaths += 1;
  return true;
}

async function openJobs(database: Database): Promise<readonly Job[]> {
  const queue = createJobQueue(database);
  const waiting = await queue.list(estate, { state: 'waiting' });
  return [...waiting, ...(await queue.list(estate, { state: 'running' }))];
}

/** A few minutes after the next slot, or when somebody turns in; sooner while work is under way. */
function nextMoment(life: Life, machines: readonly Machine[]): number {
  const turns = machines.map(({ until }) => until);
  if (!machines.some(({ isAwake }) => isAwake)) return Math.min(...turns);
  const next = nextSlotAt(life.world.settings.week, means, new Date(life.now)).getTime();
  return Math.max(life.now + minuteMs, Math.min(...turns, next + life.random() * 8 * minuteMs));
}

function clockOf({ now }: Life, { skewMs }: Machine): Date {
  return new Date(now + skewMs);
}

function toolsOf(life: Life, machine: Machine): HouseTools {
  return houseToolsFor(life.world, () => clockOf(life, machine));
}

const nothingOutside = {
  freeGigabytes: undefined,
  certificateUntil: undefined,
  brevoAccount: undefined,
  isJournalWhole: undefined,
  mailObstacle: undefined,
};

function describe(proof: WeeksProof): string {
  const { days, due, done, skipped, late, runs, looks, looksAtOnce, sleeps, deaths, faults } = proof;
  return [
    `${days} days, ${proof.hourChanges} changes of the hour, ${proof.leapDays} leap days; ${looks} looks at the clock, ${looksAtOnce} times by two at once.`,
    `${due} slots due: ${done} done once (${late} of them late), ${skipped} skipped with an alarm. Runs: ${runs.done} done, ${runs.skipped} skipped.`,
    `${sleeps} sleeps, ${deaths} deaths in the middle of work, ${proof.alarmsRaised} alarms raised, ${proof.alarmsOpenAtTheEnd} open at the end.`,
    faults.length === 0 ? 'Holds.' : `DOES NOT HOLD:\n  ${faults.slice(0, 20).join('\n  ')}`,
    '',
  ].join('\n');
}
