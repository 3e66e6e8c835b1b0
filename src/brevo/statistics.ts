/** Brevo's own record of what happened to each letter: what recovers the events a webhook lost. */
import { z } from 'zod';
import { type Answer, done } from './answer.ts';
import type { Call } from './call.ts';
import { brevoLimits } from './limits.ts';
import { readPage } from './page.ts';
import { readStatisticsRow } from './statistics-row.ts';
import type { ReadEvent } from './event.ts';

/** Days are `YYYY-MM-DD`, both included, at most 90 apart. `event` is Brevo's plural name (`requests`, `hardBounces` …). */
export interface StatisticsQuery {
  readonly startDate: string;
  readonly endDate: string;
  readonly event?: string;
  readonly email?: string;
  readonly messageId?: string;
  readonly tag?: string;
}

const eventsPage = z.object({ events: z.array(z.unknown()).optional() });

/**
 * The events of a query, oldest first, in pages of up to 2,500. The first answer that is not done is the last one given. Pages
 * are cut by position while Brevo goes on counting: the same event may come twice, and is known by its `factKey`.
 */
export async function* statisticsPages(
  call: Call,
  { tag, ...query }: StatisticsQuery,
): AsyncGenerator<Answer<readonly ReadEvent[]>, void, undefined> {
  for (let offset = 0; ; offset += brevoLimits.eventsPerPage) {
    const answer = await readPage(call, eventsPage, {
      path: '/smtp/statistics/events',
      family: 'smtp',
      query: {
        ...query,
        ...(tag === undefined ? {} : { tags: JSON.stringify([tag]) }),
        sort: 'asc',
        limit: brevoLimits.eventsPerPage,
        offset,
      },
    });
    if (answer.outcome !== 'done') {
      yield answer;
      return;
    }
    const rows = answer.value.events ?? [];
    yield done(rows.map(readStatisticsRow));
    if (rows.length < brevoLimits.eventsPerPage) return;
  }
}
