/** Who is beyond the time the law lets the estate keep them, as the night will find them. Reads, and forgets nobody. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Settings } from '../estate/settings.ts';
import type { Day } from '../values/day.ts';
import { type LastSign, type RetentionVerdict, retentionVerdict, seenBefore } from './retention.ts';

const oldSigns = loadSql(import.meta.url, './old-signs.sql');
const knownPeople = loadSql(import.meta.url, './known-people.sql');

export interface RetentionQueue {
  /** Everybody still known, by what becomes of them. */
  readonly counts: Readonly<Record<RetentionVerdict, number>>;
  /** Those beyond the time, those to forget first, then by the oldest sign. */
  readonly due: readonly (LastSign & { readonly verdict: Exclude<RetentionVerdict, 'keep'> })[];
}

/** The queue of an estate on a day: of everybody who has a page, as the last run left it. */
export async function retentionQueue(
  session: Session,
  { estate, rules, today }: { readonly estate: string; readonly rules: Settings['retention']; readonly today: Day },
): Promise<RetentionQueue> {
  const known = await session.one<{ people: number }>(knownPeople, { estate });
  const signs = await session.rows<LastSign>(oldSigns, { estate, seen_before: seenBefore(today, rules) });
  const due: RetentionQueue['due'][number][] = [];
  for (const sign of signs) {
    const verdict = retentionVerdict(sign, today, rules);
    if (verdict !== 'keep') due.push({ ...sign, verdict });
  }
  const counts = { keep: (known?.people ?? 0) - due.length, ask: 0, wait: 0, forget: 0 };
  for (const { verdict } of due) counts[verdict]++;
  return { counts, due: due.toSorted(byUrgency) };
}

const urgency = { forget: 0, wait: 1, ask: 2 } as const;

function byUrgency(one: RetentionQueue['due'][number], other: RetentionQueue['due'][number]): number {
  const first = urgency[one.verdict] - urgency[other.verdict];
  if (first !== 0) return first;
  if (one.lastSignOn !== other.lastSignOn) return one.lastSignOn < other.lastSignOn ? -1 : 1;
  return one.clientCode < other.clientCode ? -1 : 1;
}
