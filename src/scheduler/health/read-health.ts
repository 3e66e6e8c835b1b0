/** Whether the house is well, part by part: for `/health`, for whoever watches from outside, and for the home page. */
import { statfs } from 'node:fs/promises';
import type { Database } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { House } from '../house.ts';
import { schedulerName } from '../scheduler.ts';
import { workerName } from '../worker.ts';

const selectHealth = loadSql(import.meta.url, './house-health.sql');

/** `elsewhere`: another process does it. `absent`: nobody does. */
export type PartState = 'well' | 'late' | 'elsewhere' | 'absent';

export interface HouseHealth {
  readonly live: true;
  /** False when a part this process answers for cannot do its work. */
  readonly ready: boolean;
  readonly parts: {
    readonly database: 'up' | 'down';
    readonly inbox: PartState;
    readonly scheduler: PartState;
    readonly worker: PartState;
    readonly lastBackup: { readonly state: 'well' | 'old' | 'none'; readonly oldestHours: number | null };
    readonly disk: { readonly state: 'well' | 'low' | 'unknown'; readonly freeGigabytes: number | null };
  };
}

export interface HealthTools {
  readonly database: Database;
  readonly clock: () => Date;
  readonly home: string;
  /** What of the house runs in this process; undefined: nothing. */
  readonly house: House | undefined;
}

/** The inbox is read, and the clock looked at, every few seconds: after so long something is wrong. */
const lateMs = 5 * 60_000;
/** Settings may ask for more; this much is too little for anybody. */
const leastGigabytes = 1;
const oldBackupHours = 26;

interface HealthRow {
  readonly schedulers: number;
  readonly workers: number;
  readonly oldestBackupAt: Date | null;
  readonly withoutBackup: number;
}

/** Looks at every part. Never throws: a database that is away is a part that is down. */
export async function readHealth(tools: HealthTools): Promise<HouseHealth> {
  const { database, clock, house, home } = tools;
  const row = await database
    .one<HealthRow>(selectHealth, { scheduler: schedulerName, worker: workerName })
    .catch(() => undefined);
  const now = clock();
  const part = (seenAt: Date | undefined, isOurs: boolean, isElsewhere: boolean): PartState => {
    if (seenAt !== undefined) return now.getTime() - seenAt.getTime() > lateMs ? 'late' : 'well';
    if (isOurs) return 'well';
    return isElsewhere ? 'elsewhere' : 'absent';
  };
  const workers = row?.workers ?? 0;
  const parts: HouseHealth['parts'] = {
    database: row ? 'up' : 'down',
    inbox: part(house?.inboxReadAt(), false, workers > 0),
    scheduler: part(house?.lookedAt(), false, (row?.schedulers ?? 0) > 0),
    worker: part(undefined, house?.parts.worker === true && workers > 0, workers > 0),
    lastBackup: backupState(row, now),
    disk: await diskState(home),
  };
  const isLate = parts.inbox === 'late' || parts.scheduler === 'late';
  return { live: true, ready: parts.database === 'up' && !isLate, parts };
}

function backupState(row: HealthRow | undefined, now: Date): HouseHealth['parts']['lastBackup'] {
  if (!row || row.oldestBackupAt === null) return { state: 'none', oldestHours: null };
  const oldestHours = Math.floor((now.getTime() - row.oldestBackupAt.getTime()) / 3_600_000);
  if (row.withoutBackup > 0) return { state: 'none', oldestHours };
  return { state: oldestHours >= oldBackupHours ? 'old' : 'well', oldestHours };
}

async function diskState(home: string): Promise<HouseHealth['parts']['disk']> {
  const disk = await statfs(home).catch(() => undefined);
  if (!disk) return { state: 'unknown', freeGigabytes: null };
  const freeGigabytes = Math.round((disk.bavail * disk.bsize) / 1e8) / 10;
  return { state: freeGigabytes < leastGigabytes ? 'low' : 'well', freeGigabytes };
}
