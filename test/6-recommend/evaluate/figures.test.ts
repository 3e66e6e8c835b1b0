import { describe, expect, it } from 'vitest';
import { bootstrap } from '../../../src/6-recommend/evaluate/bootstrap.ts';
import { dueCase, dueReport } from '../../../src/6-recommend/evaluate/due.ts';
import { rankMarks } from '../../../src/6-recommend/evaluate/marks.ts';
import { originDays } from '../../../src/6-recommend/evaluate/origins.ts';
import type { ClientThen } from '../../../src/6-recommend/evaluate/read-origin.ts';
import { count, openTally } from '../../../src/6-recommend/evaluate/tally.ts';
import { clientFacts } from '../small-estate.ts';

describe('the days that are asked again', () => {
  it('lie a horizon apart, with a year of sales before the first and a whole horizon after the last', () => {
    const days = originDays({ asOfDay: 5000, firstSaleDay: 3900, lastSaleDay: 4990, count: 8, horizonDays: 90 });
    expect(days).toEqual([4354, 4445, 4536, 4627, 4718, 4809, 4900].filter((day) => day >= 3900 + 365));
    expect(days.at(-1)).toBe(4990 - 90);
  });

  it('are none where the estate has sold for less than a year and a horizon', () => {
    expect(originDays({ asOfDay: 1400, firstSaleDay: 1000, lastSaleDay: 1400, count: 8, horizonDays: 90 })).toEqual([]);
    expect(originDays({ asOfDay: 1455, firstSaleDay: 1000, lastSaleDay: 1455, count: 8, horizonDays: 90 })).toEqual([
      1365,
    ]);
  });
});

describe('a letter against a purchase', () => {
  it('is marked by what it found, how much of it, and how high it stood', () => {
    expect(rankMarks([7, 3, 9], new Set([3, 4]), 3)).toEqual({
      hit: 1,
      recall: 0.5,
      ndcg: 1 / Math.log2(3) / (1 + 1 / Math.log2(3)),
      mrr: 0.5,
    });
    expect(rankMarks([7], new Set([3]), 3)).toEqual({ hit: 0, recall: 0, ndcg: 0, mrr: 0 });
  });

  it('is perfect when it holds all that was bought, first', () => {
    expect(rankMarks([4, 3, 9], new Set([3, 4]), 3)).toEqual({ hit: 1, recall: 1, ndcg: 1, mrr: 1 });
  });
});

describe('intervals', () => {
  const clients = 400;
  const good = openTally(['buyers', 'hit'], clients);
  const poor = openTally(['buyers', 'hit'], clients);
  for (let client = 0; client < clients; client++) {
    const isEasy = client % 2 === 0 ? 1 : 0;
    count(good, client, { buyers: 4, hit: 3 * isEasy + (client % 5 === 0 ? 1 : 0) });
    count(poor, client, { buyers: 4, hit: 3 * isEasy });
  }
  const tallies = new Map([['good', good] as const, ['poor', poor] as const]);
  const drawn = bootstrap(tallies, { seed: 1, replicates: 500 });
  const ofGood = drawn.get('good')?.ratio('hit', 'buyers');
  const difference = drawn.get('good')?.difference(drawn.get('poor') ?? fail(), 'hit', 'buyers');

  it('hold the figure, as wide as the clients differ from one another', () => {
    expect(ofGood?.value).toBe(0.425);
    // Standard error of the mean over clients: 0.19, so ± 0.037 for 95 %.
    expect((ofGood?.high ?? 0) - (ofGood?.low ?? 0)).toBeCloseTo(0.074, 1);
    expect(ofGood?.low).toBeLessThan(0.425);
  });

  it('are paired: a difference that is there for the same clients is surer than the two figures', () => {
    expect(difference?.value).toBe(0.05);
    expect(difference?.low).toBeGreaterThan(0.03);
    expect(difference?.high).toBeLessThan(0.07);
  });

  it('are the same twice under a seed', () => {
    expect(bootstrap(tallies, { seed: 1, replicates: 500 }).get('good')?.ratio('hit', 'buyers')).toEqual(ofGood);
    expect(bootstrap(tallies, { seed: 2, replicates: 500 }).get('good')?.ratio('hit', 'buyers')).not.toEqual(ofGood);
  });
});

describe('clients said to be due', () => {
  const origins = [0, 100, 200, 300];
  // Expected in 10 days: three in four come after 12 days. Expected in 200: nobody.
  const cases = origins.flatMap((day) =>
    Array.from({ length: 400 }, (_, number) => {
      const isDue = number < 200;
      return dueCase(expectedIn(day + (isDue ? 10 : 200)), day, isDue && number % 4 !== 0 ? 12 : null);
    }),
  );

  it('are counted by what the page said', () => {
    expect(dueReport(cases, 30).said).toEqual({
      due: { clients: 800, bought: 0.75 },
      overdue: { clients: 0, bought: null },
      later: { clients: 800, bought: 0 },
    });
  });

  it('are foreseen from the origins before, better than by saying the same of everybody', () => {
    const { clients, brier, brierOfBaseRate, skill, deciles } = dueReport(cases, 30);
    expect(clients).toBe(1200);
    // Half of the cases are sure; the others 3 in 4: 0.5 × 0.75 × 0.25.
    expect(brier).toBeCloseTo(0.094, 2);
    expect(brierOfBaseRate).toBeCloseTo(0.375 * 0.625, 2);
    expect(skill).toBeGreaterThan(0.55);
    expect(deciles.at(-1)?.predicted).toBeCloseTo(0.75, 1);
    expect(deciles.map(({ bought }) => bought).at(0)).toBe(0);
    // Clients of one chance fill several tenths: who bought among them is no part of the order.
    for (const { bought } of deciles.slice(5)) expect(bought).toBeCloseTo(0.75, 1);
  });

  it('are not calibrated on a handful', () => {
    expect(dueReport(cases.slice(0, 150), 30)).toMatchObject({ brier: null, skill: null, deciles: [] });
  });
});

function expectedIn(day: number): ClientThen {
  return { facts: clientFacts({ clientCode: 'C' }), nextOrderDay: day, rhythm: 'own' };
}

function fail(): never {
  throw new Error('a tally was not resampled');
}
