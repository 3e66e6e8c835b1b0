/**
 * Which backups are kept: the newest of each of the last days, weeks and months that have one; and those a person or an upgrade
 * asked for, whatever else was made that day, for a month.
 */
import type { BackupKeep } from '../estate/safekeeping-settings.ts';
import { mondayOf } from '../values/day.ts';
import type { BackupReason } from './manifest.ts';

export interface KeptBackup {
  readonly backupId: string;
  readonly reason: BackupReason;
  readonly startedAt: Date;
}

const askedForKeptMs = 30 * 86_400_000;

/** The good backups that may go, of all those given. The newest is never among them, whatever the numbers say. */
export function toRemove(good: readonly KeptBackup[], keep: BackupKeep): string[] {
  const newestFirst = [...good].sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
  const newestAt = newestFirst[0]?.startedAt.getTime() ?? 0;
  const kept = new Set(
    newestFirst
      .filter(
        ({ reason, startedAt }, place) =>
          place === 0 || (reason !== 'night' && newestAt - startedAt.getTime() < askedForKeptMs),
      )
      .map(({ backupId }) => backupId),
  );
  for (const [count, periodOf] of [
    [keep.daily, dayOf],
    [keep.weekly, (backup: KeptBackup) => mondayOf(dayOf(backup))],
    [keep.monthly, (backup: KeptBackup) => dayOf(backup).slice(0, 7)],
  ] as const) {
    for (const backupId of newestOfEach(newestFirst, periodOf, count)) kept.add(backupId);
  }
  return newestFirst.filter(({ backupId }) => !kept.has(backupId)).map(({ backupId }) => backupId);
}

function newestOfEach(
  newestFirst: readonly KeptBackup[],
  periodOf: (backup: KeptBackup) => string,
  count: number,
): string[] {
  const newest = new Map<string, string>();
  for (const backup of newestFirst) {
    const period = periodOf(backup);
    if (!newest.has(period)) newest.set(period, backup.backupId);
  }
  return [...newest.values()].slice(0, count);
}

function dayOf({ startedAt }: KeptBackup): string {
  return startedAt.toISOString().slice(0, 10);
}
