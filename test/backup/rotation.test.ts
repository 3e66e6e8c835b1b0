import { describe, expect, it } from 'vitest';
import { type KeptBackup, toRemove } from '../../src/backup/rotation.ts';
import { addDays } from '../../src/values/day.ts';

const keep = { daily: 7, weekly: 4, monthly: 12 };

function nightly(first: string, nights: number): KeptBackup[] {
  return Array.from({ length: nights }, (_, night) => {
    const day = addDays(first, night);
    return { backupId: day, reason: 'night', startedAt: new Date(`${day}T02:15:00Z`) };
  });
}

describe('of the backups of two years', () => {
  it('the last seven nights, four weeks and twelve months stay, and the rest may go', () => {
    const all = nightly('2024-11-24', 730);
    const gone = new Set(toRemove(all, keep));
    const kept = all.filter(({ backupId }) => !gone.has(backupId)).map(({ backupId }) => backupId);
    expect(kept.join(' ')).toBe(
      '2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31 2026-06-30 2026-07-31 2026-08-31 2026-09-30 2026-10-31 2026-11-08 ' +
        '2026-11-15 2026-11-17 2026-11-18 2026-11-19 2026-11-20 2026-11-21 2026-11-22 2026-11-23',
    );
  });

  it('the newest good one stays whatever the numbers say, and one a person made stays a month beside those of its day', () => {
    const all = nightly('2026-01-01', 3);
    expect(toRemove(all.slice(0, 1), { daily: 1, weekly: 0, monthly: 0 })).toEqual([]);
    const byHand = { backupId: 'by hand', reason: 'by_hand', startedAt: new Date('2026-01-02T10:00:00Z') } as const;
    const one = { daily: 1, weekly: 0, monthly: 0 };
    expect(toRemove([...all, byHand], one)).toEqual(['2026-01-02', '2026-01-01']);
    expect(toRemove([...all, byHand, ...nightly('2026-02-10', 1)], one)).toContain('by hand');
  });
});
