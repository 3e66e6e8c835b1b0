import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { testDatabase } from '../support/database.ts';
import { type TestEstate, testEstate } from '../support/estate-world.ts';

const now = new Date('2026-11-16T08:00:00Z');
const estate = 'petit-domaine';
const someId = '019a8b00-0000-7000-8000-00000000000';

let database: Database;
let house: TestEstate;
beforeAll(async () => {
  database = await testDatabase();
  house = await testEstate({ slug: estate, database });
  await layAWeek();
});
afterAll(async () => {
  await house.close();
  await database.close();
});

describe('the metrics', () => {
  it('count the house from its tables, and name nobody', async () => {
    const metrics = createMetrics({ version: '0.1.0' });
    metrics.observeHttp({ method: 'GET', route: '/api/v1/clients/:code', status: 200, seconds: 0.02 });
    const text = await metrics.metricsText(database, now);
    expect(linesOf(text)).toEqual([
      `cuvee_alarms_open{estate="${estate}",kind="no_export"} 1`,
      `cuvee_backup_age_seconds{estate="${estate}"} 18000`,
      `cuvee_backup_bytes{estate="${estate}"} 4096`,
      'cuvee_database_up 1',
      'cuvee_http_request_duration_seconds_count{method="GET",route="/api/v1/clients/:code",status="2xx"} 1',
      'cuvee_info{version="0.1.0"} 1',
      `cuvee_jobs{estate="${estate}",state="done"} 1`,
      `cuvee_jobs{estate="${estate}",state="waiting"} 1`,
      `cuvee_last_run_age_seconds{estate="${estate}"} 6600`,
      `cuvee_last_run_duration_seconds{estate="${estate}"} 600`,
      `cuvee_last_run_rows_read{estate="${estate}",step="stage"} 1200`,
      `cuvee_last_run_rows_rejected{estate="${estate}",step="stage"} 3`,
      `cuvee_last_run_rows_written{estate="${estate}",step="stage"} 1197`,
      `cuvee_last_run_step_duration_seconds{estate="${estate}",step="stage"} 4`,
      `cuvee_oldest_waiting_job_seconds{estate="${estate}"} 3600`,
      `cuvee_runs{estate="${estate}",status="done"} 1`,
      'cuvee_scrape_failures_total 0',
    ]);
  });

  it('still answer when the database does not, and say so', async () => {
    const away: Database = { ...database, rows: () => Promise.reject(new Error('gone')) };
    const text = await createMetrics({ version: '0.1.0' }).metricsText(away, now);
    expect(linesOf(text)).toEqual([
      'cuvee_database_up 0',
      'cuvee_info{version="0.1.0"} 1',
      'cuvee_scrape_failures_total 1',
    ]);
  });

  it('are those of the Grafana board, each of its names one of ours', async () => {
    const board = readFileSync(new URL('../../deploy/grafana/cuvee.json', import.meta.url), 'utf8');
    const text = await createMetrics({ version: '0.1.0' }).metricsText(database, now);
    const known = new Set([...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name));
    const onTheBoard = new Set(
      [...board.matchAll(/\bcuvee_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')),
    );
    expect([...onTheBoard].filter((name) => !known.has(name))).toEqual([]);
    const ours = [...known].filter((name) => !/^cuvee_(nodejs|process)_/.test(name));
    expect(ours.filter((name) => !onTheBoard.has(name))).toEqual([]);
  });
});

/** The samples of ours, without those of Node and the buckets. */
function linesOf(text: string): string[] {
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return samples.filter((line) => !/^cuvee_(nodejs|process)_|_bucket|_sum/.test(line)).sort();
}

async function layAWeek(): Promise<void> {
  await execute(`insert into etl.runs (estate_id, run_id, as_of_on, status, config_hash, code_version, started_at, ended_at)
    values (:'estate', '${someId}1', '2026-11-16', 'done', 'x', 'x', '2026-11-16 06:00Z', '2026-11-16 06:10Z')`);
  await execute(`insert into etl.run_steps (estate_id, run_id, step, room, position, status, rows_read, rows_written, rows_rejected, started_at, ended_at)
    values (:'estate', '${someId}1', 'stage', '2-staging', 1, 'done', 1200, 1197, 3, '2026-11-16 06:00Z', '2026-11-16 06:00:04Z')`);
  await execute(`insert into app.jobs (estate_id, job_id, kind, state, requested_by, requested_at)
    values (:'estate', '${someId}2', 'run', 'done', 'Élise', '2026-11-16 06:00Z'),
           (:'estate', '${someId}3', 'backup', 'waiting', 'cuvee', '2026-11-16 07:00Z'),
           (:'estate', '${someId}4', 'run', 'done', 'cuvee', '2026-10-01 06:00Z')`);
  await execute(`insert into app.alarms (estate_id, alarm_id, kind, sentence, next_step, raised_at, cleared_at)
    values (:'estate', '${someId}5', 'no_export', '{}', '{}', '2026-11-16 07:00Z', null),
           (:'estate', '${someId}6', 'disk', '{}', '{}', '2026-11-15 07:00Z', '2026-11-15 08:00Z')`);
  await execute(`insert into app.backups (estate_id, backup_id, reason, state, bytes, started_at)
    values (:'estate', '${someId}7', 'night', 'done', 4096, '2026-11-16 03:00Z'),
           (:'estate', '${someId}8', 'night', 'failed', null, '2026-11-16 04:00Z')`);
}

async function execute(statement: string): Promise<void> {
  await database.execute(sql(statement), { estate });
}
