/** Before an upgrade changes the database, every estate in it is backed up: the way back, should the upgrade disappoint. */
import { join } from 'node:path';
import { estateFolders } from '../1-raw/folders.ts';
import type { Database } from '../db/database.ts';
import { withEstateLock } from '../db/estate-lock.ts';
import { loadSql } from '../db/sql.ts';
import { Failure } from '../errors.ts';
import { listEstates } from '../estate/estates.ts';
import { sentence } from '../values/sentence.ts';
import { uuidV7 } from '../values/uuid.ts';
import { writeArchive } from './archive-writer.ts';
import { backupFileName, backupFolder } from './backups.ts';
import type { Installation } from './installation.ts';
import { backupKey } from './key.ts';
import { rowCount } from './manifest.ts';

const endBackup = loadSql(import.meta.url, './end-backup.sql');

/** A backup made before an upgrade; the register learns of it afterwards, as the older database may not know one. */
export interface UpgradeBackup {
  readonly estate: string;
  readonly path: string;
  /** Writes it into app.backups, once the upgrade is done. */
  note(database: Database): Promise<void>;
}

/**
 * Backs up every estate of a database in the schema it has. `now` dates them. Throws Failure('UPGRADE_WITHOUT_BACKUP') when it
 * cannot: nothing is upgraded then.
 */
export async function backUpBeforeUpgrade(
  database: Database,
  {
    installation,
    codeVersion,
    now,
  }: { readonly installation: Installation; readonly codeVersion: string; readonly now: Date },
): Promise<UpgradeBackup[]> {
  try {
    const { recipient } = await backupKey(installation.home);
    const made: UpgradeBackup[] = [];
    for (const { estate } of await listEstates(database)) {
      made.push(await backUpOne(database, { installation, codeVersion, now, estate, recipient }));
    }
    return made;
  } catch (error) {
    throw withoutBackup(error);
  }
}

async function backUpOne(
  database: Database,
  to: {
    readonly installation: Installation;
    readonly codeVersion: string;
    readonly now: Date;
    readonly estate: string;
    readonly recipient: string;
  },
): Promise<UpgradeBackup> {
  const { installation, codeVersion, now, estate, recipient } = to;
  const backupId = uuidV7(now);
  const fileName = backupFileName(estate, backupId, now);
  const path = join(backupFolder(installation.home, estate), fileName);
  const folders = estateFolders(installation.home, estate);
  const { secret } = installation;
  const source = { estate, database, folders, codeVersion, reason: 'before_upgrade', now, secret } as const;
  // A run of the older version may still be under way: its files must not change under the copy.
  const { bytes, sha256, manifest } = await withEstateLock(database, estate, () =>
    writeArchive(source, path, recipient),
  );
  const counts = { tables: manifest.tables.length, rows: rowCount(manifest), files: manifest.files.length };
  return {
    estate,
    path,
    async note(upgraded) {
      await upgraded.execute(endBackup, {
        estate,
        backup_id: backupId,
        reason: 'before_upgrade',
        state: 'done',
        file_name: fileName,
        bytes,
        sha256,
        counts: JSON.stringify(counts),
        copies: '[]',
        error: null,
        started_at: now.toISOString(),
        ended_at: now.toISOString(),
      });
    },
  };
}

function withoutBackup(cause: unknown): Failure {
  const why = cause instanceof Failure ? cause.sentence : sentence(String(cause), String(cause));
  return new Failure(
    'UPGRADE_WITHOUT_BACKUP',
    sentence(
      `La mise à jour s'est arrêtée avant de commencer : la sauvegarde d'avant n'a pas pu être faite. ${why.fr} Rien n'a été changé. Pour passer outre : CUVEE_UPGRADE_WITHOUT_BACKUP=oui.`,
      `The upgrade stopped before it began: the backup before it could not be made. ${why.en} Nothing was changed. To go on without: CUVEE_UPGRADE_WITHOUT_BACKUP=yes.`,
    ),
    { cause },
  );
}
