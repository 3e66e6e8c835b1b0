/**
 * What Prometheus reads at `GET /metrics`. The state of the house is counted from the tables at each scrape, so that it is right
 * after a restart and the same on every machine; only requests are counted in memory. No label names a person, a client or an
 * address: an estate's slug is the finest there is.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/database.ts';
import { countHouse, type HouseCount } from './house-counts.ts';

export interface HttpObservation {
  readonly method: string;
  /** The route's pattern, `/api/v1/clients/:code`: never the address as it was asked. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface Metrics {
  /** Called once per answered request. */
  observeHttp(request: HttpObservation): void;
  /** The text of `GET /metrics`; `now` ages what is measured by its age. With the database away, only what lives in memory. */
  metricsText(database: Database, now: Date): Promise<string>;
  readonly contentType: string;
}

/** From 5 ms to the ten seconds after which a person has left. */
const httpSeconds = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];
/** Statuses by their hundred: one label value per kind of answer. */
const statusClass = (status: number): string => `${Math.floor(status / 100)}xx`;

/** The metrics of one process. `version` is that of the code. */
export function createMetrics({ version }: { readonly version: string }): Metrics {
  const registry = new Registry();
  // Every 10 ms, prom-client's own habit, costs half a percent of a core while nothing happens.
  collectDefaultMetrics({ register: registry, prefix: 'cuvee_', eventLoopMonitoringPrecision: 200 });
  const http = new Histogram({
    name: 'cuvee_http_request_duration_seconds',
    help: 'How long answers took, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: httpSeconds,
    registers: [registry],
  });
  const scrapeFailures = new Counter({
    name: 'cuvee_scrape_failures_total',
    help: 'Scrapes in which the database did not answer',
    registers: [registry],
  });
  new Gauge({ name: 'cuvee_info', help: 'The version of the code', labelNames: ['version'], registers: [registry] })
    .labels(version)
    .set(1);
  const up = new Gauge({ name: 'cuvee_database_up', help: '1 when the database answers', registers: [registry] });
  const gauges = new Map(
    houseGauges.map(({ name, help, labels }) => [
      name,
      new Gauge({ name, help, labelNames: [...labels], registers: [registry] }),
    ]),
  );

  return {
    contentType: registry.contentType,
    observeHttp({ method, route, status, seconds }) {
      http.labels(method, route, statusClass(status)).observe(seconds);
    },
    async metricsText(database, now) {
      const counts = await countHouse(database, now).catch(() => undefined);
      up.set(counts === undefined ? 0 : 1);
      if (counts === undefined) scrapeFailures.inc();
      for (const gauge of gauges.values()) gauge.reset();
      for (const count of counts ?? []) setGauge(gauges, count);
      return registry.metrics();
    },
  };
}

function setGauge(gauges: ReadonlyMap<string, Gauge>, { metric, estate, label, value }: HouseCount): void {
  const described = houseGauges.find(({ name }) => name === metric);
  const gauge = gauges.get(metric);
  if (!described || !gauge) throw new Error(`house-counts.sql names a metric nobody described: ${metric}`);
  const [, second] = described.labels;
  gauge.set(second === undefined ? { estate } : { estate, [second]: label }, value);
}

/** What house-counts.sql counts. A second label has few values, all known beforehand. */
const houseGauges: readonly { readonly name: string; readonly help: string; readonly labels: readonly string[] }[] = [
  { name: 'cuvee_runs', help: 'Runs kept, by how they ended', labels: ['estate', 'status'] },
  { name: 'cuvee_last_run_age_seconds', help: 'Since the last run that was done', labels: ['estate'] },
  { name: 'cuvee_last_run_duration_seconds', help: 'Of the last run that was done', labels: ['estate'] },
  {
    name: 'cuvee_last_run_step_duration_seconds',
    help: 'Of the steps of the last run that was done',
    labels: ['estate', 'step'],
  },
  {
    name: 'cuvee_last_run_rows_read',
    help: 'Rows read by the steps of the last run that was done',
    labels: ['estate', 'step'],
  },
  {
    name: 'cuvee_last_run_rows_written',
    help: 'Rows written by the steps of the last run that was done',
    labels: ['estate', 'step'],
  },
  {
    name: 'cuvee_last_run_rows_rejected',
    help: 'Rows kept aside by the steps of the last run that was done',
    labels: ['estate', 'step'],
  },
  { name: 'cuvee_rejects', help: 'Rows kept aside, by dataset', labels: ['estate', 'dataset'] },
  { name: 'cuvee_last_export_age_seconds', help: 'Since the last export came in', labels: ['estate'] },
  { name: 'cuvee_jobs', help: 'Jobs of the last seven days, by state', labels: ['estate', 'state'] },
  { name: 'cuvee_oldest_waiting_job_seconds', help: 'How long the oldest job has been waiting', labels: ['estate'] },
  { name: 'cuvee_letters', help: 'Letters, by state', labels: ['estate', 'state'] },
  { name: 'cuvee_alarms_open', help: 'Alarms that nothing has cleared', labels: ['estate', 'kind'] },
  { name: 'cuvee_backup_age_seconds', help: 'Since the last backup that was done began', labels: ['estate'] },
  { name: 'cuvee_backup_bytes', help: 'Size of the last backup that was done', labels: ['estate'] },
  { name: 'cuvee_restore_drill_age_seconds', help: 'Since the last restore drill', labels: ['estate'] },
  { name: 'cuvee_restore_drill_ok', help: '1 when the last restore drill succeeded', labels: ['estate'] },
  { name: 'cuvee_webhook_inbox_waiting', help: 'Webhook messages kept and not read yet', labels: ['estate'] },
];
