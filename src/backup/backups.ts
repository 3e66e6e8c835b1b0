/** The register of backups, and where their files lie. */
import { join } from 'node:path';
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { BackupReason } from './manifest.ts';

const listBackupsSql = loadSql(import.meta.url, './list-backups.sql');

/** A copy in a target: verified by its hash, or why not. */
export interface BackupCopy {
  readonly target: string;
  readonly ok: boolean;
  readonly error?: string;
}

export interface Backup {
  readonly backupId: string;
  readonly reason: BackupReason;
  readonly state: 'running' | 'done' | 'failed' | 'removed';
  readonly fileName: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly copies: readonly BackupCopy[];
  readonly error: { readonly code: string } | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
}

/** Every backup of an estate, newest first. */
export async function listBackups(session: Session, estate: string): Promise<Backup[]> {
  return session.rows<Backup>(listBackupsSql, { estate });
}

/** Where the backups of an estate lie: `<home>/backups/<estate>`. */
export function backupFolder(home: string, estate: string): string {
  return join(home, 'backups', estate);
}

/** `petit-domaine_20261123T021500Z_1a2b3c4d.cuvee.age` */
export function backupFileName(estate: string, backupId: string, at: Date): string {
  const stamp = at.toISOString().replace(/[-:]|\.\d+/g, '');
  return `${estate}_${stamp}_${backupId.slice(-8)}.cuvee.age`;
}
