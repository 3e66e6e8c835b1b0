/**
 * Where the embedded server lives and as whom it runs. PostgreSQL refuses to run as root (on a small server one often
 * is), and then needs a folder that an unprivileged user can enter: `/root/cuvee/data` is none.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readText } from './embedded-files.ts';

/** The unprivileged user the server runs as when we are root. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Where clusters live whose own folder an unprivileged user cannot enter. */
export const elsewhere = '/var/lib/cuvee';

/** The folder the server lives in, and its user; `undefined` means our own. */
export async function chooseHome(folder: string): Promise<{ home: string; owner: Owner | undefined }> {
  const wished = resolve(folder);
  if (process.getuid?.() !== 0) return { home: wished, owner: undefined };
  await mkdir(wished, { recursive: true });
  await chmod(wished, 0o711);
  const moved = await readText(join(wished, 'moved-to'));
  const owner = (await ownerOf(join(moved ?? wished, 'cluster'))) ?? (await unprivilegedUser());
  const home = moved ?? (await enterableHome(wished, owner));
  return { home, owner };
}

/** Whether a user that is in no special group can enter a folder, read from the modes of all folders above it. */
export async function canEnter(folder: string, user: Owner): Promise<boolean> {
  const { uid, gid, mode } = await stat(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  return dirname(folder) === folder || canEnter(dirname(folder), user);
}

async function enterableHome(wished: string, owner: Owner): Promise<string> {
  if (await canEnter(wished, owner)) return wished;
  const moved = join(elsewhere, randomUUID());
  const note = join(wished, 'moved-to');
  await mkdir(moved, { recursive: true, mode: 0o711 });
  await writeFile(join(moved, 'belongs-to'), `${wished}\n`);
  // Of two processes that start at once, the first to write its note decides for both.
  await writeFile(note, `${moved}\n`, { flag: 'wx' }).catch(() => rm(moved, { recursive: true }));
  return (await readText(note)) ?? moved;
}

/** A user named cuvee if the host made one, else nobody. */
async function unprivilegedUser(): Promise<Owner> {
  const accounts = (await readText('/etc/passwd')) ?? '';
  for (const name of ['cuvee', 'nobody']) {
    const account = accounts.split('\n').find((line) => line.startsWith(`${name}:`));
    const [, , uid, gid] = account?.split(':') ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return { uid: 65_534, gid: 65_534 };
}

async function ownerOf(folder: string): Promise<Owner | undefined> {
  const found = await stat(folder).catch(() => undefined);
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
}
