/**
 * One process at a time starts or stops the embedded server: a lock file that holds the number of its process.
 * A lock is dead when its process is, when it is older than the machine's start, or when nobody has touched it for
 * a while (a process number may have been given to somebody else). Should two processes ever both believe they hold
 * it, nothing is lost: the cluster appears by one rename and PostgreSQL has its own lock on it.
 */
import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { isAlive, writtenBeforeBoot } from './embedded-process.ts';

const touchEveryMs = 2000;
const deadAfterMs = 20_000;
/** Longer than a start or a stop may take. */
const giveUpAfterMs = 360_000;
const held = new Set<string>();

/** Runs `work` while no other process, nor another caller in this one, does the same for that lock file. */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const token = await take(file);
  const touching = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), touchEveryMs);
  touching.unref();
  try {
    return await work();
  } finally {
    clearInterval(touching);
    if ((await readFile(file, 'utf8').catch(() => '')) === token) await rm(file, { force: true });
    held.delete(token);
  }
}

async function take(file: string): Promise<string> {
  const token = `${process.pid} ${randomUUID()}`;
  held.add(token);
  const askedAt = Date.now();
  while (!(await tryTake(file, token))) {
    if (Date.now() - askedAt > giveUpAfterMs) {
      held.delete(token);
      throw lockIsBusy(file);
    }
    await sleep(20 + Math.random() * 30);
  }
  return token;
}

async function tryTake(file: string, token: string): Promise<boolean> {
  try {
    await writeFile(file, token, { flag: 'wx' });
    return true;
  } catch (error) {
    // Windows answers EPERM or EBUSY while the file is being deleted.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'EEXIST' && !(process.platform === 'win32' && (code === 'EPERM' || code === 'EBUSY'))) throw error;
    await removeIfDead(file);
    return false;
  }
}

// Renamed first and looked at again: between reading and removing, somebody else may have taken the lock over.
async function removeIfDead(file: string): Promise<void> {
  const seen = await readLock(file);
  if (!seen || !isDead(seen)) return;
  const aside = `${file}.${randomUUID()}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const taken = await readFile(aside, 'utf8');
  if (taken === seen.token) await rm(aside, { force: true });
  else await rename(aside, file);
}

interface Lock {
  readonly token: string;
  readonly touchedAtMs: number;
}

async function readLock(file: string): Promise<Lock | undefined> {
  try {
    return { token: await readFile(file, 'utf8'), touchedAtMs: (await stat(file)).mtimeMs };
  } catch {
    return undefined;
  }
}

function isDead({ token, touchedAtMs }: Lock): boolean {
  const silentMs = Date.now() - touchedAtMs;
  if (silentMs > deadAfterMs || writtenBeforeBoot(touchedAtMs)) return true;
  if (token === '') return silentMs > touchEveryMs;
  const pid = Number(token.split(' ')[0]);
  return pid === process.pid ? !held.has(token) : !isAlive(pid);
}

function lockIsBusy(file: string): Failure {
  return new Failure(
    'DATABASE_BUSY',
    sentence(
      `Une autre fenêtre de Cuvée démarre ou arrête la base depuis plus de six minutes. Fermez-la, puis recommencez. (${file})`,
      `Another Cuvée has been starting or stopping the database for over six minutes. Close it, then try again. (${file})`,
    ),
    { retry: 'later' },
  );
}
