/** Who uses the embedded server: one file per user, named by its process, so that the dead are told from the living. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, writtenBeforeBoot } from './embedded-process.ts';

const ours = new Set<string>();
let usersOfThisProcess = 0;

/** Registers one more user of this process; `forget` says whether it was still registered. */
export async function registerUser(folder: string): Promise<{ forget: () => Promise<boolean> }> {
  await mkdir(folder, { recursive: true });
  usersOfThisProcess += 1;
  const file = join(folder, `${process.pid}-${usersOfThisProcess}`);
  await writeFile(file, '');
  ours.add(file);
  return {
    async forget() {
      const wasHere = ours.delete(file);
      await rm(file, { force: true });
      return wasHere;
    },
  };
}

/** Whether any living process still uses the server; the files of the dead are swept away. */
export async function isStillUsed(folder: string): Promise<boolean> {
  let used = false;
  for (const name of await readdir(folder)) {
    if (await isLiving(join(folder, name), Number(name.split('-')[0]))) used = true;
    else await rm(join(folder, name), { force: true });
  }
  return used;
}

// In a container every start may get the same process number: a file of our own number that we did not write is dead.
async function isLiving(file: string, pid: number): Promise<boolean> {
  if (pid === process.pid) return ours.has(file);
  const written = await stat(file).catch(() => undefined);
  return written !== undefined && isAlive(pid) && !writtenBeforeBoot(written.mtimeMs);
}

/** Marks this very server to be left running; a later one, started after a crash, is not meant. */
export async function keepRunning(home: string, serverPid: number): Promise<void> {
  await writeFile(join(home, 'keep'), String(serverPid));
}

/** Whether somebody asked this very server to be left running. */
export async function isKept(home: string, serverPid: number): Promise<boolean> {
  const kept = await readFile(join(home, 'keep'), 'utf8').catch(() => '');
  return kept === String(serverPid);
}

/** Takes the wish to keep the server back. */
export async function forgetKeep(home: string): Promise<void> {
  await rm(join(home, 'keep'), { force: true });
}
