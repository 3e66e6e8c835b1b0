import { describe, expect, it } from 'vitest';
import { matchClusters } from '../../../src/5-customer360/clusters/cluster-match.ts';
import { settle, spreadCentres } from '../../../src/5-customer360/clusters/k-means.ts';
import { seededRandom } from '../../../src/5-customer360/clusters/random.ts';
import { rfmSpace } from '../../../src/5-customer360/clusters/rfm-space.ts';
import { meanSilhouette } from '../../../src/5-customer360/clusters/silhouette.ts';

/** Points on the first axis alone. */
const onLine = (...values: readonly number[]) => Float64Array.from(values.flatMap((value) => [value, 0, 0]));

/** One figure per client: the place of their cluster; a dot for a newcomer. */
const moved = (before: string, now: string) =>
  matchClusters({
    before: Int8Array.from(before, (place) => (place === '.' ? -1 : Number(place))),
    now: Uint8Array.from(now, Number),
    knownCount: 3,
    newCount: Math.max(...Array.from(now, Number)) + 1,
  });

describe('grouping clients', () => {
  it('puts each centre in the mean of its own, and leaves no centre without anybody', () => {
    const points = onLine(0, 1, 10, 11, 100);
    const settled = settle(points, onLine(0, 10, 100));
    expect([...settled.centres].filter((_, index) => index % 3 === 0)).toEqual([0.5, 10.5, 100]);
    expect(settled).toMatchObject({ sizes: [2, 2, 1], inertia: 1 });
    // Two centres begun on one spot: one of them would serve nobody.
    expect(settle(points, onLine(0, 0, 10)).sizes).not.toContain(0);
  });

  it('begins with centres far apart, the same ones for the same seed', () => {
    const points = onLine(...Array.from({ length: 50 }, (_, index) => (index % 2) * 1000 + index / 100));
    const begin = (seed: number) => [...spreadCentres(points, 2, seededRandom(seed))];
    expect(begin(3)).toEqual(begin(3));
    for (let seed = 0; seed < 20; seed++) {
      const [first = 0, , , second = 0] = begin(seed);
      expect(Math.abs(first - second)).toBeGreaterThan(999);
    }
  });

  it('is judged by the mean silhouette, worked by hand', () => {
    // For 0 and 11: 1 within, 10.5 to the others; for 1 and 10: 1 within, 9.5 to the others.
    const byHand = (9.5 / 10.5 + 8.5 / 9.5) / 2;
    expect(meanSilhouette(onLine(0, 1, 10, 11), Uint8Array.from([0, 0, 1, 1]), 2)).toBeCloseTo(byHand, 12);
    expect(meanSilhouette(onLine(0, 1, 10, 11), Uint8Array.from([0, 1, 0, 1]), 2)).toBeLessThan(0);
  });

  it('gives back the estate’s own units', () => {
    const clients = [
      { recencyDays: 0, orderCount: 1, netHt: 40 },
      { recencyDays: 700, orderCount: 30, netHt: 9000 },
      { recencyDays: 90, orderCount: 3, netHt: 300 },
    ];
    const space = rfmSpace(clients);
    clients.forEach((client, index) => {
      const values = space.toValues(space.points.subarray(index * 3));
      expect(values.recencyDays).toBeCloseTo(client.recencyDays, 8);
      expect(values.orderCount).toBeCloseTo(client.orderCount, 8);
      expect(values.netHt).toBeCloseTo(client.netHt, 8);
    });
  });
});

describe('a cluster of last time', () => {
  it.each([
    ['is the one its clients are in now', '0001112222', '2220001111', [1, 2, 0]],
    ['that was split lives on in the larger part', '0000011111', '0000211111', [0, 1, null]],
    ['that swallowed another lives on', '0000112222', '0000001111', [0, 2]],
    ['is not taken over by newcomers', '00011.......', '000112222222', [0, 1, null]],
    ['whose clients went everywhere is no more', '0000111122', '0120120012', [null, null, null]],
  ])('%s', (_, before, now, matched) => {
    expect(moved(before, now)).toEqual(matched);
  });

  it('is paired so that most clients stay, not first come first served', () => {
    expect(moved('0000000000111', '1111111111000')).toEqual([1, 0]);
  });
});
