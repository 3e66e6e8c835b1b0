/**
 * Brings an estate back from an archive. It is opened in a scratch database first, migrated there, and everybody forgotten since
 * is forgotten again there; only then does it take its place, database and folders at once. A restored estate sends nothing
 * until a named person confirms it.
 */
import { randomUUID } from 'node:crypto';
import { chmod, constants, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { createFolders, estateFolders } from '../1-raw/folders.ts';
import { errorCode } from '../1-raw/write-atomically.ts';
import type { Database, Session } from '../db/database.ts';
import { withEstateLock } from '../db/estate-lock.ts';
import { migrate } from '../db/migrate.ts';
import { loadSql } from '../db/sql.ts';
import { replayErasures } from '../erasure/replay-erasures.ts';
import { RefusedByRule } from '../errors.ts';
import { checkSlug, listEstates } from '../estate/estates.ts';
import { readSettings } from '../estate/settings-store.ts';
import { writeJournal } from '../journal/journal.ts';
import { sentence } from '../values/sentence.ts';
import type { World } from '../world.ts';
import { readHead } from './archive-reader.ts';
import { type BackupResult, backUp } from './back-up.ts';
import { backupFolder } from './backups.ts';
import type { Installation } from './installation.ts';
import { backupKey, keyOfFile } from './key.ts';
import { type Manifest, rowCount } from './manifest.ts';
import { type OpenedArchive, openArchive, refuseNewer } from './open-archive.ts';
import { withScratchDatabase } from './scratch.ts';
import { copyInto, copyOutOf, emptyTable, estateTables } from './tables.ts';

const barSending = loadSql(import.meta.url, './bar-sending.sql');

/** Where an archive is restored: a database, a home, and who does it. */
export interface RestorePlace extends Pick<World, 'database' | 'codeVersion' | 'actor' | 'clock' | 'log' | 'progress'> {
  readonly installation: Installation;
}

export interface RestoreRequest {
  /** The archive. */
  readonly path: string;
  /** A file holding the key; without it, the key of this installation. */
  readonly keyFile?: string;
  /** The name the estate takes; without it, its own. */
  readonly estate?: string;
  /** Leave to put it in the place of an estate that lives here, which is backed up first. */
  readonly replace?: boolean;
}

export interface RestoreResult {
  readonly estate: string;
  /** The instant the estate is back at. */
  readonly asOf: Date;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly erasuresReplayed: number;
  /** What stood in its place, as it was kept before. */
  readonly before?: BackupResult;
  /** `kept`: this installation has another secret; the links of letters sent by the other one do not work here. */
  readonly secret: 'same' | 'restored' | 'kept';
}

/**
 * Restores one archive. Throws RefusedByRule('ESTATE_LIVES') where the estate is there and `replace` was not given, the Failure
 * of a damaged archive, of a wrong key, of one made by a newer Cuvée. Until the very end nothing that lives here is touched.
 */
export async function restore(place: RestorePlace, request: RestoreRequest): Promise<RestoreResult> {
  const { home } = place.installation;
  const { identity } = await (request.keyFile === undefined ? backupKey(home) : keyOfFile(request.keyFile));
  const head = await readHead(request.path, identity);
  await refuseNewer(request.path, head);
  const estate = checkSlug(request.estate ?? head.estate);
  const lives = await isLiving(place, estate);
  if (lives && request.replace !== true) throw livesAlready(estate);
  const before = lives ? await backUpBefore(place, estate) : undefined;
  const scratchHome = join(home, `.restore-${randomUUID()}`);
  try {
    return await withScratchDatabase(place.database, async (scratch) => {
      const folders = estateFolders(scratchHome, head.estate);
      const opened = await openArchive(request.path, identity, { scratch, folder: folders.root });
      await keepErasureKey(estateFolders(home, estate).config, folders.config);
      const world = await bringForward(place, scratch, { scratchHome, estate: head.estate });
      const replayed = await replayErasures(world, [
        backupFolder(home, head.estate),
        backupFolder(home, estate),
        dirname(request.path),
      ]);
      await prepare(scratch, head.estate);
      const move = { scratch, from: head.estate, to: estate, scratchRoot: folders.root };
      const takePlace = (): Promise<void> =>
        takeItsPlace(place, move, {
          archive: basename(request.path),
          at: opened.manifest.createdAt,
          isBackedUp: lives,
          replayed,
        });
      await (lives ? withEstateLock(place.database, estate, takePlace) : takePlace());
      return resultOf(opened, { estate, replayed, before, secret: await settleSecret(place, opened) });
    });
  } finally {
    await removeTree(scratchHome);
  }
}

async function isLiving(place: RestorePlace, estate: string): Promise<boolean> {
  const estates = await listEstates(place.database);
  return estates.some((known) => known.estate === estate);
}

async function backUpBefore(place: RestorePlace, estate: string): Promise<BackupResult> {
  const world = await worldAt(place, place.database, place.installation.home, estate);
  return backUp(world, { reason: 'by_hand', now: place.clock(), installation: place.installation, keepsOld: true });
}

/** Migrates the scratch database to today's schema, and gives the world of the estate in it. */
export async function bringForward(
  place: Pick<RestorePlace, 'codeVersion' | 'actor' | 'clock' | 'log' | 'progress'>,
  scratch: Database,
  { scratchHome, estate }: { readonly scratchHome: string; readonly estate: string },
): Promise<World> {
  await migrate(scratch);
  return worldAt(place, scratch, scratchHome, estate);
}

async function worldAt(
  {
    codeVersion,
    actor,
    clock,
    log,
    progress,
  }: Pick<RestorePlace, 'codeVersion' | 'actor' | 'clock' | 'log' | 'progress'>,
  database: Database,
  home: string,
  estate: string,
): Promise<World> {
  const { settings, configHash } = await readSettings(database, estate);
  const folders = estateFolders(home, estate);
  const sources = Object.entries(settings.profiles).flatMap(([source, { status }]) =>
    status === 'confirmed' ? [source] : [],
  );
  await createFolders(folders, sources);
  return { estate, database, folders, settings, configHash, codeVersion, actor, clock, log, progress };
}

/** An archive older than its erasure key: whom this installation forgot is recognised by the key that lies here. */
async function keepErasureKey(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await copyFile(join(from, 'erasure-key'), join(to, 'erasure-key'), constants.COPYFILE_EXCL).catch(
    (error: unknown) => {
      if (!['EEXIST', 'ENOENT'].includes(errorCode(error))) throw error;
    },
  );
}

/** Nothing is sent before a person says so. */
async function prepare(scratch: Database, estate: string): Promise<void> {
  await scratch.execute(barSending, { estate, mark: randomUUID() });
}

interface Move {
  readonly scratch: Database;
  readonly from: string;
  readonly to: string;
  readonly scratchRoot: string;
}

/** Rows and folders change places together: the folders wait aside until the rows are committed, and come back if they are not. */
async function takeItsPlace(
  place: RestorePlace,
  move: Move,
  told: { readonly archive: string; readonly at: string; readonly replayed: number; readonly isBackedUp: boolean },
): Promise<void> {
  const root = estateFolders(place.installation.home, move.to).root;
  const aside = `${root}.replaced-${randomUUID().slice(0, 8)}`;
  const hadFolder = await moveIfThere(root, aside);
  try {
    await rename(move.scratchRoot, root);
    await place.database.transaction(async (session) => {
      await moveRows(session, move);
      await writeJournal(session, {
        estate: move.to,
        actor: place.actor,
        action: 'estate.restored',
        subject: `backup:${told.archive}`,
        after: { from: move.from, createdAt: told.at, erasuresReplayed: told.replayed },
      });
    });
  } catch (error) {
    await moveIfThere(root, move.scratchRoot);
    if (hadFolder) await rename(aside, root);
    throw error;
  }
  if (hadFolder) await bringWaitingExports(aside, root);
  // A folder without its estate is in no backup: it is left for a person to look at.
  if (hadFolder && told.isBackedUp) await removeTree(aside);
}

/** Exports dropped and not received yet are in no backup: they wait in the restored estate's folders. */
async function bringWaitingExports(from: string, to: string): Promise<void> {
  const entries = await readdir(join(from, 'raw'), { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (!entry.isFile() || path.split(sep).includes('archive')) continue;
    await mkdir(dirname(join(to, path)), { recursive: true });
    await rename(join(from, path), join(to, path));
  }
}

async function moveRows(session: Session, { scratch, from, to }: Move): Promise<void> {
  for (const table of await estateTables(scratch)) {
    await emptyTable(session, table, to);
    await session.copyIn(copyInto(table), scratch.copyOut(copyOutOf(table, from, to)));
  }
}

/** A fresh installation takes over the secret of the one that was backed up: the links of its letters go on working. */
async function settleSecret(place: RestorePlace, { secret }: OpenedArchive): Promise<RestoreResult['secret']> {
  const { home, secret: ours } = place.installation;
  if (secret === '' || secret === ours) return 'same';
  const estates = await listEstates(place.database);
  const kept = await readFile(join(home, 'secret'), 'utf8').catch(() => undefined);
  if (estates.length > 1 || kept?.trim() !== ours) return 'kept';
  await writeFile(join(home, 'secret'), `${secret}\n`, { mode: 0o600 });
  return 'restored';
}

function resultOf(
  { manifest }: { readonly manifest: Manifest },
  told: {
    readonly estate: string;
    readonly replayed: number;
    readonly before: BackupResult | undefined;
    readonly secret: RestoreResult['secret'];
  },
): RestoreResult {
  return {
    estate: told.estate,
    asOf: new Date(manifest.createdAt),
    tables: manifest.tables.length,
    rows: rowCount(manifest),
    files: manifest.files.length,
    erasuresReplayed: told.replayed,
    ...(told.before ? { before: told.before } : {}),
    secret: told.secret,
  };
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await stat(from);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  await rename(from, to);
  return true;
}

async function removeTree(folder: string): Promise<void> {
  await chmod(folder, 0o700).catch(() => {});
  await rm(folder, { recursive: true, force: true });
}

function livesAlready(estate: string): RefusedByRule {
  return new RefusedByRule(
    'ESTATE_LIVES',
    sentence(
      `Le domaine « ${estate} » existe déjà ici. Pour le voir à côté : --estate ${estate}-restaure ; pour le remplacer : --replace (il est d'abord sauvegardé).`,
      `The estate "${estate}" lives here already. To see it beside: --estate ${estate}-restored; to replace it: --replace (it is backed up first).`,
    ),
    { facts: { estate } },
  );
}
