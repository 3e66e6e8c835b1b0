import { describe, expect, it } from 'vitest';
import { binScale, scoreRfm } from '../../src/5-customer360/rfm.ts';
import { clientRhythm } from '../../src/5-customer360/rhythm.ts';
import {
  decideSegment,
  isKeptFromChurn,
  type SilenceLimits,
  silenceLimits,
  tierOf,
} from '../../src/5-customer360/segment.ts';
import { parseSettings } from '../../src/estate/settings.ts';
import { addDays } from '../../src/values/day.ts';

const { segments: rules, rfm: rfmBins } = parseSettings({});
const fixed: SilenceLimits = { atRiskDays: 180, churnDays: 365, raisedBy: null };

function segmentOf(recencyDays: number, orderCount: number, euros: number, limits = fixed): string {
  const netHt = euros * 10_000;
  const scores = scoreRfm(binScale(rfmBins), { recencyDays, orderCount, netHt });
  return decideSegment({ recencyDays, orderCount, netHt, rfm: scores, limits, isKeptFromChurn: false }, rules);
}

function limitsOf(orderDays: readonly string[], estateGapDays: number): SilenceLimits {
  const rhythm = clientRhythm({ orderDays, estateGapDays, gapShrinkage: rules.gap_shrinkage });
  return silenceLimits(rhythm, orderDays.at(-1) ?? null, rules);
}

describe('a client', () => {
  it.each([
    ['silent for 366 days', 366, 20, 9000, 'Churn'],
    ['silent for 365 days, twelve orders', 365, 12, 9000, 'At Risk'],
    ['who ordered once, 181 days ago', 181, 1, 500, 'Churn'],
    ['who ordered once, 180 days ago', 180, 1, 500, 'Standard'],
    ['who ordered once, 90 days ago', 90, 1, 500, 'New'],
    ['fresh, frequent and generous', 90, 6, 1000, 'VIP'],
    ['fresh and frequent, but thrifty', 90, 6, 999, 'Loyal'],
    ['silent for 181 days, two orders', 181, 2, 100, 'At Risk'],
    ['silent for 180 days, three orders', 180, 3, 100, 'Loyal'],
    ['silent for 180 days, two orders', 180, 2, 100, 'Standard'],
    ['whose money all came back', 10, 1, 0, 'Prospect'],
  ])('%s', (_, recencyDays, orderCount, euros, segment) => {
    expect(segmentOf(recencyDays, orderCount, euros)).toBe(segment);
  });

  it('without any order is a prospect', () => {
    const facts = { orderCount: 0, netHt: 0, recencyDays: null, rfm: null, limits: fixed, isKeptFromChurn: false };
    expect(decideSegment(facts, rules)).toBe('Prospect');
  });

  it('belongs to one of the estate’s four tiers, unless they are a prospect', () => {
    expect(tierOf).toMatchObject({ VIP: 'VIP', Loyal: 'Standard', New: 'Standard', Standard: 'Standard' });
  });
});

describe('a client’s own rhythm', () => {
  const yearly = ['2021-11-20', '2022-11-19', '2023-11-18', '2024-11-16', '2025-11-18'];
  it('keeps a yearly buyer loyal at month ten, even when everybody else comes every quarter', () => {
    const limits = limitsOf(yearly, 90);
    expect(segmentOf(304, 5, 960)).toBe('At Risk');
    expect(segmentOf(304, 5, 960, limits)).toBe('Loyal');
    // Until the end of their November: 12 days after a year.
    expect(limits).toEqual({ atRiskDays: 377, churnDays: 493, raisedBy: 'season' });
  });

  it('lets a yearly buyer be at risk when the season is missed, and lost two gaps after the last order', () => {
    const limits = limitsOf(yearly, 364);
    expect(limits).toEqual({ atRiskDays: 546, churnDays: 728, raisedBy: 'gap' });
    expect([546, 547, 728, 729].map((days) => segmentOf(days, 5, 960, limits))).toEqual([
      'Loyal',
      'At Risk',
      'At Risk',
      'Churn',
    ]);
  });

  it('never lends a quick client the slowness of the estate, nor shortens anybody’s patience', () => {
    const quarterly = [0, 90, 180, 270].map((days) => addDays('2025-01-12', days));
    const monthly = [0, 30, 60, 90].map((days) => addDays('2026-01-12', days));
    expect(limitsOf(quarterly, 400)).toEqual(fixed);
    expect(limitsOf(monthly, 20)).toEqual(fixed);
  });

  it('says nothing below three purchases', () => {
    expect(limitsOf(['2024-11-16', '2025-11-18'], 400)).toEqual(fixed);
  });
});

describe('a client very probably still there', () => {
  const yearly = clientRhythm({
    orderDays: ['2021-11-20', '2022-11-19', '2023-11-18', '2024-11-16', '2025-11-18'],
    estateGapDays: 90,
    gapShrinkage: rules.gap_shrinkage,
  });
  const limits: SilenceLimits = { atRiskDays: 377, churnDays: 493, raisedBy: 'season' };
  const kept = (recencyDays: number, pAlive: number | null, rhythm = yearly) =>
    isKeptFromChurn({ rhythm, recencyDays, limits, pAlive });

  it('is at risk, not lost, when they order once a year, and for one year more at most', () => {
    expect([493, 494, 493 + 364, 494 + 364].map((days) => kept(days, 0.8))).toEqual([false, true, true, false]);
    const facts = { orderCount: 5, netHt: 9_600_000, recencyDays: 600, limits };
    const rfm = scoreRfm(binScale(rfmBins), { recencyDays: 600, orderCount: 5, netHt: 9_600_000 });
    expect(decideSegment({ ...facts, rfm, isKeptFromChurn: true }, rules)).toBe('At Risk');
    expect(decideSegment({ ...facts, rfm, isKeptFromChurn: false }, rules)).toBe('Churn');
  });

  it('is lost by the calendar when the model doubts, knows nothing, or their rhythm is not yearly', () => {
    const quarterly = clientRhythm({
      orderDays: ['2025-01-12', '2025-04-12', '2025-07-11'],
      estateGapDays: 90,
      gapShrinkage: rules.gap_shrinkage,
    });
    expect([kept(600, 0.79), kept(600, null), kept(600, 0.99, quarterly)]).toEqual([false, false, false]);
  });
});
