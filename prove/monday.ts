/**
 * `npm run prove -- monday --kills N [--seed S] [--clients C] [--unchanged] [--json]`: the Monday run is killed with SIGKILL at
 * random points, run again, and must leave the same tables, files and report as a run nobody disturbed. With `--unchanged` it is
 * the run of the next Monday, whose sales export says again what the last one said.
 */
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/db/database.ts';
import { removeEmbedded } from '../src/db/embedded.ts';
import { sql } from '../src/db/sql.ts';
import { generateDemo } from '../src/demo/generate.ts';
import { differences, type EstateSnapshot, takeSnapshot } from './snapshot.ts';

const firstMonday = '2026-11-16';
const nextMonday = '2026-11-23';
const estate = 'proof';
const cuvee = join(import.meta.dirname, '../bin/cuvee.js');

export interface MondayProof {
  readonly kills: number;
  /** Trials whose process really died by the signal, and where in the run it stood. */
  readonly killed: number;
  readonly endedBeforeTheKill: number;
  readonly stepsHit: Readonly<Record<string, number>>;
  readonly identical: number;
  readonly different: readonly { trial: number; delayMs: number; what: readonly string[] }[];
  readonly undisturbedMs: number;
}

/** Reads the options, runs the proof, prints its counts; true when every trial ended as the undisturbed run did. */
export async function proveMonday(args: readonly string[]): Promise<boolean> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      clients: { type: 'string', default: '150' },
      unchanged: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const proof = await mondayProof({
    kills: Number(values.kills),
    seed: Number(values.seed),
    clients: Number(values.clients),
    isUnchanged: values.unchanged,
    ...(process.env.DATABASE_URL === undefined ? {} : { databaseUrl: process.env.DATABASE_URL }),
  });
  process.stdout.write(values.json ? `${JSON.stringify(proof, null, 2)}\n` : describe(proof));
  return proof.different.length === 0;
}

/** The proof itself, without words: also run, short, by the tests. */
export async function mondayProof(options: {
  kills: number;
  seed: number;
  clients: number;
  /** The run to be disturbed is that of a second week, which says what the first one said. */
  isUnchanged?: boolean;
  databaseUrl?: string;
}): Promise<MondayProof> {
  const folder = mkdtempSync(join(tmpdir(), 'cuvee-prove-'));
  const server = await openDatabase({
    ...(options.databaseUrl === undefined ? {} : { url: options.databaseUrl }),
    embeddedFolder: join(folder, 'postgres'),
    keep: true,
  });
  const stage = { folder, serverUrl: server.url, exports: join(folder, 'exports') };
  try {
    await generateDemo({
      out: stage.exports,
      clients: options.clients,
      years: 2,
      seed: options.seed,
      until: firstMonday,
    });
    return await runTrials(stage, options);
  } finally {
    for (let trial = 0; trial <= options.kills; trial++) {
      await server.execute(sql(`drop database if exists ${databaseName(trial)} with (force)`));
    }
    await server.close();
    if (options.databaseUrl === undefined) await removeEmbedded({ folder: join(folder, 'postgres') });
    rmSync(folder, { recursive: true, force: true });
  }

  async function runTrials(
    place: typeof stage,
    { kills, seed }: { kills: number; seed: number },
  ): Promise<MondayProof> {
    const trialAt = async (trial: number): Promise<Trial> => {
      await server.execute(sql(`create database ${databaseName(trial)}`));
      const prepared = prepareTrial(place, trial, databaseName(trial));
      return options.isUnchanged === true ? nextWeek(place, prepared) : prepared;
    };
    const reference = await trialAt(0);
    const startedAt = performance.now();
    runToTheEnd(reference);
    const undisturbedMs = performance.now() - startedAt;
    const expected = await takeSnapshot(reference);
    return countTrials({ kills, seed, undisturbedMs, expected, trialAt });
  }
}

function databaseName(trial: number): string {
  return `prove_${process.pid}_${trial}`;
}

interface Trial {
  readonly home: string;
  readonly databaseUrl: string;
  readonly estate: string;
  /** The Monday whose run is disturbed. */
  readonly asOf: string;
}

async function countTrials(options: {
  kills: number;
  seed: number;
  undisturbedMs: number;
  expected: EstateSnapshot;
  trialAt: (trial: number) => Promise<Trial>;
}): Promise<MondayProof> {
  const random = seededRandom(options.seed);
  const stepsHit: Record<string, number> = {};
  const different: { trial: number; delayMs: number; what: readonly string[] }[] = [];
  let killed = 0;
  for (let number = 1; number <= options.kills; number++) {
    const trial = await options.trialAt(number);
    // A run needs about a third of a second to open the database: kills before that would prove little.
    const delayMs = Math.round(300 + random() * Math.max(200, options.undisturbedMs - 300));
    if (await runAndKill(trial, delayMs)) {
      killed += 1;
      const step = await stepUnderWay(trial);
      stepsHit[step] = (stepsHit[step] ?? 0) + 1;
    }
    // A kill after the last word of the run leaves nothing to take up; running again would only open the next run.
    if (!(await isDone(trial))) runToTheEnd(trial);
    const what = differences(options.expected, await takeSnapshot(trial));
    if (what.length > 0) different.push({ trial: number, delayMs, what });
    rmSync(trial.home, { recursive: true, force: true });
  }
  return {
    kills: options.kills,
    killed,
    endedBeforeTheKill: options.kills - killed,
    stepsHit,
    identical: options.kills - different.length,
    different,
    undisturbedMs: Math.round(options.undisturbedMs),
  };
}

function prepareTrial(
  place: { folder: string; serverUrl: string; exports: string },
  number: number,
  name: string,
): Trial {
  const home = join(place.folder, `home-${number}`);
  mkdirSync(home);
  const url = new URL(place.serverUrl);
  url.pathname = `/${name}`;
  const trial = { home, databaseUrl: url.toString(), estate, asOf: firstMonday };
  must(trial, ['init', '--estate', estate, '--from', place.exports]);
  return trial;
}

/** The first Monday is over; the next one's export tells the same lines, with a blank one more. */
function nextWeek({ exports }: { exports: string }, trial: Trial): Trial {
  runToTheEnd(trial);
  const folder = join(exports, 'ventes_lignes');
  const last = readdirSync(folder)
    .filter((name) => name.endsWith('.csv'))
    .sort()
    .at(-1);
  if (last === undefined) throw new Error(`no sales export in ${folder}`);
  const again = join(trial.home, 'ventes_lignes_20261123_0600.csv');
  copyFileSync(join(folder, last), again);
  appendFileSync(again, '\r\n');
  must(trial, ['receive', again, '--estate', estate, '--dataset', 'ventes_lignes']);
  return { ...trial, asOf: nextMonday };
}

function runToTheEnd(trial: Trial): void {
  must(trial, runOf(trial));
}

function runOf({ asOf }: Trial): string[] {
  return ['run', '--estate', estate, '--as-of', asOf, '--json'];
}

function must(trial: Trial, args: readonly string[]): void {
  const ended = spawnSync(process.execPath, [cuvee, ...args], { env: environmentOf(trial), encoding: 'utf8' });
  if (ended.status !== 0) throw new Error(`cuvee ${args.join(' ')} ended with ${ended.status}: ${ended.stderr}`);
}

/** True when the signal ended it; false when it was done before. */
function runAndKill(trial: Trial, delayMs: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cuvee, ...runOf(trial)], {
      env: environmentOf(trial),
      stdio: 'ignore',
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), delayMs);
    child.on('error', reject);
    child.on('exit', (_, signal) => {
      clearTimeout(timer);
      resolve(signal === 'SIGKILL');
    });
  });
}

async function stepUnderWay(trial: Trial): Promise<string> {
  const row = await askTrial<{ step: string }>(
    trial,
    `select step from etl.run_steps inner join etl.runs using (estate_id, run_id)
     where estate_id = :'estate' and as_of_on = '${trial.asOf}' order by position desc limit 1`,
  );
  return row?.step ?? 'before the first step';
}

async function isDone(trial: Trial): Promise<boolean> {
  const row = await askTrial<{ status: string }>(
    trial,
    `select status from etl.runs where estate_id = :'estate' and as_of_on = '${trial.asOf}' order by started_at desc limit 1`,
  );
  return row?.status === 'done';
}

async function askTrial<Row>(trial: Trial, question: string): Promise<Row | undefined> {
  const database = await openDatabase({ url: trial.databaseUrl, embeddedFolder: '' });
  try {
    return await database.one<Row>(sql(question), { estate: trial.estate });
  } finally {
    await database.close();
  }
}

function environmentOf(trial: Trial): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CUVEE_HOME: trial.home,
    DATABASE_URL: trial.databaseUrl,
    CUVEE_LANG: 'en',
    CUVEE_ACTOR: 'prover',
  };
}

/** mulberry32: enough to draw delays, the same for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function describe(proof: MondayProof): string {
  const hits = Object.entries(proof.stepsHit).map(([step, count]) => `${step} ${count}`);
  return [
    `${proof.kills} runs: ${proof.killed} killed (${hits.join(', ')}), ${proof.endedBeforeTheKill} ended before the kill.`,
    `${proof.identical} ended like the undisturbed run (${proof.undisturbedMs} ms), ${proof.different.length} did not.`,
    ...proof.different.map(
      ({ trial, delayMs, what }) => `  trial ${trial}, killed after ${delayMs} ms: ${what.join('; ')}`,
    ),
    '',
  ].join('\n');
}
