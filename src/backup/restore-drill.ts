/**
 * The weekly drill: the newest backup is opened in a scratch database, everything in it compared with what was written, the
 * journal's chain walked, and the last run done again there. A backup nobody ever restored is a hope.
 */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { estateFolders } from '../1-raw/folders.ts';
import type { Database } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { verifyJournal } from '../journal/verify-journal.ts';
import { runWeek } from '../run/run-week.ts';
import { type Sentence, sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import type { World } from '../world.ts';
import { type Backup, backupFolder, listBackups } from './backups.ts';
import { differing, fingerprints } from './fingerprints.ts';
import { type Installation, installationOf } from './installation.ts';
import { backupKey } from './key.ts';
import { type Manifest, rowCount } from './manifest.ts';
import { openArchive } from './open-archive.ts';
import { bringForward } from './restore.ts';
import { withScratchDatabase } from './scratch.ts';
import { RowsHash } from './rows-hash.ts';
import { hashOfFile } from './streams.ts';
import { copyOutOf } from './tables.ts';
import { checkArchiveFile } from './verify-backup.ts';

const insertDrill = loadSql(import.meta.url, './insert-drill.sql');
const lastRun = loadSql(import.meta.url, './last-run.sql');
/** One thing that is not as it was written, or did not work: where, and what a person should know. */
export interface DrillFinding {
  readonly where: string;
  readonly sentence: Sentence;
}

export interface DrillResult {
  readonly drillId: string;
  readonly backupId: string;
  readonly ok: boolean;
  readonly findings: readonly DrillFinding[];
  /** How much work would be lost: the age of the backup. */
  readonly rpoHours: number;
  /** How long until the estate is back: opening, migrating, comparing. */
  readonly rtoSeconds: number;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Whether the last run, done again, changed nothing; `none`: there was none, or the backup could not be opened. */
  readonly replay: 'same' | 'changed' | 'none';
}

/** Drills the newest good backup and writes app.restore_drills. Throws Failure('NO_BACKUP') where there is none. */
export async function restoreDrill(
  world: World,
  { now, installation }: { readonly now: Date; readonly installation?: Installation },
): Promise<DrillResult> {
  const standing = installation ?? (await installationOf(world));
  const backup = (await listBackups(world.database, world.estate)).find(({ state }) => state === 'done');
  if (!backup?.fileName) throw noBackup(world.estate);
  const begun = performance.now();
  const drilled = await drill(world, standing, { ...backup, fileName: backup.fileName });
  const result: DrillResult = {
    drillId: uuidV7(now),
    backupId: backup.backupId,
    ok: drilled.findings.length === 0,
    rpoHours: rounded((now.getTime() - backup.startedAt.getTime()) / 3_600_000),
    ...drilled,
  };
  const { rpoHours, rtoSeconds, tables, rows, files, replay } = result;
  await world.database.execute(insertDrill, {
    estate: world.estate,
    drill_id: result.drillId,
    backup_id: backup.backupId,
    ok: result.ok,
    findings: JSON.stringify({
      findings: result.findings,
      tables,
      rows,
      files,
      replay,
      seconds: rtoSeconds,
      backupAgeHours: rpoHours,
    }),
    started_at: now.toISOString(),
    ended_at: new Date(now.getTime() + performance.now() - begun).toISOString(),
  });
  return result;
}

type Drilled = Pick<DrillResult, 'findings' | 'rtoSeconds' | 'tables' | 'rows' | 'files' | 'replay'>;

async function drill(
  world: World,
  { home }: Installation,
  backup: Backup & { readonly fileName: string },
): Promise<Drilled> {
  const path = join(backupFolder(home, world.estate), backup.fileName);
  const scratchHome = join(home, `.drill-${randomUUID()}`);
  const begun = performance.now();
  const nothing = { tables: 0, rows: 0, files: 0, replay: 'none' as const };
  try {
    const { identity } = await backupKey(home);
    return await withScratchDatabase(world.database, async (scratch) => {
      const { root } = estateFolders(scratchHome, world.estate);
      const { manifest } = await openArchive(path, identity, { scratch, folder: root });
      // After the inside, which knows better where a byte is wrong.
      await checkArchiveFile(path, backup.sha256);
      const findings = [
        ...(await compareTables(scratch, manifest)),
        ...(await compareFiles(root, manifest)),
        ...missingFiles(manifest),
        ...damagedFiles(manifest),
      ];
      const restored = await bringForward(world, scratch, { scratchHome, estate: manifest.estate });
      findings.push(...(await checkJournal(restored)));
      const rtoSeconds = rounded((performance.now() - begun) / 1000);
      const replayed = await replayRun(restored);
      const counts = { tables: manifest.tables.length, rows: rowCount(manifest), files: manifest.files.length };
      return { findings: [...findings, ...replayed.findings], rtoSeconds, ...counts, replay: replayed.replay };
    });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const finding = { where: whereOf(error), sentence: error.sentence };
    return { findings: [finding], rtoSeconds: rounded((performance.now() - begun) / 1000), ...nothing };
  } finally {
    await rm(scratchHome, { recursive: true, force: true });
  }
}

function whereOf({ facts }: Failure): string {
  const where = facts['part'] ?? facts['file'];
  return typeof where === 'string' ? where : '';
}

/** Copies every table out again: the same rows must come. */
async function compareTables(scratch: Database, manifest: Manifest): Promise<DrillFinding[]> {
  const findings: DrillFinding[] = [];
  for (const table of manifest.tables) {
    const found = new RowsHash();
    for await (const bytes of scratch.copyOut(copyOutOf(table, manifest.estate))) {
      if (Buffer.isBuffer(bytes)) found.add(bytes);
    }
    if (found.digest() !== table.rowsHash) findings.push(differs(`tables/${table.name}`, found.rows, table.rows));
  }
  return findings;
}

async function compareFiles(root: string, manifest: Manifest): Promise<DrillFinding[]> {
  const findings: DrillFinding[] = [];
  for (const { path, sha256, bytes } of manifest.files) {
    const found = await hashOfFile(join(root, ...path.split('/')));
    if (found.sha256 !== sha256) findings.push(differs(`files/${path}`, found.bytes, bytes));
  }
  return findings;
}

function missingFiles({ missing }: Manifest): DrillFinding[] {
  return missing.map((path) => ({
    where: `files/${path}`,
    sentence: sentence(
      `${path} manquait déjà quand la sauvegarde a été faite. Lancez « cuvee doctor --verify-raw ».`,
      `${path} was missing already when the backup was made. Run "cuvee doctor --verify-raw".`,
    ),
  }));
}

function damagedFiles({ damaged }: Manifest): DrillFinding[] {
  return damaged.map((path) => ({
    where: `files/${path}`,
    sentence: sentence(
      `${path} n'avait déjà plus ses octets d'origine quand la sauvegarde a été faite. Remettez-le depuis une sauvegarde plus ancienne.`,
      `${path} no longer had the bytes it came with when the backup was made. Put it back from an older backup.`,
    ),
  }));
}

async function checkJournal({ database, estate }: World): Promise<DrillFinding[]> {
  const { isWhole, firstFault } = await verifyJournal(database, estate);
  if (isWhole) return [];
  const position = firstFault?.position ?? 0;
  return [
    {
      where: `tables/app.journal:${position}`,
      sentence: sentence(
        `Le journal restauré n'est pas celui qui a été écrit, à partir de l'acte ${position}.`,
        `The restored journal is not the one that was written, from act ${position} on.`,
      ),
    },
  ];
}

/** Does the last run again: the same inputs must give what is there already. */
async function replayRun(restored: World): Promise<Pick<DrillResult, 'findings' | 'replay'>> {
  const run = await restored.database.one<{ asOf: string; codeVersion: string }>(lastRun, { estate: restored.estate });
  if (!run) return { findings: [], replay: 'none' };
  const before = await fingerprints(restored.database, restored.estate);
  const outcome = await runWeek({ ...restored, codeVersion: run.codeVersion }, { asOf: run.asOf });
  if (outcome.stoppedBy)
    return { findings: [{ where: 'replay', sentence: outcome.stoppedBy.sentence }], replay: 'changed' };
  const changed = differing(before, await fingerprints(restored.database, restored.estate));
  if (changed.length === 0) return { findings: [], replay: 'same' };
  return {
    replay: 'changed',
    findings: changed.map((table) => ({
      where: `replay/${table}`,
      sentence: sentence(
        `Refait à partir de la sauvegarde, le dernier passage ne donne pas les mêmes lignes dans ${table}.`,
        `Done again from the backup, the last run does not give the same rows in ${table}.`,
      ),
    })),
  };
}

function differs(where: string, found: number, expected: number): DrillFinding {
  return {
    where,
    sentence: sentence(
      `${where} n'est pas revenu tel qu'il a été écrit (${found} au lieu de ${expected}, ou d'autres).`,
      `${where} did not come back as it was written (${found} instead of ${expected}, or others).`,
    ),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function noBackup(estate: string): Failure {
  return new Failure(
    'NO_BACKUP',
    sentence(
      `Le domaine « ${estate} » n'a encore aucune sauvegarde : lancez cuvee backup --estate ${estate}.`,
      `The estate "${estate}" has no backup yet: run cuvee backup --estate ${estate}.`,
    ),
    { facts: { estate } },
  );
}
