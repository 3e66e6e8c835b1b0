/**
 * Groups of private clients who resemble each other in recency, frequency and spend, found in the estate's own figures where
 * segments follow fixed rules. Pure and seeded: the same clients give the same clusters in whatever order they are read.
 */
import type { Settings } from '../../estate/settings.ts';
import type { Sentence } from '../../values/sentence.ts';
import { matchClusters } from './cluster-match.ts';
import { clusterKind, type ClusterProfile, nameClusters } from './cluster-name.ts';
import { chooseGrouping, type TriedGrouping } from './choose-grouping.ts';
import { type Grouping, nearestCentre, settle } from './k-means.ts';
import { dimensions, type RfmSpace, rfmSpace, type RfmValues } from './rfm-space.ts';

/** A private client with a net order. */
export interface ClusterFacts extends RfmValues {
  readonly clientCode: string;
}

/** A cluster of an earlier computation. */
export interface KnownCluster {
  readonly clusterId: number;
  readonly kind: string;
  readonly name: Sentence;
  readonly centre: RfmValues;
}

export interface ClientCluster {
  readonly clusterId: number;
  readonly kind: string;
  readonly name: Sentence;
  readonly centre: RfmValues;
  readonly clientCount: number;
  readonly profile: ClusterProfile & {
    /** Of the clustered clients, and of their net turnover: 0–1, four digits. */
    readonly clientShare: number;
    readonly turnoverShare: number;
  };
}

export interface ClusteringSummary {
  readonly status: 'fitted' | 'not_enough_clients' | 'too_alike';
  readonly clientCount: number;
  readonly minimumClients: number;
  readonly k: number | null;
  /** Mean silhouette of what was chosen, four digits. */
  readonly silhouette: number | null;
  /** Whether the clusters are those of the last computation, moved along, rather than found anew. */
  readonly isContinued: boolean;
  readonly tried: readonly TriedGrouping[];
}

export interface ClientClusters {
  readonly summary: ClusteringSummary;
  /** By number. */
  readonly clusters: readonly ClientCluster[];
  /** The number of the cluster whose centre is nearest; null without clusters. */
  readonly clusterOf: (client: RfmValues) => number | null;
}

/** The clusters of the last computation before this day; empty when there was none. */
export interface LastClusters {
  readonly clusters: readonly KnownCluster[];
  /** The number of the cluster each client was in, by code. */
  readonly members: ReadonlyMap<string, number>;
  /** No cluster ever had a higher one. */
  readonly highestId: number;
}

export interface ClusteringOptions {
  readonly last: LastClusters;
  readonly settings: Pick<Settings, 'segments' | 'rfm'>;
  readonly seed: number;
}

/** Below so many private clients with a net order, three groups would be of a dozen people each: the owner knows them by name. */
const minimumClients = 50;

/** The clusters of these clients. Below 50 of them, or when fewer than three differ at all: none, and the summary says so. */
export function clusterClients(facts: Iterable<ClusterFacts>, options: ClusteringOptions): ClientClusters {
  const clients = [...facts].sort((left, right) => (left.clientCode < right.clientCode ? -1 : 1));
  if (clients.length < minimumClients) return noClusters('not_enough_clients', clients.length);
  const space = rfmSpace(clients);
  const chosen = chooseGrouping(space.points, {
    codes: clients.map(({ clientCode }) => clientCode),
    known: toPoints(space, options.last.clusters),
    seed: options.seed,
  });
  if (chosen === null) return noClusters('too_alike', clients.length);
  const grouping = settle(space.points, chosen.centres);
  const clusters = describe({ clients, space, grouping, options });
  const centres = toPoints(space, clusters);
  return {
    summary: {
      status: 'fitted',
      clientCount: clients.length,
      minimumClients,
      k: clusters.length,
      silhouette: chosen.silhouette,
      isContinued: chosen.isContinued,
      tried: chosen.tried,
    },
    clusters,
    clusterOf: (client) => clusters[nearestCentre(space.toPoint(client), 0, centres)]?.clusterId ?? null,
  };
}

function noClusters(status: 'not_enough_clients' | 'too_alike', clientCount: number): ClientClusters {
  const nothing = { k: null, silhouette: null, isContinued: false, tried: [] };
  return { summary: { status, clientCount, minimumClients, ...nothing }, clusters: [], clusterOf: () => null };
}

function toPoints(space: RfmSpace, clusters: readonly { readonly centre: RfmValues }[]): Float64Array {
  return Float64Array.from(clusters.flatMap(({ centre }) => space.toPoint(centre)));
}

interface Found {
  readonly clients: readonly ClusterFacts[];
  readonly space: RfmSpace;
  readonly grouping: Grouping;
  readonly options: ClusteringOptions;
}

/** The clusters by number, with their profile and name: those that live on keep their number, others get the next free ones. */
function describe({ clients, space, grouping, options }: Found): readonly ClientCluster[] {
  const { settings, last } = options;
  const rules = { ...settings, medianBasketHt: median(clients.map(basketOf)) };
  const turnover = clients.reduce((sum, { netHt }) => sum + netHt, 0);
  const described = carriedOn(clients, grouping, last).map((before, cluster) => {
    const members = clients.filter((_, index) => grouping.memberOf[index] === cluster);
    const profile = profileOf(members, { clientCount: clients.length, turnover });
    const centre = space.toValues(grouping.centres.subarray(cluster * dimensions));
    return { before, members, profile, centre, kind: clusterKind(profile, rules, before?.kind ?? null) };
  });
  const numbered = numberClusters(described, last.highestId);
  const names = nameClusters(numbered);
  return numbered.map(({ clusterId, kind, centre, members, profile }, index) => ({
    clusterId,
    kind,
    name: names[index] ?? { fr: '', en: '' },
    centre,
    clientCount: members.length,
    profile,
  }));
}

/** For each cluster the known one it carries on, or null. */
function carriedOn(
  clients: readonly ClusterFacts[],
  { memberOf, sizes }: Grouping,
  { clusters, members }: LastClusters,
): readonly (KnownCluster | null)[] {
  const placeOf = new Map(clusters.map(({ clusterId }, place) => [clusterId, place]));
  const before = Int8Array.from(clients, ({ clientCode }) => placeOf.get(members.get(clientCode) ?? 0) ?? -1);
  const matched = matchClusters({ before, now: memberOf, knownCount: clusters.length, newCount: sizes.length });
  return matched.map((place) => (place === null ? null : (clusters[place] ?? null)));
}

/** Those carried on keep their number; new ones are numbered on from the highest ever given, the most valuable first. */
function numberClusters<
  Described extends {
    readonly before: KnownCluster | null;
    readonly profile: ClusterProfile;
    readonly centre: RfmValues;
  },
>(described: readonly Described[], highestId: number): readonly (Described & { readonly clusterId: number })[] {
  let lastId = highestId;
  return [...described]
    .sort((left, right) => right.centre.netHt - left.centre.netHt)
    .map((cluster) => ({ ...cluster, clusterId: cluster.before?.clusterId ?? ++lastId }))
    .sort((left, right) => left.clusterId - right.clusterId);
}

function profileOf(
  members: readonly ClusterFacts[],
  all: { readonly clientCount: number; readonly turnover: number },
): ClientCluster['profile'] {
  const netHt = members.reduce((sum, member) => sum + member.netHt, 0);
  return {
    medianRecencyDays: median(members.map(({ recencyDays }) => recencyDays)),
    medianOrderCount: median(members.map(({ orderCount }) => orderCount)),
    medianNetHt: cents(median(members.map((member) => member.netHt))),
    medianBasketHt: cents(median(members.map(basketOf))),
    clientShare: fourDigits(members.length / all.clientCount),
    turnoverShare: fourDigits(netHt / all.turnover),
  };
}

function basketOf({ netHt, orderCount }: ClusterFacts): number {
  return netHt / orderCount;
}

function median(values: readonly number[]): number {
  const ascending = Float64Array.from(values).sort();
  const middle = ascending.length >> 1;
  const upper = ascending[middle] ?? 0;
  return ascending.length % 2 === 1 ? upper : ((ascending[middle - 1] ?? upper) + upper) / 2;
}

function cents(euros: number): number {
  return Math.round(euros * 100) / 100;
}

function fourDigits(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
