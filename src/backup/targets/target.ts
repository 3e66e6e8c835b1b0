/** A place that keeps copies: a folder (a disk, a network share) or an S3-compatible store. All throw when they cannot. */
import { sentence } from '../../values/sentence.ts';
import { Failure } from '../../errors.ts';
import type { BackupTargetSetting } from '../../estate/safekeeping-settings.ts';
import type { S3Credentials } from '../installation.ts';
import { folderTarget } from './folder-target.ts';
import { s3Target } from './s3-target.ts';

export interface BackupTarget {
  /** What a person reads: the folder, or the bucket. */
  readonly name: string;
  /** Copies a file and reads the copy back: its SHA-256 as it lies there. */
  put(name: string, from: string, expected: { readonly sha256: string; readonly bytes: number }): Promise<string>;
  /** A small text kept there; undefined where there is none. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** The target a setting names, for one estate. Throws Failure('BACKUP_CREDENTIALS') where an S3 store has none. */
export function openTarget(
  setting: BackupTargetSetting,
  { estate, s3 }: { readonly estate: string; readonly s3?: S3Credentials | undefined },
): BackupTarget {
  if (setting.kind === 'folder') return folderTarget(setting.path, estate);
  if (s3) return s3Target(setting, estate, s3);
  throw new Failure(
    'BACKUP_CREDENTIALS',
    sentence(
      `La copie vers ${setting.bucket} attend ses identifiants : donnez CUVEE_BACKUP_S3_ACCESS_KEY_ID et CUVEE_BACKUP_S3_SECRET_ACCESS_KEY.`,
      `The copy to ${setting.bucket} awaits its credentials: give CUVEE_BACKUP_S3_ACCESS_KEY_ID and CUVEE_BACKUP_S3_SECRET_ACCESS_KEY.`,
    ),
  );
}

/** What a person calls the target of a setting, before it is opened. */
export function targetName(setting: BackupTargetSetting): string {
  return setting.kind === 'folder' ? setting.path : `s3://${setting.bucket}/${setting.prefix}`;
}
