import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import type { MailBatch } from '../../src/8-campaign/mailer.ts';
import { sql } from '../../src/db/sql.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import type { AlarmFacts } from '../../src/scheduler/alarms/alarm-facts.ts';
import { alarmRules } from '../../src/scheduler/alarms/alarm-rules.ts';
import type { OuterFacts } from '../../src/scheduler/alarms/outer-facts.ts';
import { openAlarms, watchAlarms } from '../../src/scheduler/alarms/watch-alarms.ts';
import type { HouseTools } from '../../src/scheduler/house-tools.ts';
import { insertRows } from '../support/insert-rows.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { houseToolsFor } from './house-case.ts';

const settings = parseSettings({});
const mondayAtTen = new Date('2026-11-16T09:00:00Z');
const wellOutside: OuterFacts = {
  freeGigabytes: 40,
  certificateUntil: new Date('2027-01-20T00:00:00Z'),
  brevoAccount: { state: 'well', emailCredits: 5000 },
  isJournalWhole: true,
  mailObstacle: null,
};
const allWell: AlarmFacts = {
  ...wellOutside,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  lastExportAt: new Date('2026-11-16T05:00:00Z'),
  latestRun: { run_id: randomUUID(), status: 'done', error: null, ended_at: mondayAtTen },
  failedJobs: [],
  runningJobs: [],
  skippedSlots: [],
  lastAcceptedAt: null,
  lastWebhookAt: null,
  heldCampaigns: [],
  heldLetters: 0,
  lastBackupAt: new Date('2026-11-16T01:05:00Z'),
  latestBackupState: 'done',
  lostFiles: 0,
  latestDrill: { ok: true, ended_at: new Date('2026-11-15T04:05:00Z') },
};
const words = { fr: 'x', en: 'x' };

function raisedBy(facts: Partial<AlarmFacts>, now = mondayAtTen): readonly string[] {
  const all = { ...allWell, ...facts };
  return alarmRules.flatMap(({ kind, judge }) =>
    (judge(all, { now, settings }) ?? []).map(({ subject }) => `${kind}:${subject}`),
  );
}

describe('the alarms', () => {
  it('are silent while all is well, and where nothing can be known', () => {
    expect(raisedBy({})).toEqual([]);
    const unknown = { freeGigabytes: undefined, certificateUntil: undefined, brevoAccount: undefined };
    expect(raisedBy({ ...unknown, isJournalWhole: undefined, mailObstacle: undefined })).toEqual([]);
  });

  const lastWeek = new Date('2026-11-09T05:00:00Z');
  it.each<[string, Partial<AlarmFacts>, string]>([
    ['no export by ten', { lastExportAt: lastWeek }, 'no_export:'],
    [
      'the drift gate closed',
      { latestRun: { run_id: 'r', status: 'refused', error: { code: 'DRIFT', sentence: words }, ended_at: null } },
      'drift_closed:',
    ],
    [
      'a run that failed',
      {
        failedJobs: [
          { kind: 'run', state: 'failed', error: { code: 'DISK_FULL', sentence: words }, ended_at: lastWeek },
        ],
      },
      'job_failed:run',
    ],
    [
      'a job too long under way',
      { runningJobs: [{ jobId: 'j', kind: 'evaluate', startedAt: lastWeek }] },
      'job_too_long:j',
    ],
    [
      'work that was skipped',
      { skippedSlots: [{ kind: 'backup', lastSlotAt: lastWeek, slots: 3 }] },
      'slot_skipped:backup',
    ],
    [
      'silence after a sending',
      { lastAcceptedAt: new Date('2026-11-12T10:00:00Z'), lastWebhookAt: lastWeek },
      'webhook_silence:',
    ],
    ['a disk almost full', { freeGigabytes: 0.4 }, 'disk_low:'],
    ['a certificate about to end', { certificateUntil: new Date('2026-11-20T00:00:00Z') }, 'certificate_expiring:'],
    ['few credits at Brevo', { brevoAccount: { state: 'well', emailCredits: 12 } }, 'brevo_account:credits'],
    [
      'a blocked address',
      { brevoAccount: { state: 'refused', because: 'ip', ipAddress: '203.0.113.7' } },
      'brevo_account:ip',
    ],
    ['an old backup', { lastBackupAt: lastWeek }, 'backup_unsafe:old'],
    ['a failed backup', { latestBackupState: 'failed' }, 'backup_unsafe:failed'],
    ['a backup that does not restore', { latestDrill: { ok: false, ended_at: lastWeek } }, 'backup_unsafe:drill'],
    ['letters that wait for a person', { heldLetters: 2 }, 'letters_held:letters'],
    ['a journal touched up', { isJournalWhole: false }, 'journal_broken:'],
    ['reports nobody can be sent', { mailObstacle: words }, 'mail_unable:'],
  ])('tell of %s', (_, facts, alarm) => {
    expect(raisedBy(facts)).toEqual([alarm]);
  });

  it('wait for ten o’clock, and for an estate to have sent a first export', () => {
    const lastExportAt = new Date('2026-11-09T05:00:00Z');
    expect(raisedBy({ lastExportAt }, new Date('2026-11-16T08:59:00Z'))).toEqual([]);
    expect(raisedBy({ lastExportAt: null })).toEqual([]);
    expect(raisedBy({ lastExportAt: new Date('2026-11-15T20:00:00Z') })).toEqual([]);
  });
});

describe('an alarm of an estate', () => {
  let test: TestEstate;
  let now = mondayAtTen;
  const mailed: MailBatch[] = [];

  beforeAll(async () => {
    test = await testEstate({
      changes: {
        sender: { email: 'domaine@example.org' },
        week: { report_to: ['anne@example.org'], report_language: 'en' },
      },
    });
    await insertFile('2026-11-09T05:00:00Z');
    await insertRows(test.world.database, 'app.backups', [
      {
        estate_id: test.world.estate,
        backup_id: randomUUID(),
        reason: 'night',
        state: 'done',
        started_at: mondayAtTen,
        ended_at: mondayAtTen,
      },
    ]);
  });
  afterAll(() => test.close());

  async function insertFile(receivedAt: string): Promise<void> {
    await insertRows(test.world.database, 'etl.files', [
      {
        estate_id: test.world.estate,
        source: 'isavigne',
        dataset: 'ventes_lignes',
        file_hash: receivedAt,
        original_name: 'ventes.csv',
        archived_path: receivedAt,
        byte_count: 1,
        exported_at: receivedAt,
        exported_at_origin: 'name',
        received_at: receivedAt,
      },
    ]);
  }

  function tools(): HouseTools {
    return {
      ...houseToolsFor(test.world, () => now),
      houseMailer: async () => ({
        channel: 'brevo',
        lettersPerCall: 100,
        lookUp: async () => undefined,
        send: async (batch) => {
          mailed.push(batch);
          return { outcome: 'answered', letters: batch.letters.map(() => ({ outcome: 'accepted', messageId: null })) };
        },
      }),
    };
  }

  it('is raised once, mailed once a person confirmed the installation, and closes when the export comes', async () => {
    const { world } = test;
    expect(await watchAlarms(world, tools(), wellOutside)).toEqual({ raised: 1, cleared: 0, mailed: 0 });
    expect(mailed).toEqual([]);
    await confirmInstance(world, 'Anne', now);
    expect(await watchAlarms(world, tools(), wellOutside)).toEqual({ raised: 0, cleared: 0, mailed: 1 });
    now = new Date(now.getTime() + 60_000);
    expect(await watchAlarms(world, tools(), wellOutside)).toEqual({ raised: 0, cleared: 0, mailed: 0 });
    expect((await openAlarms(world.database, world.estate)).map(({ kind }) => kind)).toEqual(['no_export']);
    expect(mailed.map(({ letters }) => letters[0]?.subject)).toEqual([
      'Cuvée\u00a0: No sales export has come this week (expected before 10:00).',
    ]);
    await insertFile('2026-11-16T09:30:00Z');
    expect(await watchAlarms(world, tools(), wellOutside)).toEqual({ raised: 0, cleared: 1, mailed: 0 });
    expect(await openAlarms(world.database, world.estate)).toEqual([]);
    const rows = await world.database.rows(sql(`select kind from app.alarms where estate_id = :'estate'`), {
      estate: world.estate,
    });
    expect(rows.length).toBe(1);
  });
});
