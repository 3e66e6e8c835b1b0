/** The few things done with the files of the embedded server. */
import { chown, readFile, rename } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Owner } from './embedded-home.ts';

/** A file's text without the space around it; undefined when it cannot be read. */
export async function readText(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text?.trim();
}

/** Gives a file or folder to the user the server runs as, if that is not ourselves. */
export async function giveTo(path: string, owner: Owner | undefined): Promise<void> {
  if (owner) await chown(path, owner.uid, owner.gid);
}

/** Renames a folder; on Windows a virus scanner may be reading in it, which passes within seconds. */
export async function renameWhenFree(from: string, to: string, triesLeft = 50): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (process.platform !== 'win32' || triesLeft === 0) throw error;
    await sleep(100);
    await renameWhenFree(from, to, triesLeft - 1);
  }
}
