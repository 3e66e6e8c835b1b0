import { describe, expect, it } from 'vitest';
import {
  type ClientClusters,
  type ClusterFacts,
  clusterClients,
  type LastClusters,
} from '../../../src/5-customer360/clusters/client-clusters.ts';
import { parseSettings } from '../../../src/estate/settings.ts';

const settings = parseSettings({});

/** Clients spread evenly around the middle of a group, by a fifth either way. */
function group(
  prefix: string,
  count: number,
  [days, orders, euros]: readonly [number, number, number],
): ClusterFacts[] {
  return Array.from({ length: count }, (_, index) => ({
    clientCode: `${prefix}${index}`,
    recencyDays: Math.round(days * (0.8 + (0.4 * ((index * 7) % count)) / count)),
    orderCount: Math.max(1, Math.round(orders * (0.8 + (0.4 * ((index * 11) % count)) / count))),
    netHt: euros * (0.8 + (0.4 * ((index * 13) % count)) / count),
  }));
}

const estate: readonly ClusterFacts[] = [
  ...group('FIDELE', 60, [40, 12, 4800]),
  ...group('NOUVEAU', 90, [30, 1, 60]),
  ...group('ANCIEN', 75, [800, 8, 2600]),
  ...group('PERDU', 120, [900, 1, 80]),
];

/** A week later: everybody is silent for seven days more, but for some regulars and a few who come back, who order as usual. */
const weekLater = estate.map((client, index) =>
  index % (client.recencyDays < 100 ? 10 : 60) === 0
    ? {
        ...client,
        recencyDays: 2,
        orderCount: client.orderCount + 1,
        netHt: (client.netHt * (client.orderCount + 1)) / client.orderCount,
      }
    : { ...client, recencyDays: client.recencyDays + 7 },
);

const none: LastClusters = { clusters: [], members: new Map(), highestId: 0 };
const cluster = (clients: Iterable<ClusterFacts>, last = none) => clusterClients(clients, { last, settings, seed: 1 });
/** As the next computation finds them. */
const kept = ({ clusters, clusterOf }: ClientClusters, clients: readonly ClusterFacts[]): LastClusters => ({
  clusters,
  members: new Map(clients.map((client) => [client.clientCode, clusterOf(client) ?? 0])),
  highestId: Math.max(...clusters.map(({ clusterId }) => clusterId)),
});

const namesOf = ({ clusters }: ClientClusters) => clusters.map(({ clusterId, name }) => [clusterId, name.fr]);
const numbersOf = (clusters: ClientClusters, clients: readonly ClusterFacts[]) =>
  clients.map((client) => clusters.clusterOf(client));
const shareAlike = (left: readonly unknown[], right: readonly unknown[]) =>
  left.filter((one, index) => one === right[index]).length / left.length;

describe('the clusters of an estate', () => {
  const found = cluster(estate);

  it('are the groups there are, named for what their clients have in common, the most valuable first', () => {
    expect(
      found.clusters.map(({ clusterId, name, clientCount }) => [clusterId, name.fr, name.en, clientCount]),
    ).toEqual([
      [1, 'Fidèles à gros paniers', 'Loyal clients with large baskets', 60],
      [2, 'Anciens fidèles à gros paniers, à reconquérir', 'Former loyal clients with large baskets, to win back', 75],
      [3, 'Anciens d’une commande', 'Former one-order clients', 120],
      [4, 'Nouveaux à petits paniers', 'Newcomers with small baskets', 90],
    ]);
    expect(found.summary).toMatchObject({ status: 'fitted', k: 4, clientCount: 345, isContinued: false });
    expect(found.summary.tried.map(({ k }) => k)).toEqual([3, 4, 5, 6, 7]);
  });

  it('say how large they are, who is in their middle, and what share of the turnover they bring', () => {
    const shares = found.clusters.map(({ profile }) => [profile.clientShare, profile.turnoverShare]);
    expect(shares.reduce((sum, [, turnover = 0]) => sum + turnover, 0)).toBeCloseTo(1, 3);
    expect(found.clusters[0]?.profile).toMatchObject({
      medianOrderCount: 12,
      clientShare: 0.1739,
      medianRecencyDays: 40,
    });
    const centre = found.clusters[0]?.centre;
    expect([Math.round(centre?.recencyDays ?? 0), Math.round(centre?.orderCount ?? 0)]).toEqual([40, 12]);
  });

  it('are the same in whatever order the clients are read', () => {
    const shuffled = estate
      .map((_, index) => estate[(index * 101) % estate.length] ?? estate[0])
      .filter((one) => !!one);
    for (const order of [[...estate].reverse(), shuffled]) {
      const again = cluster(order);
      expect({ ...again, clusterOf: null }).toEqual({ ...found, clusterOf: null });
      expect(numbersOf(again, estate)).toEqual(numbersOf(found, estate));
    }
  });

  it('keep their numbers and names when a week of sales is added, and nearly everybody keeps their place', () => {
    const later = cluster(weekLater, kept(found, estate));
    expect(later.summary.isContinued).toBe(true);
    expect(namesOf(later)).toEqual(namesOf(found));
    expect(shareAlike(numbersOf(later, weekLater), numbersOf(found, estate))).toBeGreaterThan(0.95);
  });

  it('keep their numbers whatever numbers those were', () => {
    const last = kept(found, estate);
    const later = cluster(weekLater, {
      clusters: last.clusters.map((known) => ({ ...known, clusterId: 50 - known.clusterId })),
      members: new Map([...last.members].map(([code, number]) => [code, 50 - number])),
      highestId: 60,
    });
    expect(later.clusters.map(({ clusterId }) => clusterId)).toEqual([46, 47, 48, 49]);
    expect(later.clusters.at(-1)?.name.fr).toBe('Fidèles à gros paniers');
  });

  it('lose the number of a group that is gone for ever: a new one gets the next', () => {
    const without = weekLater.filter(({ clientCode }) => !clientCode.startsWith('NOUVEAU'));
    const later = cluster([...without, ...group('GROSSISTE', 80, [10, 60, 90_000])], kept(found, estate));
    expect(later.clusters.map(({ clusterId }) => clusterId)).toEqual([1, 2, 3, 5]);
    expect(later.clusters.at(-1)?.clientCount).toBe(80);
  });

  it('are none below fifty clients, nor where all are alike, and that is said', () => {
    expect(cluster(estate.slice(0, 49))).toMatchObject({
      clusters: [],
      summary: { status: 'not_enough_clients', clientCount: 49, minimumClients: 50, k: null },
    });
    const twins = estate.map(({ clientCode }) => ({ clientCode, recencyDays: 10, orderCount: 2, netHt: 100 }));
    const alike = cluster(twins);
    expect([alike.summary.status, alike.clusterOf({ recencyDays: 10, orderCount: 2, netHt: 100 })]).toEqual([
      'too_alike',
      null,
    ]);
  });
});
