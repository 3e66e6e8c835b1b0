/**
 * Are clients really due when their page says so? At each origin the page's expected day is held against what came. The
 * chance that somebody expected in so many days buys is read off the origins before, whose horizon had closed by then; the
 * Brier score is the mean squared error of that chance, beside the one of saying the same of everybody.
 */
import { round } from './bootstrap.ts';
import type { ClientThen } from './read-origin.ts';

export const dueHorizons = [30, 90] as const;
export type DueHorizon = (typeof dueHorizons)[number];

/** One client at one origin. */
export interface DueCase {
  readonly originDay: number;
  readonly cell: number;
  /** What the page said: expected within so many days, overdue, later, or nothing. */
  readonly daysUntil: number | null;
  /** Days until the client bought; null where they did not within the horizon looked at. */
  readonly boughtAfterDays: number | null;
}

export interface DueDecile {
  readonly clients: number;
  readonly predicted: number;
  readonly bought: number;
}

export interface DueGroup {
  readonly clients: number;
  /** The share of them who bought; null of none. */
  readonly bought: number | null;
}

export interface DueReport {
  readonly days: DueHorizon;
  readonly clients: number;
  readonly bought: number;
  /** Null below the minimum of cases. */
  readonly brier: number | null;
  readonly brierOfBaseRate: number | null;
  /** 1 − brier / brierOfBaseRate: above 0 the pages know more than the mean. */
  readonly skill: number | null;
  /** By predicted chance, the least likely tenth first. */
  readonly deciles: readonly DueDecile[];
  /** By what the page said, without any learning. */
  readonly said: { readonly due: DueGroup; readonly overdue: DueGroup; readonly later: DueGroup };
}

/** Fewer cases than this are no calibration. */
export const minimumDueCases = 200;

/** Upper ends of the days until the expected day; the last cell is for who is not expected at all. */
const edges = [-720, -365, -180, -90, -45, -15, 0, 15, 30, 45, 60, 90, 120, 180, 270, 365, Number.POSITIVE_INFINITY];
const rhythms = ['season', 'own', 'estate'] as const;
/** Cells of fewer clients than about this are drawn towards all rhythms, and these towards everybody. */
const shrinkage = 20;

/** A client at an origin, with what they did then. */
export function dueCase(client: ClientThen, originDay: number, boughtAfterDays: number | null): DueCase {
  const daysUntil = client.nextOrderDay === null ? null : client.nextOrderDay - originDay;
  const bin = daysUntil === null ? edges.length : edges.findIndex((edge) => daysUntil <= edge);
  return { originDay, daysUntil, boughtAfterDays, cell: bin * rhythms.length + rhythms.indexOf(client.rhythm) };
}

/** The calibration within so many days, over the origins that have earlier ones to learn from. */
export function dueReport(cases: readonly DueCase[], days: DueHorizon): DueReport {
  const originDays = [...new Set(cases.map(({ originDay }) => originDay))].sort((a, b) => a - b);
  const judged = originDays.flatMap((day) => judgedAt(cases, day, days));
  const brier =
    judged.length >= minimumDueCases ? meanOf(judged, ({ predicted, came }) => (predicted - came) ** 2) : null;
  const base = brier === null ? null : meanOf(judged, ({ baseRate, came }) => (baseRate - came) ** 2);
  return {
    days,
    clients: judged.length,
    bought: judged.reduce((sum, { came }) => sum + came, 0),
    brier: brier === null ? null : round(brier),
    brierOfBaseRate: base === null ? null : round(base),
    skill: brier === null || base === null || base === 0 ? null : round(1 - brier / base),
    deciles: brier === null ? [] : decilesOf(judged),
    said: saidGroups(cases, days),
  };
}

interface Judged {
  readonly predicted: number;
  readonly baseRate: number;
  /** 1 when the client bought. */
  readonly came: number;
}

function judgedAt(cases: readonly DueCase[], day: number, days: DueHorizon): readonly Judged[] {
  const earlier = cases.filter(({ originDay }) => originDay + days <= day);
  if (earlier.length < minimumDueCases) return [];
  const { chanceOf, baseRate } = chancesFrom(earlier, days);
  const own = cases.filter(({ originDay }) => originDay === day);
  return own.map((one) => ({ predicted: chanceOf(one.cell), baseRate, came: cameWithin(one, days) }));
}

/** Shares of buyers by cell, small cells drawn towards their days, those towards all. */
function chancesFrom(
  cases: readonly DueCase[],
  days: DueHorizon,
): { chanceOf: (cell: number) => number; baseRate: number } {
  const bins = edges.length + 1;
  const seen = new Float64Array(bins * rhythms.length);
  const came = new Float64Array(bins * rhythms.length);
  for (const one of cases) {
    seen[one.cell] = (seen[one.cell] ?? 0) + 1;
    came[one.cell] = (came[one.cell] ?? 0) + cameWithin(one, days);
  }
  const baseRate = sumOf(came, 0, came.length) / cases.length;
  const chanceOf = (cell: number): number => {
    const from = Math.floor(cell / rhythms.length) * rhythms.length;
    const ofDays = shrunk(sumOf(came, from, from + rhythms.length), sumOf(seen, from, from + rhythms.length), baseRate);
    return shrunk(came[cell] ?? 0, seen[cell] ?? 0, ofDays);
  };
  return { chanceOf, baseRate };
}

function sumOf(values: Float64Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((sum, value) => sum + value, 0);
}

function shrunk(came: number, seen: number, towards: number): number {
  return (came + shrinkage * towards) / (seen + shrinkage);
}

function cameWithin({ boughtAfterDays }: DueCase, days: DueHorizon): number {
  return boughtAfterDays !== null && boughtAfterDays <= days ? 1 : 0;
}

// Clients of one chance stay in the order of the cases: sorted by what they did, the later tenths of one chance would look surer.
function decilesOf(judged: readonly Judged[]): readonly DueDecile[] {
  const sorted = [...judged].sort((a, b) => a.predicted - b.predicted);
  return Array.from({ length: 10 }, (_, decile) => {
    const from = Math.floor((decile * sorted.length) / 10);
    const tenth = sorted.slice(from, Math.floor(((decile + 1) * sorted.length) / 10));
    return {
      clients: tenth.length,
      predicted: round(meanOf(tenth, ({ predicted }) => predicted)),
      bought: round(meanOf(tenth, ({ came }) => came)),
    };
  });
}

function saidGroups(cases: readonly DueCase[], days: DueHorizon): DueReport['said'] {
  const groupOf = (isIn: (daysUntil: number) => boolean): DueGroup => {
    const group = cases.filter(({ daysUntil }) => daysUntil !== null && isIn(daysUntil));
    const bought = group.length === 0 ? null : round(meanOf(group, (one) => cameWithin(one, days)));
    return { clients: group.length, bought };
  };
  return {
    due: groupOf((daysUntil) => daysUntil > 0 && daysUntil <= days),
    overdue: groupOf((daysUntil) => daysUntil <= 0),
    later: groupOf((daysUntil) => daysUntil > days),
  };
}

function meanOf<Item>(items: readonly Item[], numberOf: (item: Item) => number): number {
  return items.length === 0 ? 0 : items.reduce((sum, item) => sum + numberOf(item), 0) / items.length;
}
