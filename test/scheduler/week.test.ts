import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../src/estate/settings.ts';
import { judgeSlots } from '../../src/scheduler/judge-slots.ts';
import { momentOfWeek, nextSlotAt, slotsOf, weekBeganAt } from '../../src/scheduler/week.ts';

const { week } = parseSettings({});
const means = { brevo: true, sendsLive: true };

describe('the week in Paris', () => {
  it('has one run, one report and one drill, and a night of each day', () => {
    const slots = slotsOf(week, means, { from: at('2026-11-16T00:00:00Z'), until: at('2026-11-23T00:00:00Z') });
    expect(countsOf(slots)).toEqual({
      run: 1,
      report: 1,
      push_contacts: 1,
      restore_drill: 1,
      backup: 7,
      reconcile: 7,
      retention: 7,
    });
    expect(slots.find(({ kind }) => kind === 'run')?.at).toEqual(at('2026-11-16T05:10:00Z'));
    expect(slots.find(({ kind }) => kind === 'report')?.at).toEqual(at('2026-11-16T05:45:00Z'));
  });

  it('keeps 06:10 on the clock of the wall on both sides of the change of the hour', () => {
    expect(momentsOf(week, 'run', '2026-03-20T00:00:00Z', '2026-04-01T00:00:00Z')).toEqual([
      '2026-03-23T05:10:00.000Z',
      '2026-03-30T04:10:00.000Z',
    ]);
    expect(momentsOf(week, 'run', '2026-10-15T00:00:00Z', '2026-11-01T00:00:00Z')).toEqual([
      '2026-10-19T04:10:00.000Z',
      '2026-10-26T05:10:00.000Z',
    ]);
  });

  it('has one backup in the night without 02:30 and one in the night with two of them', () => {
    const early = parseSettings({ week: { backup_at: '02:30' } }).week;
    expect(momentsOf(early, 'backup', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z')).toEqual([
      '2026-03-29T01:00:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(momentsOf(early, 'backup', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('has 366 nights in a leap year, 29 February among them', () => {
    const slots = slotsOf(week, means, { from: at('2027-12-31T23:00:00Z'), until: at('2028-12-31T23:00:00Z') });
    expect(countsOf(slots)).toMatchObject({ backup: 366, run: 52 });
    expect(slots.filter((slot) => slot.at.toISOString().startsWith('2028-02-29T01:00')).length).toBe(1);
  });

  it('moves with its settings', () => {
    const tuesday = parseSettings({ week: { day: 'tuesday', ingest_at: '07:30', timezone: 'America/New_York' } }).week;
    const [run] = slotsOf(tuesday, means, {
      from: at('2026-11-16T00:00:00Z'),
      until: at('2026-11-18T00:00:00Z'),
    }).filter(({ kind }) => kind === 'run');
    expect(run?.at).toEqual(at('2026-11-17T12:30:00Z'));
  });

  it('asks nothing of Brevo where there is no key', () => {
    const slots = slotsOf(
      week,
      { brevo: false, sendsLive: true },
      { from: at('2026-11-16T00:00:00Z'), until: at('2026-11-23T00:00:00Z') },
    );
    expect(slots.some(({ kind }) => kind === 'reconcile' || kind === 'push_contacts')).toBe(false);
  });

  it('tells Brevo of contacts after the run and the report, and only where letters leave live and the estate wants it', () => {
    const monday = { from: at('2026-11-16T00:00:00Z'), until: at('2026-11-17T00:00:00Z') };
    const weekly = slotsOf(week, means, monday).map(({ kind }) => kind);
    expect(weekly.slice(-3)).toEqual(['run', 'report', 'push_contacts']);
    const without = parseSettings({ week: { push_contacts: false } }).week;
    const kinds = [...slotsOf(week, { ...means, sendsLive: false }, monday), ...slotsOf(without, means, monday)].map(
      ({ kind }) => kind,
    );
    expect(kinds).not.toContain('push_contacts');
  });

  it('cuts time without losing or doubling a slot', () => {
    const whole = slotsOf(week, means, { from: at('2026-03-27T00:00:00Z'), until: at('2026-04-03T00:00:00Z') });
    const first = at('2026-03-27T00:00:00Z').getTime();
    const pieces = Array.from({ length: 7 * 24 }, (_, hour) =>
      slotsOf(week, means, {
        from: new Date(first + hour * 3_600_000),
        until: new Date(first + (hour + 1) * 3_600_000),
      }),
    ).flat();
    expect(pieces).toEqual(whole);
  });

  it('knows when something is due next, and when this week began', () => {
    expect(nextSlotAt(week, means, at('2026-11-16T05:10:00Z'))).toEqual(at('2026-11-16T05:45:00Z'));
    expect(weekBeganAt(week, at('2026-11-22T22:59:00Z'))).toEqual(at('2026-11-15T23:00:00Z'));
    expect(weekBeganAt(week, at('2026-11-22T23:00:00Z'))).toEqual(at('2026-11-22T23:00:00Z'));
    expect(momentOfWeek(week, at('2026-11-18T12:00:00Z'), '10:00')).toEqual(at('2026-11-16T09:00:00Z'));
  });
});

describe('what was missed', () => {
  it('runs late once within six hours, and only the newest of its kind', () => {
    const slots = slotsOf(week, means, { from: at('2026-11-13T12:00:00Z'), until: at('2026-11-16T10:00:00Z') });
    const judged = judgeSlots(slots, { now: at('2026-11-16T10:00:00Z'), lateHours: 6 });
    expect(judged.filter(({ verdict }) => verdict === 'run').map(({ kind }) => kind)).toEqual([
      'backup',
      'reconcile',
      'retention',
      'run',
      'report',
      'push_contacts',
    ]);
    expect(judged.filter(({ verdict }) => verdict === 'skip').length).toBe(slots.length - 6);
  });

  it('is skipped one second after six hours', () => {
    const slot = { kind: 'run' as const, at: at('2026-11-16T05:10:00Z') };
    const verdictAt = (now: string): string | undefined =>
      judgeSlots([slot], { now: at(now), lateHours: 6 })[0]?.verdict;
    expect([verdictAt('2026-11-16T11:10:00Z'), verdictAt('2026-11-16T11:10:01Z')]).toEqual(['run', 'skip']);
  });
});

function momentsOf(of: typeof week, kind: string, from: string, until: string): readonly string[] {
  return slotsOf(of, means, { from: at(from), until: at(until) })
    .filter((slot) => slot.kind === kind)
    .map((slot) => slot.at.toISOString());
}

function at(instant: string): Date {
  return new Date(instant);
}

function countsOf(slots: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of slots) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
