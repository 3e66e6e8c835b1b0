/** Who is beyond the time the law lets the estate keep them, as the night will find them. Reads, and forgets nobody. */
import type { Session } from '../db/database.ts';
import { loadSql } from '../db/sql.ts';
import type { Settings } from '../estate/settings.ts';
import type { Day } from '../values/day.ts';
import { type LastSign, type RetentionVerdict, retentionVerdict } from './retention.ts';

const lastSigns = loadSql(import.meta.url, './last-signs.sql');

export interface RetentionQueue {
  /** Everybody still known, by what becomes of them. */
  readonly counts: Readonly<Record<RetentionVerdict, number>>;
  /** The first of those beyond the time, those to forget first, then by the oldest sign. */
  readonly due: readonly (LastSign & { readonly verdict: Exclude<RetentionVerdict, 'keep'> })[];
}

/** The queue of an estate on a day. */
export async function retentionQueue(
  session: Session,
  { estate, rules, today }: { readonly estate: string; readonly rules: Settings['retention']; readonly today: Day },
  most = 100,
): Promise<RetentionQueue> {
  const counts: Record<RetentionVerdict, number> = { keep: 0, ask: 0, wait: 0, forget: 0 };
  const due: RetentionQueue['due'][number][] = [];
  for (const sign of await session.rows<LastSign>(lastSigns, { estate })) {
    const verdict = retentionVerdict(sign, today, rules);
    counts[verdict]++;
    if (verdict !== 'keep') due.push({ ...sign, verdict });
  }
  return { counts, due: due.toSorted(byUrgency).slice(0, most) };
}

const urgency = { forget: 0, wait: 1, ask: 2 } as const;

function byUrgency(one: RetentionQueue['due'][number], other: RetentionQueue['due'][number]): number {
  const first = urgency[one.verdict] - urgency[other.verdict];
  if (first !== 0) return first;
  if (one.lastSignOn !== other.lastSignOn) return one.lastSignOn < other.lastSignOn ? -1 : 1;
  return one.clientCode < other.clientCode ? -1 : 1;
}
