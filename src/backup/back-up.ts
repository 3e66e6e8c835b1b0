/**
 * The nightly backup of one estate: database and files of one instant, encrypted, copied elsewhere, the old ones let go. The archive is
 * written under the estate's lock: runs, erasures and corrections, which rewrite files, wait for it, and it waits for them.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withEstateLock } from '../db/estate-lock.ts';
import { loadSql } from '../db/sql.ts';
import { completeLedger } from '../erasure/complete-ledger.ts';
import { Failure } from '../errors.ts';
import { uuidV7 } from '../values/uuid.ts';
import type { World } from '../world.ts';
import { writeArchive, type WrittenArchive } from './archive-writer.ts';
import { backupFileName, backupFolder, type BackupCopy, listBackups } from './backups.ts';
import { type Installation, installationOf } from './installation.ts';
import { backupKey } from './key.ts';
import { type BackupReason, rowCount } from './manifest.ts';
import { shareLedger } from './ledger-copies.ts';
import { toRemove } from './rotation.ts';
import { type BackupTarget, openTarget, targetName } from './targets/target.ts';

const insertBackup = loadSql(import.meta.url, './insert-backup.sql');
const endBackup = loadSql(import.meta.url, './end-backup.sql');
const markRemoved = loadSql(import.meta.url, './mark-removed.sql');
const abandonBackups = loadSql(import.meta.url, './abandon-backups.sql');

export interface BackupResult {
  readonly backupId: string;
  /** Absolute path of the archive. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Files the database names and the disk no longer has: to be looked at (cuvee doctor --verify-raw). */
  readonly missing: readonly string[];
  /** Archived exports whose bytes are no longer those that were received. */
  readonly damaged: readonly string[];
  /** Copies elsewhere; one that failed does not undo the backup, and says why. */
  readonly copies: readonly BackupCopy[];
  /** Older archives removed by rotation. */
  readonly removed: number;
}

export interface BackUpRequest {
  readonly reason: BackupReason;
  readonly now: Date;
  readonly installation?: Installation;
  /** No older archive goes: one of them is about to be restored. */
  readonly keepsOld?: boolean;
}

/**
 * Backs the estate up. `reason` tells why; `now` is its date. Throws RefusedByRule('RUN_IN_PROGRESS'), noting nothing, while a run or
 * another change of files is under way; the Failure of the disk or the database, after noting it in app.backups. A target that fails
 * is noted in `copies`.
 */
export async function backUp(
  world: World,
  { reason, now, installation, keepsOld = false }: BackUpRequest,
): Promise<BackupResult> {
  const standing = installation ?? (await installationOf(world));
  const backupId = uuidV7(now);
  const fileName = backupFileName(world.estate, backupId, now);
  const row = { estate: world.estate, backup_id: backupId, reason, file_name: fileName, started_at: now.toISOString() };
  const begun = performance.now();
  const endedAt = (): string => new Date(now.getTime() + performance.now() - begun).toISOString();
  let isNoted = false;
  try {
    const archive = await withEstateLock(world.database, world.estate, async () => {
      await world.database.execute(abandonBackups, { estate: world.estate, now: now.toISOString() });
      await world.database.execute(insertBackup, row);
      isNoted = true;
      const written = await archiveOf(world, standing, { reason, now, fileName });
      await completeLedger(world);
      return written;
    });
    // Copies may take hours over a slow line: nobody waits for them.
    const copies = await copyElsewhere(world, standing, archive, fileName);
    const { counts, ...told } = countsOf(archive);
    await world.database.execute(endBackup, {
      ...row,
      state: 'done',
      bytes: archive.bytes,
      sha256: archive.sha256,
      counts: JSON.stringify(counts),
      copies: JSON.stringify(copies),
      error: null,
      ended_at: endedAt(),
    });
    return { backupId, path: archive.path, ...told, copies, removed: keepsOld ? 0 : await letOldGo(world, standing) };
  } catch (error) {
    if (!isNoted) throw error;
    const code = error instanceof Failure ? error.code : 'UNKNOWN';
    await world.database
      .execute(endBackup, {
        ...row,
        state: 'failed',
        bytes: null,
        sha256: null,
        counts: '{}',
        copies: '[]',
        error: JSON.stringify({ code }),
        ended_at: endedAt(),
      })
      .catch(() => 0);
    throw error;
  }
}

async function archiveOf(
  world: World,
  { home, secret }: Installation,
  { reason, now, fileName }: { reason: BackupReason; now: Date; fileName: string },
): Promise<WrittenArchive> {
  const { estate, database, folders, codeVersion } = world;
  const { recipient } = await backupKey(home);
  const source = { estate, database, folders, codeVersion, reason, now, secret };
  return writeArchive(source, join(backupFolder(home, estate), fileName), recipient);
}

function countsOf({ manifest, bytes, sha256 }: WrittenArchive) {
  const [tables, rows, files] = [manifest.tables.length, rowCount(manifest), manifest.files.length];
  const { missing, damaged } = manifest;
  const counts = { tables, rows, files, missing: missing.length, damaged: damaged.length };
  return { bytes, sha256, tables, rows, files, missing, damaged, counts };
}

/** Copies the archive and the ledger of erasures to every target, each verified by reading it back. */
async function copyElsewhere(
  world: World,
  installation: Installation,
  archive: WrittenArchive,
  fileName: string,
): Promise<BackupCopy[]> {
  const copies: BackupCopy[] = [];
  for (const setting of world.settings.backup.targets) {
    try {
      const target = openTarget(setting, { estate: world.estate, s3: installation.s3 });
      const lying = await target.put(fileName, archive.path, archive);
      if (lying !== archive.sha256) throw new Error('COPY_DIFFERS');
      await shareLedger(backupFolder(installation.home, world.estate), target);
      copies.push({ target: targetName(setting), ok: true });
    } catch (error) {
      const why = error instanceof Failure ? error.code : error instanceof Error ? error.message : 'UNKNOWN';
      world.log.warn('a backup could not be copied', { target: targetName(setting), code: why });
      copies.push({ target: targetName(setting), ok: false, error: why });
    }
  }
  return copies;
}

/** Rotation: only archives this register names, and never the newest good one. */
async function letOldGo(world: World, installation: Installation): Promise<number> {
  const good = (await listBackups(world.database, world.estate)).filter(({ state }) => state === 'done');
  const gone = new Set(toRemove(good, world.settings.backup.keep));
  const targets = openTargets(world, installation);
  let removed = 0;
  for (const { backupId, fileName } of good) {
    if (!gone.has(backupId) || fileName === null) continue;
    await rm(join(backupFolder(installation.home, world.estate), fileName), { force: true });
    for (const target of targets) await target.remove(fileName).catch(() => {});
    removed += await world.database.execute(markRemoved, { estate: world.estate, backup_id: backupId });
  }
  return removed;
}

function openTargets(world: World, { s3 }: Installation): BackupTarget[] {
  return world.settings.backup.targets.flatMap((setting) => {
    try {
      return [openTarget(setting, { estate: world.estate, s3 })];
    } catch {
      return [];
    }
  });
}
