/** What becomes of the slots that lie behind: pure. Late is caught up once, later than that is skipped and said (promises.md 24). */
import type { JobKind } from './jobs.ts';
import type { Slot } from './week.ts';

export interface JudgedSlot extends Slot {
  readonly verdict: 'run' | 'skip';
}

/** Work of the night harms nobody by day, and a PC sleeps at night: it is caught up until the next one is near. */
const nightLateHours: Partial<Record<JobKind, number>> = {
  backup: 20,
  reconcile: 20,
  retention: 20,
  restore_drill: 20,
};

/** Of several missed slots of one kind only the newest runs, and only while it is not later than `lateHours` (the night's: 20). */
export function judgeSlots(
  slots: readonly Slot[],
  { now, lateHours }: { readonly now: Date; readonly lateHours: number },
): readonly JudgedSlot[] {
  const newest = new Map(
    slots.toSorted((one, other) => one.at.getTime() - other.at.getTime()).map((slot) => [slot.kind, slot.at]),
  );
  const isInTime = ({ kind, at }: Slot): boolean =>
    now.getTime() - at.getTime() <= (nightLateHours[kind] ?? lateHours) * 3_600_000;
  return slots.map((slot) => ({
    ...slot,
    verdict: newest.get(slot.kind) === slot.at && isInTime(slot) ? 'run' : 'skip',
  }));
}
