/** The clusters of an estate in the database: those of the last computation read, and today's put in the place of today's. */
import type { Session } from '../../db/database.ts';
import { loadSql } from '../../db/sql.ts';
import type { Day } from '../../values/day.ts';
import type { RunWorld } from '../../world.ts';
import type { ClientCluster, LastClusters } from './client-clusters.ts';

const lastClusters = loadSql(import.meta.url, './last-clusters.sql');
const lastMembers = loadSql(import.meta.url, './last-members.sql');
const deleteChangedClusters = loadSql(import.meta.url, './delete-changed-clusters.sql');
const insertNewClusters = loadSql(import.meta.url, './insert-new-clusters.sql');

interface ClusterRow {
  readonly as_of_on: Day;
  readonly cluster_id: number;
  readonly name_fr: string;
  readonly name_en: string;
  readonly centre_recency_days: number;
  readonly centre_order_count: number;
  readonly centre_net_ht: number;
  readonly kind: string;
  readonly highest_id: number;
}

/**
 * The clusters of the last computation before the run's day. Those of the day itself are not looked at: a run taken up
 * again must come to the same ones.
 */
export async function readLastClusters(session: Session, world: RunWorld): Promise<LastClusters> {
  const rows = await session.rows<ClusterRow>(lastClusters, { estate_id: world.estate, as_of: world.asOf });
  const clusters = rows.map((row) => ({
    clusterId: row.cluster_id,
    kind: row.kind,
    name: { fr: row.name_fr, en: row.name_en },
    centre: {
      recencyDays: row.centre_recency_days,
      orderCount: row.centre_order_count,
      netHt: row.centre_net_ht,
    },
  }));
  return { clusters, members: await membersOn(session, world, rows[0]?.as_of_on), highestId: rows[0]?.highest_id ?? 0 };
}

async function membersOn(session: Session, world: RunWorld, asOf: Day | undefined): Promise<LastClusters['members']> {
  if (asOf === undefined) return new Map();
  const rows = await session.rows<{ client_code: string; cluster_id: number }>(lastMembers, {
    estate_id: world.estate,
    as_of: asOf,
  });
  return new Map(rows.map((row) => [row.client_code, row.cluster_id]));
}

/** Writes the clusters of the run's day where they differ from what is there. */
export async function writeClusters(
  session: Session,
  world: RunWorld,
  clusters: readonly ClientCluster[],
): Promise<void> {
  const rows = clusters.map(({ clusterId, name, centre, clientCount, kind, profile }) => ({
    cluster_id: clusterId,
    name_fr: name.fr,
    name_en: name.en,
    client_count: clientCount,
    centre_recency_days: centre.recencyDays,
    centre_order_count: centre.orderCount,
    centre_net_ht: centre.netHt,
    profile: { kind, ...profile },
  }));
  const parameters = { estate_id: world.estate, as_of: world.asOf, clusters: JSON.stringify(rows) };
  await session.execute(deleteChangedClusters, parameters);
  await session.execute(insertNewClusters, parameters);
}
