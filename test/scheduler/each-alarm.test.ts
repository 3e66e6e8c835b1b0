/** Each alarm from its cause to its end: raised once, told once by letter in plain words with the next step, cleared by itself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { confirmInstance } from '../../src/8-campaign/instance/sending-instance.ts';
import type { MailBatch } from '../../src/8-campaign/mailer.ts';
import { sql } from '../../src/db/sql.ts';
import { alarmRules } from '../../src/scheduler/alarms/alarm-rules.ts';
import type { OuterFacts } from '../../src/scheduler/alarms/outer-facts.ts';
import { type OpenAlarm, openAlarms, watchAlarms } from '../../src/scheduler/alarms/watch-alarms.ts';
import type { HouseTools } from '../../src/scheduler/house-tools.ts';
import { sentence } from '../../src/values/sentence.ts';
import { insertRows, type Row } from '../support/insert-rows.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';
import { houseToolsFor } from './house-case.ts';

const estateId = 'petit-domaine';
const mondayAtTen = new Date('2026-11-16T09:00:00Z');
const hoursAgo = (hours: number): string => new Date(mondayAtTen.getTime() - hours * 3_600_000).toISOString();
const well: OuterFacts = {
  freeGigabytes: 40,
  certificateUntil: new Date('2027-01-20T00:00:00Z'),
  brevoAccount: { state: 'well', emailCredits: 5000 },
  isJournalWhole: true,
  mailObstacle: null,
};

let estate: TestEstate;
const mailed: MailBatch[] = [];
beforeAll(async () => {
  estate = await testEstate({
    changes: { sender: { email: 'domaine@example.org' }, week: { report_to: ['anne@example.org'] } },
  });
  await confirmInstance(estate.world, 'Anne', mondayAtTen);
  await insert('etl.files', fileOf(4));
  await insert('app.backups', backupOf('done', 7));
  await insert('app.restore_drills', drillOf(true, 30));
});
afterAll(() => estate.close());

/** What goes wrong, and what puts it right: in the database, or outside it. */
interface Course {
  readonly breaks?: () => Promise<unknown>;
  readonly outer?: Partial<OuterFacts>;
  readonly mends?: () => Promise<unknown>;
}

const courses: Readonly<Record<string, Course>> = {
  'no_export:': {
    breaks: () => change(`update etl.files set received_at = '${hoursAgo(170)}'`),
    mends: () => insert('etl.files', fileOf(1)),
  },
  'drift_closed:': {
    breaks: () =>
      insert(
        'etl.runs',
        runOf('refused', 3, { code: 'DRIFT', sentence: sentence('Trop peu de lignes.', 'Too few rows.') }),
      ),
    mends: () => insert('etl.runs', runOf('done', 1)),
  },
  'job_failed:push_contacts': {
    breaks: () => insert('app.jobs', jobOf('push_contacts', 'failed', 3)),
    mends: () => insert('app.jobs', jobOf('push_contacts', 'done', 1)),
  },
  'job_too_long:': {
    breaks: () => insert('app.jobs', jobOf('evaluate', 'running', 4)),
    mends: () => change(`update app.jobs set state = 'done', ended_at = '${hoursAgo(0)}' where state = 'running'`),
  },
  'slot_skipped:backup': {
    breaks: () => insert('app.jobs', { ...jobOf('backup', 'skipped', 3), slot_at: hoursAgo(3) }),
    mends: () => insert('app.jobs', jobOf('backup', 'done', 1)),
  },
  'webhook_silence:': {
    breaks: () => insert('crm.outbox', letterOf(30)),
    mends: () =>
      insert('etl.event_inbox', {
        estate_id: estateId,
        inbox_id: randomUUID(),
        source: 'brevo:webhook',
        body: '{}',
        received_at: hoursAgo(0),
      }),
  },
  'backup_unsafe:failed': {
    breaks: () => insert('app.backups', backupOf('failed', 2)),
    mends: () => insert('app.backups', backupOf('done', 1)),
  },
  'backup_unsafe:files': {
    breaks: () => insert('app.backups', { ...backupOf('done', 0.5), counts: { missing: 1, damaged: 1 } }),
    mends: () => insert('app.backups', backupOf('done', 0.2)),
  },
  'backup_unsafe:old': {
    breaks: () => change(`update app.backups set ended_at = '${hoursAgo(27)}'`),
    mends: () => insert('app.backups', backupOf('done', 0.1)),
  },
  'backup_unsafe:drill': {
    breaks: () => insert('app.restore_drills', drillOf(false, 5)),
    mends: () => insert('app.restore_drills', drillOf(true, 1)),
  },
  'brevo_account:credits': { outer: { brevoAccount: { state: 'well', emailCredits: 12 } } },
  ...Object.fromEntries(
    (['ip', 'key', 'rights', 'account'] as const).map((because) => [
      `brevo_account:${because}`,
      {
        outer: { brevoAccount: { state: 'refused', because, ipAddress: because === 'ip' ? '203.0.113.7' : undefined } },
      },
    ]),
  ),
  'disk_low:': { outer: { freeGigabytes: 0.4 } },
  'certificate_expiring:': { outer: { certificateUntil: new Date('2026-11-20T00:00:00Z') } },
  'journal_broken:': { outer: { isJournalWhole: false } },
  'letters_held:': {
    breaks: async () => {
      await insert('crm.campaigns', campaignOf('held', 'Trop d’adresses refusées.'));
    },
    mends: () => change(`update crm.campaigns set state = 'sent'`),
  },
};

describe('each alarm', () => {
  it.each(Object.entries(courses))('%s', async (alarm, { breaks, outer = {}, mends }) => {
    const { world } = estate;
    const [kind, subject] = alarm.split(':');
    expect(await openAlarms(world.database, estateId)).toEqual([]);
    await breaks?.();
    const before = mailed.length;
    expect(await watchAlarms(world, tools(), { ...well, ...outer })).toEqual({ raised: 1, cleared: 0, mailed: 1 });
    expect(await watchAlarms(world, tools(), { ...well, ...outer })).toEqual({ raised: 0, cleared: 0, mailed: 0 });
    const [open] = await openAlarms(world.database, estateId);
    expect(open).toMatchObject({ kind, ...(subject === '' ? {} : { subject }) });
    if (open) expectPlainWords(open);
    expect(mailed.length).toBe(before + 1);
    const [letter] = mailed.at(-1)?.letters ?? [];
    expect(unspaced(letter?.text)).toContain(unspaced(open?.sentence.fr));
    expect(unspaced(letter?.text)).toContain(unspaced(open?.nextStep.fr));
    await mends?.();
    expect(await watchAlarms(world, tools(), well)).toEqual({ raised: 0, cleared: 1, mailed: 0 });
    expect(mailed.length).toBe(before + 1);
  });

  it('has its course here, but the one that says that letters cannot leave', () => {
    const told = new Set(Object.keys(courses).map((alarm) => alarm.split(':')[0]));
    expect(alarmRules.map(({ kind }) => kind).filter((kind) => !told.has(kind))).toEqual(['mail_unable']);
  });

  it('of mail that cannot leave is kept for the page, and told once it can', async () => {
    const { world } = estate;
    const obstacle = sentence('Ce serveur n’a pas de clé Brevo.', 'This server has no Brevo key.');
    const closed = { ...tools(), houseMailer: async () => undefined };
    expect(await watchAlarms(world, closed, { ...well, mailObstacle: obstacle })).toMatchObject({
      raised: 1,
      mailed: 0,
    });
    const [open] = await openAlarms(world.database, estateId);
    if (open) expectPlainWords(open);
    expect(await watchAlarms(world, tools(), well)).toMatchObject({ raised: 0, cleared: 1, mailed: 0 });
  });
});

/** What happened, then what to do: whole sentences, in two languages, with no hole in them. */
function expectPlainWords({ sentence: said, nextStep }: OpenAlarm): void {
  for (const words of [said.fr, said.en, nextStep.fr, nextStep.en]) {
    expect(words).toMatch(/^[\p{Lu}\d].{8,}[.!?»]$/u);
    expect(words).not.toMatch(/undefined|null|NaN|\[object|\$\{| {2}/);
  }
  expect(said.fr).not.toBe(said.en);
  expect(nextStep.fr).not.toBe(nextStep.en);
}

function unspaced(text = ''): string {
  return text.replaceAll('\u00a0', ' ');
}

function tools(): HouseTools {
  return {
    ...houseToolsFor(estate.world, () => mondayAtTen),
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

async function insert(table: string, row: Row): Promise<void> {
  await insertRows(estate.world.database, table, [row]);
}

async function change(statement: string): Promise<void> {
  const where = statement.includes(' where ') ? 'and' : 'where';
  await estate.world.database.execute(sql(`${statement} ${where} estate_id = '${estateId}'`));
}

function fileOf(hours: number): Row {
  const hash = randomUUID();
  return {
    estate_id: estateId,
    source: 'isavigne',
    dataset: 'ventes_lignes',
    file_hash: hash,
    original_name: 'ventes.csv',
    archived_path: hash,
    byte_count: 1,
    exported_at: hoursAgo(hours),
    exported_at_origin: 'name',
    received_at: hoursAgo(hours),
  };
}

function backupOf(state: string, hours: number): Row {
  return {
    estate_id: estateId,
    backup_id: randomUUID(),
    reason: 'night',
    state,
    counts: {},
    copies: [],
    started_at: hoursAgo(hours),
    ended_at: hoursAgo(hours),
  };
}

function drillOf(ok: boolean, hours: number): Row {
  return {
    estate_id: estateId,
    drill_id: randomUUID(),
    backup_id: randomUUID(),
    ok,
    findings: {},
    started_at: hoursAgo(hours),
    ended_at: hoursAgo(hours),
  };
}

function runOf(status: string, hours: number, error: unknown = null): Row {
  return {
    estate_id: estateId,
    run_id: randomUUID(),
    as_of_on: '2026-11-16',
    status,
    config_hash: 'c',
    code_version: '1',
    error,
    started_at: hoursAgo(hours),
    ended_at: hoursAgo(hours),
  };
}

function jobOf(kind: string, state: string, hours: number): Row {
  return {
    estate_id: estateId,
    job_id: randomUUID(),
    kind,
    state,
    payload: {},
    requested_by: 'cuvee',
    error:
      state === 'failed'
        ? { code: 'BREVO_STOPPED', sentence: sentence('Brevo ne répond pas.', 'Brevo is silent.') }
        : null,
    requested_at: hoursAgo(hours),
    started_at: hoursAgo(hours),
    ended_at: state === 'running' ? null : hoursAgo(hours),
    attempt: 1,
    deaths: 0,
  };
}

function letterOf(hours: number): Row {
  return {
    estate_id: estateId,
    campaign_id: randomUUID(),
    household_key: 'H1',
    client_code: 'C1',
    letter_id: randomUUID(),
    idempotency_key: randomUUID(),
    state: 'accepted',
    email_hash: 'e',
    letter: {},
    letter_hash: 'l',
    attempts: 1,
    accepted_at: hoursAgo(hours),
  };
}

function campaignOf(state: string, reason: string): Row {
  return {
    estate_id: estateId,
    campaign_id: randomUUID(),
    name: 'Printemps',
    state,
    origin: 'campaign',
    kind: 'rebuy',
    language: 'fr',
    filter: {},
    template_version: 1,
    template_hash: 't',
    content_hash: 'c',
    audience_hash: 'a',
    verdict: {},
    channel: 'brevo',
    is_dry_run: false,
    author: 'Anne',
    pace: {},
    stop_reason: reason,
    is_stop_asked: false,
    created_at: hoursAgo(1),
  };
}
