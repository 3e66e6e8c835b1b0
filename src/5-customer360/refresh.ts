/**
 * Room 5, the page per client: read `etl` as of the run's day, fit what all clients tell together (value and clusters), decide
 * each page, write `crm.customer_360` and the day's snapshots, models and clusters.
 * One transaction: killed at any instant it leaves last week's pages whole; run again it changes nothing.
 */
import type { Session } from '../db/database.ts';
import { loadSql, sql } from '../db/sql.ts';
import type { RunWorld, StepResult } from '../world.ts';
import { clientBatches, readCatalogue, sumLedger } from './client-facts.ts';
import { type ClientModels, fitClientModels, valueSummary } from './client-models.ts';
import { readLastClusters, writeClusters } from './clusters/keep-clusters.ts';
import { customer360, type Yardstick } from './customer360.ts';
import { copyLine, copyStatement } from './customer360-copy.ts';
import { binScale, type Distribution, quantileScale, type RfmScale } from './rfm.ts';
import { readHistories } from './read-histories.ts';
import { minimumPurchases } from './rhythm.ts';
import { keepSegmentCounts } from './segments/segment-counts.ts';
import { keepDailyTurnover } from './turnover/daily-turnover.ts';

const estateGap = loadSql(import.meta.url, './estate-gap.sql');
const rfmDistribution = loadSql(import.meta.url, './rfm-distribution.sql');
const deleteGoneClients = loadSql(import.meta.url, './delete-gone-clients.sql');
const deleteChangedClients = loadSql(import.meta.url, './delete-changed-clients.sql');
const insertNewClients = loadSql(import.meta.url, './insert-new-clients.sql');
const deleteChangedSnapshots = loadSql(import.meta.url, './delete-changed-snapshots.sql');
const insertNewSnapshots = loadSql(import.meta.url, './insert-new-snapshots.sql');
const deleteChangedModels = loadSql(import.meta.url, './delete-changed-models.sql');
const insertNewModels = loadSql(import.meta.url, './insert-new-models.sql');

/** Brings every client's page to the run's as-of day. Counts clients read, and pages written or removed. */
export async function refreshCustomer360(world: RunWorld): Promise<StepResult> {
  return world.database.transaction(async (session) => {
    await sumLedger(session, world);
    const yardstick = await readYardstick(session, world, { isGrouped: true });
    const rowsRead = await decideAll(session, world, yardstick);
    const rowsWritten = await publish(session, world);
    await publishModels(session, world, yardstick.models);
    await keepDailyTurnover(session, world.estate);
    await keepSegmentCounts(session, world.estate);
    return { rowsRead, rowsWritten, rowsRejected: 0, notices: [] };
  });
}

/** What is the same for all: the day, the settings, the gap of the estate, what was fitted and, in quantile mode, distributions. Writes nothing. */
export async function readYardstick(
  session: Session,
  world: RunWorld,
  wanted: { readonly isGrouped: boolean },
): Promise<Yardstick> {
  const gap = await session.one<{ gap_days: number | null }>(estateGap, {
    estate_id: world.estate,
    minimum_gaps: minimumPurchases - 1,
  });
  const estateGapDays = gap?.gap_days ?? null;
  return {
    asOf: world.asOf,
    settings: world.settings,
    rfmScale: await readRfmScale(session, world),
    estateGapDays,
    models: await fitModels(session, world, { estateGapDays, ...wanted }),
  };
}

/** The first pass over the clients: their purchases alone, for what must be known of all before one can be decided. */
async function fitModels(
  session: Session,
  world: RunWorld,
  wanted: { readonly estateGapDays: number | null; readonly isGrouped: boolean },
): Promise<ClientModels> {
  const histories = await readHistories(session, world.estate);
  const { asOf, settings } = world;
  const lastClusters = await readLastClusters(session, world);
  return fitClientModels(histories, { asOf, settings, lastClusters, ...wanted });
}

async function readRfmScale(session: Session, world: RunWorld): Promise<RfmScale> {
  const { rfm } = world.settings;
  if (rfm.mode === 'bins') return binScale(rfm);
  const rows = await session.rows<{ measure: string; value: number; client_count: number }>(rfmDistribution, {
    estate_id: world.estate,
    as_of: world.asOf,
  });
  const of = (name: string): Distribution =>
    rows
      .filter(({ measure }) => measure === name)
      .map(({ value, client_count: clientCount }) => ({ value, clientCount }));
  return quantileScale({ recency: of('recency'), frequency: of('frequency'), monetary: of('monetary') });
}

/** Decides every page and lays it into `next_customer_360`, a batch of clients at a time. Gives the number of clients. */
async function decideAll(session: Session, world: RunWorld, yardstick: Yardstick): Promise<number> {
  await session.execute(
    sql('create temp table next_customer_360 (like crm.customer_360 including defaults) on commit drop'),
  );
  const produits = await readCatalogue(session, world.estate);
  let done = 0;
  for await (const clients of clientBatches(session, world.estate, produits)) {
    const lines = clients.map((client) => copyLine(world.estate, customer360(client, yardstick)));
    done += await session.copyIn(copyStatement('next_customer_360'), inPieces(lines));
    world.progress.advance('customer360', done);
  }
  world.progress.end();
  await session.execute(sql('create index on next_customer_360 (estate_id, client_code)'));
  await session.execute(sql('analyze next_customer_360 (estate_id, client_code)'));
  return done;
}

/** Puts the decided pages in the place of the old ones where they differ, and snapshots likewise. */
async function publish(session: Session, world: RunWorld): Promise<number> {
  const estate = { estate_id: world.estate };
  const gone = await session.execute(deleteGoneClients, estate);
  await session.execute(deleteChangedClients, estate);
  const written = await session.execute(insertNewClients, estate);
  await session.execute(deleteChangedSnapshots, { ...estate, as_of: world.asOf });
  await session.execute(insertNewSnapshots, { ...estate, as_of: world.asOf });
  return gone + written;
}

/** Puts what was fitted for this day in the place of what was, where it differs. */
async function publishModels(session: Session, world: RunWorld, models: ClientModels): Promise<void> {
  const model = {
    estate_id: world.estate,
    as_of: world.asOf,
    summary: JSON.stringify(valueSummary(models)),
    clustering: JSON.stringify(models.clusters.summary),
  };
  await session.execute(deleteChangedModels, model);
  await session.execute(insertNewModels, model);
  await writeClusters(session, world, models.clusters.clusters);
}

async function* inPieces(lines: readonly string[]): AsyncGenerator<string> {
  const linesPerPiece = 100;
  for (let first = 0; first < lines.length; first += linesPerPiece)
    yield lines.slice(first, first + linesPerPiece).join('');
}
