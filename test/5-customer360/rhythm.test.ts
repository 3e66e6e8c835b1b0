import { describe, expect, it } from 'vitest';
import { clientRhythm, nextSeasonEnd } from '../../src/5-customer360/rhythm.ts';

const rhythmOf = (orderDays: readonly string[], estateGapDays: number | null = 120) =>
  clientRhythm({ orderDays, estateGapDays, gapShrinkage: 3 });

const november = ['2021-11-20', '2022-11-19', '2023-11-18', '2024-11-16', '2025-11-18'];

describe('the rhythm of a client', () => {
  it.each([
    ['who comes every month', ['2026-08-02', '2026-09-02', '2026-10-02', '2026-11-02'], 'monthly', null],
    ['who comes every quarter', ['2026-01-12', '2026-04-13', '2026-07-11', '2026-10-12'], 'quarterly', null],
    ['who comes in spring and autumn', ['2025-04-11', '2025-10-10', '2026-04-10', '2026-10-09'], 'twice_a_year', null],
    ['who comes every November', november, 'yearly', 11],
    [
      'who comes in November and again in December',
      ['2024-11-10', '2024-12-12', '2025-11-09', '2025-12-14'],
      'yearly',
      11,
    ],
    ['whose season lies across New Year', ['2023-12-28', '2025-01-04', '2025-12-30'], 'yearly', 12],
    [
      'who comes when it pleases',
      ['2024-01-05', '2024-01-20', '2025-06-01', '2025-06-20', '2026-05-30'],
      'irregular',
      null,
    ],
    ['who comes every second year', ['2020-03-01', '2022-03-05', '2024-03-02'], 'irregular', 3],
    ['of two purchases', ['2024-11-16', '2025-11-18'], 'unknown', null],
  ])('%s', (_, days, name, usualMonth) => {
    expect(rhythmOf(days)).toMatchObject({ name, usualMonth });
  });

  it('is their own median gap drawn towards the estate’s, less so with every gap', () => {
    // Gaps of 30 days; the estate's is 120: n/(n+3) of the own.
    expect(rhythmOf(['2026-01-01', '2026-01-31', '2026-03-02'])).toMatchObject({ ownGapDays: 30, gapDays: 84 });
    expect(rhythmOf(['2026-01-01', '2026-01-31', '2026-03-02', '2026-04-01'])).toMatchObject({
      ownGapDays: 30,
      gapDays: 75,
    });
    expect(rhythmOf(['2026-01-01', '2026-01-31', '2026-03-02'], null)).toMatchObject({ gapDays: 30 });
  });

  it('is the estate’s below three purchases, and says from how many', () => {
    expect(rhythmOf(['2026-01-01'])).toEqual({
      name: 'unknown',
      purchaseDays: 1,
      ownGapDays: null,
      gapDays: 120,
      usualMonth: null,
      nextOrderOn: '2026-05-01',
    });
    expect(rhythmOf([])).toMatchObject({ purchaseDays: 0, gapDays: null, nextOrderOn: null });
  });

  it('expects a November client next November, whatever the gap says', () => {
    expect(rhythmOf(november).nextOrderOn).toBe('2026-11-15');
    expect(rhythmOf(['2025-09-01', '2025-10-01', '2025-11-01']).nextOrderOn).toBe('2026-01-24');
  });
});

describe('the end of the next season', () => {
  it.each([
    ['bought in season', 11, '2025-11-18', '2026-11-30'],
    ['bought a little early', 11, '2025-10-02', '2026-11-30'],
    ['bought in another season', 11, '2026-04-02', '2026-11-30'],
    ['is February of a leap year', 2, '2027-03-01', '2028-02-29'],
    ['is December', 12, '2025-12-24', '2026-12-31'],
  ])('of a client who %s', (_, month, lastOn, endsOn) => {
    expect(nextSeasonEnd(month, lastOn)).toBe(endsOn);
  });
});
