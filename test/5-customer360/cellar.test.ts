import { describe, expect, it } from 'vitest';
import { clientCellar } from '../../src/5-customer360/cellar.ts';

const wine = (wineKey: string, bottles: number, firstOn: string, lastOn = firstOn, lastBottles = bottles) => ({
  wineKey,
  bottles: bottles * 10_000,
  firstOn,
  lastOn,
  lastBottles: lastBottles * 10_000,
});

describe('what is left in a cellar', () => {
  const asOf = '2026-11-16';

  it('is the last purchase, drunk at the rate of the purchases before it', () => {
    // 12 bottles for 100 days, then 12 more: 25 days later three are gone.
    const purchases = [wine('RIESLING', 24, '2026-07-14', '2026-10-22', 12)];
    expect(clientCellar({ purchases, orderCount: 3, gapDays: 50, asOf })).toEqual([
      { wineKey: 'RIESLING', bottlesLeft: 9, lastBoughtOn: '2026-10-22', runsOutOn: '2027-01-30' },
    ]);
  });

  it('is supposed to last one gap when a wine was bought once, and is never less than nothing', () => {
    const purchases = [wine('CREMANT', 6, '2026-10-27'), wine('MUSCAT', 6, '2020-01-01')];
    expect(clientCellar({ purchases, orderCount: 3, gapDays: 40, asOf })).toEqual([
      { wineKey: 'CREMANT', bottlesLeft: 3, lastBoughtOn: '2026-10-27', runsOutOn: '2026-12-06' },
      { wineKey: 'MUSCAT', bottlesLeft: 0, lastBoughtOn: '2020-01-01', runsOutOn: '2020-02-10' },
    ]);
  });

  it('is drunk within two gaps, even of a wine bought years apart', () => {
    const purchases = [wine('BLANC DE NOIRS', 12, '2022-11-20', '2026-05-16', 6)];
    expect(clientCellar({ purchases, orderCount: 6, gapDays: 184, asOf })).toEqual([
      { wineKey: 'BLANC DE NOIRS', bottlesLeft: 3, lastBoughtOn: '2026-05-16', runsOutOn: '2027-05-19' },
    ]);
  });

  it('is not guessed below three orders', () => {
    const purchases = [wine('RIESLING', 24, '2026-07-14', '2026-10-22', 12)];
    expect(clientCellar({ purchases, orderCount: 2, gapDays: 50, asOf })).toBeNull();
  });

  it('holds together when more was returned than had been bought before', () => {
    // Bought 2, then 6, then 4 came back: net 4, the last purchase 6.
    const purchases = [wine('RIESLING', 4, '2026-07-14', '2026-10-22', 6)];
    expect(clientCellar({ purchases, orderCount: 3, gapDays: 50, asOf })).toEqual([
      { wineKey: 'RIESLING', bottlesLeft: 2, lastBoughtOn: '2026-10-22', runsOutOn: '2026-12-11' },
    ]);
  });
});
